internal import StockModel

/// All that one campaign publishes: who must be told, where the goods are, and the figures (`notices.md`, sections 2, 3).
package struct Recall: Sendable {
    /// Sorted by the columns of `units.csv`.
    package private(set) var rows: [RecallRow] = []
    package private(set) var quarantine: [QuarantineRow] = []
    package let lists: RecallLists
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

    /// - Parameters:
    ///   - goods: What the campaign affects.
    ///   - holders: The order lines of `goods`, where they are at hand.
    ///   - lines: All order lines, or all that are linked by shared keys with those of `goods`.
    ///   - registrations: Of any units; those that concern none of the goods are passed over.
    ///
    /// Throws where the sums do not add up, which only a mistake of this program can bring about.
    package init(
        _ campaign: Campaign, _ goods: AffectedGoods, holders: GoodsLines? = nil, lines: [OrderLine],
        registrations: [Registration], memory: RecallMemory, contacts: ContactRules, parts: Parts = .one
    ) throws(RecallSumsError) {
        wave = memory.currentWave
        facts = goods.facts
        let cards = Self.cards(registrations, of: goods)
        let holders = holders ?? GoodsLines(of: goods)
        let book = RecipientBook(
            lines: lines, asked: holders.asked, registrations: cards, contacts: contacts, parts: parts)
        let holdings = Holdings(goods, holders, book: book, registrations: cards, remedied: memory.remedied)
        let telling = Telling(holdings, book: book, memory: memory)
        lists = RecallLists(ToldRecipients(recipients: book.recipients, telling: telling, contacts: contacts))
        rows = RecallRow.all(of: goods, holdings, book, parts)
        fillQuarantine()
        fillTold(telling, holdings, book)
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

    /// Whom nobody can reach is not told, and is listed again until he is.
    private mutating func fillTold(_ telling: Telling, _ holdings: Holdings, _ book: RecipientBook) {
        var isTold = [Bool](repeating: false, count: holdings.all.count)
        for notice in telling.notices where telling.isReachable[notice.recipient] {
            for place in telling.places(of: notice) { isTold[Int(place)] = true }
        }
        told.reserveCapacity(holdings.all.count)
        for (holding, isTold) in zip(holdings.all, isTold) where isTold {
            if holding.doubt == nil { told.append(holding.pair) } else { toldPossibly.append(holding.pair) }
        }
        told = Self.onceEach(told)
        toldPossibly = Self.onceEach(toldPossibly)
    }

    /// Sorted, each once. Holdings come by serial, so that little is left to sort.
    private static func onceEach(_ pairs: [ToldPair]) -> [ToldPair] {
        var sorted = pairs
        sorted.sort()
        var each: [ToldPair] = []
        each.reserveCapacity(pairs.count)
        for pair in sorted where each.last != pair { each.append(pair) }
        return each
    }

    // MARK: Figures

    private mutating func count(
        _ goods: AffectedGoods, _ holdings: Holdings, _ telling: Telling, _ memory: RecallMemory
    ) {
        summary.recipients.email = lists.email.count
        summary.recipients.post = lists.post.count
        summary.recipients.channel = lists.channel.count
        summary.recipients.unreachable = lists.unreachable.count
        summary.recipients.consignees = lists.consignees.count
        summary.recipients.possiblyAffected = lists.possiblyAffected.count
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
