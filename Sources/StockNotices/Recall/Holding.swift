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

    /// - Parameter registrations: Those that `book` was made with.
    init(_ goods: AffectedGoods, book: RecipientBook, registrations: [Registration], remedied: Set<Text>) {
        var cards: [Text: [Int]] = [:]
        for (index, card) in registrations.enumerated() { cards[card.serial, default: []].append(index) }
        all.reserveCapacity(goods.units.count)
        ofUnits.reserveCapacity(goods.units.count)
        ofFreed.reserveCapacity(goods.units.count)
        for unit in goods.units {
            let start = all.count
            if unit.place.isWithCustomers {
                for sale in unit.history.claimants {
                    add(unit, sale, doubt: unit.doubt, book, registrations, cards[unit.history.serial] ?? [], remedied)
                }
            }
            ofUnits.append(start..<all.count)
            let freedStart = all.count
            if unit.doubt == nil, !unit.history.freed.isEmpty {
                let holders = unit.place.isWithCustomers ? unit.history.claimants : []
                for sale in Self.onceEach(unit.history.freed) where !holders.contains(where: { $0.line == sale.line }) {
                    add(unit, sale, doubt: .mismatchedReturn, book, registrations, [], remedied)
                }
            }
            ofFreed.append(freedStart..<all.count)
        }
        for loose in goods.loose {
            let start = all.count
            if let line = loose.line {
                let pair = ToldPair(serial: .empty, line: line.key)
                if let recipient = book.recipient(of: line.key) {
                    all.append(
                        Holding(pair: pair, recipient: recipient, sku: loose.sku, doubt: loose.doubt, isRemedied: false)
                    )
                }
            }
            ofLoose.append(start..<all.count)
        }
    }

    /// Adds the buyers of a sale, and the persons who registered the unit after it.
    private mutating func add(
        _ unit: AffectedGoods.Unit, _ sale: Sale, doubt: Doubt?, _ book: RecipientBook,
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
        let buyer = book.recipient(of: sale.line)
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

    private static func onceEach(_ sales: [Sale]) -> [Sale] {
        var seen: Set<LineKey> = []
        return sales.filter { seen.insert($0.line).inserted }
    }
}
