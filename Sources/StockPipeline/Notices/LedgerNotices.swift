import StockLedger
import StockMatching
import StockModel
import StockNotices

/// Draws the conclusions for recalls and watch lists from what a ledger knows, and remembers who was told.
struct LedgerNotices {
    let books: LedgerBooks
    /// Those by which the ledger was last folded.
    let tables: FoldTables
    let settings: NoticeSettings
    /// What other workers read the ledger with.
    let views: [LedgerView]

    /// - Parameters:
    ///   - stock: The figures of all SKUs; nil for those that the ledger has.
    ///   - touched: The serials of which something has changed since the last run; nil if that may be any.
    ///   - firstSource: The first source that is new; its cards may move the start of a warranty.
    func conclude(
        _ inputs: NoticeRecords, stock: [StockRow]?, touched: Set<Text>? = nil, firstSource: Int = .max
    ) throws -> Notices.Outcome {
        let lookup = try books.transaction.serials()
        let names = NoticeNames(tables: tables) { (try? Self.owners(of: $0, lookup)) ?? [] }
        let notices = Notices(settings, inputs, names: names, on: tables.rules.businessDay)
        let units = try LedgerUnits(books, tables: tables, views: views)
        var touched = touched
        for card in inputs[.registration] where Int(card.file) >= firstSource {
            touched?.formUnion(names.serialForms(card[.serial].description).map { arena.store($0) })
        }
        let expiries = try LedgerExpiries(notices, units, arena: arena)
        for (pair, band) in try expiries.told() { notices.warranty?.told.add(band, for: pair) }
        let judges = units.readers.all.map { reader in
            let arena = Arena()
            return notices.makeJudge(units.context) {
                // What cannot be read now could not be read when the lists are made either, which says so.
                (try? reader.buyers.fields($0, arena: arena)) ?? .empty
            }
        }
        try self.judge(judges, notices, units, besides: try expiries.candidates(touched: touched))
        let judge = judges[0]
        let goods = LedgerGoods(units, stock: stock ?? units.stock, contacts: notices.contacts)
        var outcome = try notices.conclude(judge, goods, units.context) { id in
            try memory(of: id)
        }
        outcome.expiriesLooked = expiries.looked
        outcome.retained += units.retained + judges + [units, arena, tables]
        return outcome
    }

    private let arena = Arena()

    init(books: LedgerBooks, tables: FoldTables, settings: NoticeSettings, views: [LedgerView] = []) {
        self.books = books
        self.tables = tables
        self.settings = settings
        self.views = views
    }

    /// The serials of the units that an identifier is another one of.
    static func owners(of identifier: String, _ lookup: SerialLookup) throws -> [String] {
        let claimants = try lookup.claimants(of: identifier)
        guard claimants.count == 1 else { return claimants }
        return try lookup.isOwnSerial(identifier) ? [] : claimants
    }

    /// Shows judges all units that a campaign, a watch list or the end of a warranty can be about; the first of them has
    /// seen all of these in the end.
    ///
    /// - Parameter besides: Serials that are looked at for their warranty; nil for all.
    private func judge(
        _ judges: [UnitJudge], _ notices: Notices, _ units: LedgerUnits, besides: Set<Text>?
    ) throws {
        let judge = judges[0]
        guard let serials = try candidates(notices, units, besides: besides) else {
            try units.judgeAll(judges)
            return judges.dropFirst().forEach { judge.combine($0) }
        }
        try units.judge(serials, judges)
        judges.dropFirst().forEach { judge.combine($0) }
        // An affected unit in stock may have been meant by a serial that nobody received.
        let asked = judge.skusPerhapsMeant
        guard !asked.isEmpty else { return }
        var unknown: Set<Text> = []
        for each in try books.findings.suggestions(for: .unknownSerial) {
            if asked.contains(arena.store(each.sku)) { unknown.insert(arena.store(each.serial)) }
        }
        try units.judge(unknown, [judge])
    }

    /// The serials of all those units; nil where they cannot be told from the rest.
    private func candidates(_ notices: Notices, _ units: LedgerUnits, besides: Set<Text>?) throws -> [Text]? {
        guard let besides else { return nil }
        let candidates = LedgerCandidates(units: units, names: notices.names, arena: arena)
        var serials = Array(besides.union(notices.watchedSerials))
        for campaign in notices.campaigns {
            guard let some = try candidates.serials(campaign.file.campaign.scope) else { return nil }
            serials += some
        }
        return serials
    }

    // MARK: Memory

    private func memory(of campaign: String) throws -> RecallMemory {
        var memory = RecallMemory()
        for told in try books.transaction.notices().told(campaign: campaign, arena: arena) {
            let pair = ToldPair(
                serial: told.serial,
                line: LineKey(channel: told.channel, document: told.document, line: told.line),
                registration: told.registration)
            if told.isPossible { memory.toldPossibly[pair] = told.wave } else { memory.told[pair] = told.wave }
        }
        return memory
    }

    /// Remembers who is told, once that is sure to be published.
    func remember(_ outcome: Notices.Outcome) throws {
        let table = try books.transaction.notices()
        for (pair, band) in outcome.expiring?.told ?? [:] {
            let line = pair.cover.line
            try table.remember(
                NoticeTable.Expiry(
                    serial: pair.cover.serial, channel: line.channel, document: line.document, line: line.line,
                    endsOn: pair.endsOn, band: band))
        }
        if settings.warranty != nil { try LedgerExpiries.keep(outcome, books.transaction) }
        for (file, recall) in outcome.recalls {
            for (pairs, isPossible) in [(recall.told, false), (recall.toldPossibly, true)] {
                for pair in pairs {
                    try table.remember(
                        NoticeTable.Told(
                            serial: pair.serial, channel: pair.line.channel, document: pair.line.document,
                            line: pair.line.line, registration: pair.registration, isPossible: isPossible,
                            wave: recall.wave), campaign: file.campaign.id, run: books.run)
                }
            }
        }
    }
}
