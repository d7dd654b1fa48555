internal import StockModel

/// A recipient and goods that it holds by one order line.
struct Holding: Sendable {
    let pair: ToldPair
    let recipient: Int
    let sku: Text
    /// Nil where the goods are affected.
    let doubt: Doubt?
    /// Closed by a `remedied` file: nobody is told of it again.
    let isRemedied: Bool
}

/// Who holds what of a campaign's goods.
struct Holdings {
    private(set) var all: [Holding] = []
    /// By place in `AffectedGoods.units` and `loose`: the range of its holdings in `all`. The orders that lost an affected
    /// unit to a mismatched return are not among a unit's.
    private(set) var ofUnits: [Range<Int>] = []
    private(set) var ofLoose: [Range<Int>] = []
    /// By place in `AffectedGoods.units`: the holdings of orders that lost it.
    private(set) var ofFreed: [Range<Int>] = []

    /// - Parameters:
    ///   - lines: Those of the goods, for which `book` was made.
    ///   - registrations: Those that `book` was made with.
    init(
        _ goods: AffectedGoods, _ lines: GoodsLines, book: RecipientBook, registrations: [Registration],
        remedied: Set<Text>
    ) {
        var cards: [Text: [Int]] = [:]
        for (index, card) in registrations.enumerated() { cards[card.serial, default: []].append(index) }
        all.reserveCapacity(goods.units.count)
        ofUnits.reserveCapacity(goods.units.count)
        ofFreed.reserveCapacity(goods.units.count)
        for (index, unit) in goods.units.enumerated() {
            let start = all.count
            let holders = unit.holders
            let cards = cards.isEmpty ? [] : cards[unit.history.serial] ?? []
            for (place, sale) in holders.enumerated() {
                let buyer = book.recipient(ofLine: lines.number(ofUnit: index, holder: place))
                add(unit, sale, buyer, doubt: unit.doubt, book, registrations, cards, remedied)
            }
            ofUnits.append(start..<all.count)
            let freedStart = all.count
            let former = unit.formerHolders
            for (place, sale) in former.enumerated()
            where !holders.contains(where: { $0.line == sale.line })
                && !former[..<place].contains(where: { $0.line == sale.line })
            {
                let buyer = book.recipient(ofLine: lines.number(ofUnit: index, holder: holders.count + place))
                add(unit, sale, buyer, doubt: .mismatchedReturn, book, registrations, [], remedied)
            }
            ofFreed.append(freedStart..<all.count)
        }
        for (index, loose) in goods.loose.enumerated() {
            let start = all.count
            if let line = loose.line, let number = lines.number(ofLoose: index),
                let recipient = book.recipient(ofLine: number)
            {
                let pair = ToldPair(serial: .empty, line: line.key)
                all.append(
                    Holding(pair: pair, recipient: recipient, sku: loose.sku, doubt: loose.doubt, isRemedied: false))
            }
            ofLoose.append(start..<all.count)
        }
    }

    /// Adds the buyer of a sale, and the persons who registered the unit after it.
    private mutating func add(
        _ unit: AffectedGoods.Unit, _ sale: Sale, _ buyer: Int?, doubt: Doubt?, _ book: RecipientBook,
        _ registrations: [Registration], _ cards: [Int], _ remedied: Set<Text>
    ) {
        let serial = unit.history.serial
        let isRemedied = remedied.contains(serial)
        func add(_ recipient: Int, registration: String) {
            let pair = ToldPair(serial: serial, line: sale.line, registration: registration)
            all.append(
                Holding(
                    pair: pair, recipient: recipient, sku: unit.history.sku, doubt: doubt, isRemedied: isRemedied))
        }
        if let buyer { add(buyer, registration: "") }
        guard !cards.isEmpty else { return }
        var known: Set<Int> = []
        if let buyer { known.insert(buyer) }
        for card in cards
        where registrations[card].isAbout(unit.history) && registrations[card].comes(after: sale.at) {
            let recipient = book.recipient(ofRegistration: card)
            // The buyer himself, or somebody who sent two cards.
            guard known.insert(recipient).inserted else { continue }
            add(recipient, registration: NoticeDigest.short(registrations[card].identity))
        }
    }
}
