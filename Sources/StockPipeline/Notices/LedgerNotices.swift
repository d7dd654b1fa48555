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
        let units = try LedgerUnits(books, tables: tables)
        var touched = touched
        for card in inputs[.registration] where Int(card.file) >= firstSource {
            touched?.formUnion(names.serialForms(card[.serial].description).map { arena.store($0) })
        }
        let expiries = try LedgerExpiries(notices, units, arena: arena)
        notices.warranty?.told.merge(try expiries.told(), uniquingKeysWith: min)
        let buyers = try books.transaction.buyers()
        let judge = notices.makeJudge(units.context) { [arena] in
            // What cannot be read now could not be read when the lists are made either, which says so.
            (try? buyers.fields($0, arena: arena)) ?? .empty
        }
        try self.judge(judge, notices, units, besides: try expiries.candidates(touched: touched))
        let goods = try LedgerGoods(units, stock: stock ?? units.stock)
        var outcome = try notices.conclude(judge, goods, units.context) { id in
            try memory(of: id)
        }
        outcome.expiriesLooked = expiries.looked
        outcome.retained += units.retained + [units, arena, tables]
        return outcome
    }

    private let arena = Arena()

    init(books: LedgerBooks, tables: FoldTables, settings: NoticeSettings) {
        self.books = books
        self.tables = tables
        self.settings = settings
    }

    /// The serials of the units that an identifier is another one of.
    static func owners(of identifier: String, _ lookup: SerialLookup) throws -> [String] {
        let claimants = try lookup.claimants(of: identifier)
        guard claimants.count == 1 else { return claimants }
        return try lookup.isOwnSerial(identifier) ? [] : claimants
    }

    /// Shows the judge all units that a campaign, a watch list or the end of a warranty can be about.
    ///
    /// - Parameter besides: Serials that are looked at for their warranty; nil for all.
    private func judge(
        _ judge: UnitJudge, _ notices: Notices, _ units: LedgerUnits, besides: Set<Text>?
    ) throws {
        let candidates = LedgerCandidates(units: units, names: notices.names, arena: arena)
        guard let besides else { return try units.judgeAll(judge) }
        var serials = besides.union(notices.watchedSerials)
        for campaign in notices.campaigns {
            guard let some = try candidates.serials(campaign.file.campaign.scope) else {
                return try units.judgeAll(judge)
            }
            serials.formUnion(some)
        }
        try units.judge(serials, judge)
        // An affected unit in stock may have been meant by a serial that nobody received.
        let asked = judge.skusPerhapsMeant
        guard !asked.isEmpty else { return }
        var unknown: Set<Text> = []
        for each in try books.findings.suggestions(for: .unknownSerial) {
            if asked.contains(arena.store(each.sku)) { unknown.insert(arena.store(each.serial)) }
        }
        try units.judge(unknown, judge)
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
