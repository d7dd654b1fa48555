internal import StockModel

/// All that one campaign publishes: who must be told, where the goods are, and the figures (`notices.md`, sections 2, 3).
package struct Recall: Sendable {
    /// Sorted by the columns of `units.csv`.
    package private(set) var rows: [RecallRow] = []
    package private(set) var quarantine: [QuarantineRow] = []
    package private(set) var lists = RecallLists()
    package private(set) var summary = RecallSummary()
    /// The pairs that are told by this run, sorted; to be remembered with `wave` once it is published. Those that are
    /// remembered already, told of again or together with new ones, keep their first wave.
    package private(set) var told: [ToldPair] = []
    package private(set) var toldPossibly: [ToldPair] = []
    /// The wave of this run.
    package let wave: Int
    /// Affected units that the house can still sell, and sales of affected units after the campaign was issued.
    package private(set) var findings: [RecallFinding] = []

    /// Keeps the names of kits' components alive.
    private let facts: CatalogueFacts

    /// The order lines whose buyers `init` asks the book for.
    package static func linesAsked(of goods: AffectedGoods) -> Set<LineKey> {
        var lines: Set<LineKey> = []
        for unit in goods.units {
            if unit.place.isWithCustomers { lines.formUnion(unit.history.claimants.map(\.line)) }
            if unit.doubt == nil { lines.formUnion(unit.history.freed.map(\.line)) }
        }
        for loose in goods.loose { if let line = loose.line { lines.insert(line.key) } }
        return lines
    }

    /// - Parameters:
    ///   - goods: What the campaign affects.
    ///   - lines: All order lines, or all that are linked by shared keys with those asked for.
    ///   - registrations: Of any units; those that concern none of the goods are passed over.
    ///
    /// Throws where the sums do not add up, which only a mistake of this program can bring about.
    package init<Lines: RandomAccessCollection<OrderLine>>(
        _ campaign: Campaign, _ goods: AffectedGoods, lines: Lines, registrations: [Registration],
        memory: RecallMemory, contacts: ContactRules
    ) throws(RecallSumsError) where Lines.Index == Int {
        wave = memory.currentWave
        facts = goods.facts
        let cards = Self.cards(registrations, of: goods)
        let book = RecipientBook(
            lines: lines, asked: Self.linesAsked(of: goods), registrations: cards, contacts: contacts)
        let holdings = Holdings(goods, book: book, registrations: cards, remedied: memory.remedied)
        let telling = Telling(holdings, book: book, memory: memory)
        fillRows(goods, holdings, book)
        fillLists(telling, book, contacts)
        count(goods, holdings, telling, memory)
        findings = RecallFinding.all(of: goods, issuedAt: campaign.issuedAt)
        try summary.check(rows: rows)
    }

    /// The registrations that name a holder: of an affected or possibly affected unit that is with customers, after the sale
    /// of one of its claimants; in the order of their days.
    private static func cards(_ registrations: [Registration], of goods: AffectedGoods) -> [Registration] {
        guard !registrations.isEmpty else { return [] }
        var units: [Text: [UnitHistory]] = [:]
        for unit in goods.units where unit.place.isWithCustomers {
            units[unit.history.serial, default: []].append(unit.history)
        }
        let cards = registrations.filter { card in
            (units[card.serial] ?? []).contains { unit in
                card.isAbout(unit) && unit.claimants.contains { card.comes(after: $0.at) }
            }
        }
        return cards.sorted { a, b in
            a.registeredAt != b.registeredAt
                ? a.registeredAt < b.registeredAt : a.identity.lexicographicallyPrecedes(b.identity)
        }
    }

    // MARK: Rows

    private mutating func fillRows(_ goods: AffectedGoods, _ holdings: Holdings, _ book: RecipientBook) {
        for (index, unit) in goods.units.enumerated() {
            let row = RecallRow(unit)
            var sales: [LineKey: Timestamp] = [:]
            for sale in unit.history.freed + unit.history.claimants where sale.hasLeft { sales[sale.line] = sale.at }
            let held = holdings.all[holdings.ofUnits[index]]
            if held.isEmpty, unit.place == .reserved {
                for sale in unit.history.claimants {
                    var reserved = row
                    reserved.line = sale.line
                    rows.append(reserved)
                }
            } else if held.isEmpty {
                rows.append(row)
            }
            for holding in held + holdings.all[holdings.ofFreed[index]] {
                var told = row
                told.line = holding.pair.line
                told.shippedAt = sales[holding.pair.line] ?? .absent
                told.doubt = holding.doubt
                told.add(book.recipients[holding.recipient])
                rows.append(told)
            }
        }
        for (index, loose) in goods.loose.enumerated() {
            let row = RecallRow(loose)
            let held = holdings.all[holdings.ofLoose[index]]
            if held.isEmpty { rows.append(row) }
            for holding in held {
                var told = row
                told.add(book.recipients[holding.recipient])
                rows.append(told)
            }
        }
        rows.sort(by: RecallRow.precedes)
        fillQuarantine()
    }

    private mutating func fillQuarantine() {
        var last: (sku: Text, serial: Text)?
        for row in rows where row.doubt == nil && row.place.isStoppable {
            // A unit in repair with several claimants has several rows.
            if let last, last.sku == row.sku, last.serial == row.serial { continue }
            last = (row.sku, row.serial)
            quarantine.append(QuarantineRow(row))
        }
        quarantine.sort(by: QuarantineRow.precedes)
    }

    // MARK: Lists

    private mutating func fillLists(_ telling: Telling, _ book: RecipientBook, _ contacts: ContactRules) {
        for notice in telling.notices {
            let recipient = book.recipients[notice.recipient]
            var row = NoticeRow(recipient, notice.kind, notice.holdings)
            if notice.isPossible {
                let doubts = Set(notice.holdings.compactMap(\.doubt)).sorted()
                row.reason = doubts.map(\.sentence).joined(separator: ";")
                lists.possiblyAffected.append(row)
            } else {
                lists.add(row, recipient, contacts)
            }
            // Whom nobody can reach is not told, and is listed again until he is.
            guard !recipient.ways.isEmpty else { continue }
            if notice.isPossible {
                toldPossibly += notice.holdings.map(\.pair)
            } else {
                told += notice.holdings.map(\.pair)
            }
        }
        told = Set(told).sorted()
        toldPossibly = Set(toldPossibly).sorted()
        summary.recipients.email = lists.email.count
        summary.recipients.post = lists.post.count
        summary.recipients.channel = lists.channel.count
        summary.recipients.unreachable = lists.unreachable.count
        summary.recipients.consignees = lists.consignees.count
        summary.recipients.possiblyAffected = lists.possiblyAffected.count
    }

    // MARK: Figures

    private mutating func count(
        _ goods: AffectedGoods, _ holdings: Holdings, _ telling: Telling, _ memory: RecallMemory
    ) {
        for (index, unit) in goods.units.enumerated() {
            summary.possiblyAffected += Set(holdings.all[holdings.ofFreed[index]].map(\.pair)).count
            guard unit.doubt == nil else {
                summary.possiblyAffected += 1
                continue
            }
            let isRemedied = memory.remedied.contains(unit.history.serial)
            let held = holdings.all[holdings.ofUnits[index]]
            count(1, unit.place, isRemedied: isRemedied, held, telling, memory)
        }
        for (index, loose) in goods.loose.enumerated() {
            guard loose.doubt == nil else {
                summary.possiblyAffected += loose.quantity
                continue
            }
            let held = holdings.all[holdings.ofLoose[index]]
            count(loose.quantity, loose.place, isRemedied: false, held, telling, memory)
        }
    }

    private mutating func count(
        _ quantity: Int, _ place: RecallPlace, isRemedied: Bool, _ held: ArraySlice<Holding>, _ telling: Telling,
        _ memory: RecallMemory
    ) {
        summary.affected += quantity
        summary.places[place, default: 0] += quantity
        guard place.isWithCustomers else { return }
        if isRemedied {
            summary.remedied += quantity
        } else if held.contains(where: { memory.told[$0.pair] == nil && telling.isReachable[$0.recipient] }) {
            summary.toldNow += quantity
        } else if held.contains(where: { memory.told[$0.pair] != nil }) {
            summary.toldBefore += quantity
        } else {
            summary.unreachable += quantity
        }
    }
}

extension RecallRow {
    fileprivate mutating func add(_ recipient: Recipient) {
        self.recipient = recipient.id
        ways = recipient.ways
    }
}
