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
        lines.reserveCapacity(goods.units.count)
        for unit in goods.units {
            if unit.place.isWithCustomers { for sale in unit.history.claimants { lines.insert(sale.line) } }
            if unit.doubt == nil { for sale in unit.history.freed { lines.insert(sale.line) } }
        }
        for loose in goods.loose { if let line = loose.line { lines.insert(line.key) } }
        return lines
    }

    /// - Parameters:
    ///   - goods: What the campaign affects.
    ///   - lines: All order lines, or all that are linked by shared keys with those asked for.
    ///   - asked: What `linesAsked` gave.
    ///   - registrations: Of any units; those that concern none of the goods are passed over.
    ///
    /// Throws where the sums do not add up, which only a mistake of this program can bring about.
    package init<Lines: RandomAccessCollection<OrderLine>>(
        _ campaign: Campaign, _ goods: AffectedGoods, lines: Lines, asked: Set<LineKey>? = nil,
        registrations: [Registration], memory: RecallMemory, contacts: ContactRules, parts: Parts = .one
    ) throws(RecallSumsError) where Lines.Index == Int {
        wave = memory.currentWave
        facts = goods.facts
        let cards = Self.cards(registrations, of: goods)
        let book = RecipientBook(
            lines: lines, asked: asked ?? Self.linesAsked(of: goods), registrations: cards, contacts: contacts,
            parts: parts)
        let holdings = Holdings(goods, book: book, registrations: cards, remedied: memory.remedied)
        let telling = Telling(holdings, book: book, memory: memory)
        fillRows(goods, holdings, book, parts)
        fillLists(telling, holdings, book, contacts, parts)
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

    private mutating func fillRows(
        _ goods: AffectedGoods, _ holdings: Holdings, _ book: RecipientBook, _ parts: Parts
    ) {
        var made = parts.map(goods.units.count) { range in
            var rows: [RecallRow] = []
            rows.reserveCapacity(range.count)
            for index in range { Self.addRows(of: goods.units[index], at: index, holdings, book, to: &rows) }
            return rows
        }
        made.append([])
        for (index, loose) in goods.loose.enumerated() {
            let row = RecallRow(loose)
            let held = holdings.all[holdings.ofLoose[index]]
            if held.isEmpty { made[made.count - 1].append(row) }
            for holding in held {
                var told = row
                told.add(book.recipients[holding.recipient])
                made[made.count - 1].append(told)
            }
        }
        // Their places alone are sorted: to move whole rows about costs more.
        let unsorted = made
        var places = unsorted.indices.flatMap { part in unsorted[part].indices.map { (part: part, place: $0) } }
        places.sort { a, b in RecallRow.precedes(unsorted[a.part][a.place], unsorted[b.part][b.place]) }
        rows = places.map { unsorted[$0.part][$0.place] }
        fillQuarantine()
    }

    private static func addRows(
        of unit: AffectedGoods.Unit, at index: Int, _ holdings: Holdings, _ book: RecipientBook,
        to rows: inout [RecallRow]
    ) {
        let row = RecallRow(unit)
        let (held, freed) = (holdings.ofUnits[index], holdings.ofFreed[index])
        if held.isEmpty, row.place == .reserved {
            for sale in unit.history.claimants {
                var reserved = row
                reserved.line = sale.line
                rows.append(reserved)
            }
        } else if held.isEmpty {
            rows.append(row)
        }
        for range in [held, freed] {
            for holding in holdings.all[range] {
                var told = row
                told.line = holding.pair.line
                told.shippedAt = shippedAt(holding.pair.line, unit.history)
                told.doubt = holding.doubt
                told.add(book.recipients[holding.recipient])
                rows.append(told)
            }
        }
    }

    /// When a unit left with a line: as its last claim says, else as the last that lost it.
    private static func shippedAt(_ line: LineKey, _ unit: UnitHistory) -> Timestamp {
        (unit.claimants.last { $0.hasLeft && $0.line == line } ?? unit.freed.last { $0.hasLeft && $0.line == line })?.at
            ?? .absent
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

    private mutating func fillLists(
        _ telling: Telling, _ holdings: Holdings, _ book: RecipientBook, _ contacts: ContactRules, _ parts: Parts
    ) {
        let notices = telling.notices
        let made = parts.map(notices.count) { range in
            range.map { place in
                let notice = notices[place]
                return NoticeRow(book.recipients[notice.recipient], notice.kind, notice.holdings)
            }
        }
        lists.reserve(for: book.recipients)
        told.reserveCapacity(holdings.all.count)
        for (notice, row) in zip(notices, made.joined()) {
            let recipient = book.recipients[notice.recipient]
            if notice.isPossible {
                var row = row
                let doubts = Set(notice.holdings.compactMap(\.doubt)).sorted()
                row.reason = doubts.map(\.sentence).joined(separator: ";")
                lists.possiblyAffected.append(row)
            } else {
                lists.add(row, recipient, contacts)
            }
            // Whom nobody can reach is not told, and is listed again until he is.
            guard !recipient.ways.isEmpty else { continue }
            if notice.isPossible {
                for holding in notice.holdings { toldPossibly.append(holding.pair) }
            } else {
                for holding in notice.holdings { told.append(holding.pair) }
            }
        }
        told = Self.onceEach(told)
        toldPossibly = Self.onceEach(toldPossibly)
        summary.recipients.email = lists.email.count
        summary.recipients.post = lists.post.count
        summary.recipients.channel = lists.channel.count
        summary.recipients.unreachable = lists.unreachable.count
        summary.recipients.consignees = lists.consignees.count
        summary.recipients.possiblyAffected = lists.possiblyAffected.count
    }

    /// Sorted, each once.
    private static func onceEach(_ pairs: [ToldPair]) -> [ToldPair] {
        let order = pairs.indices.sorted { pairs[$0] < pairs[$1] }
        var each: [ToldPair] = []
        each.reserveCapacity(pairs.count)
        for place in order where each.last != pairs[place] { each.append(pairs[place]) }
        return each
    }

    // MARK: Figures

    private mutating func count(
        _ goods: AffectedGoods, _ holdings: Holdings, _ telling: Telling, _ memory: RecallMemory
    ) {
        for (index, unit) in goods.units.enumerated() {
            let freed = holdings.ofFreed[index]
            if !freed.isEmpty { summary.possiblyAffected += Set(holdings.all[freed].map(\.pair)).count }
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
