import StockLedger
import StockMatching
import StockModel
import StockWriting

/// Brings what a ledger concludes up to date with what it has read: of what is touched alone, or where the rules
/// themselves have changed of everything.
struct LedgerFolding {
    let books: LedgerBooks
    let rules: Rules
    let workers: Workers
    let partitions: Int
    /// Where the records that are new lie, so that lines and movements can lie there after them.
    let pool: BlockPool

    /// What came of it.
    struct Outcome {
        var stock: [StockRow]
        var counts: UnitCounts
        /// Why everything was folded again; nil where only what was touched was.
        var reason: String?
        var tables: FoldTables
        /// What folding everything has left; nil where only what was touched was folded.
        var whole: Folding.Outcome?
        /// The serials that were folded again; nil where all were.
        var serials: Set<Text>?
        /// Where they lie.
        var arena: Arena?

        /// What the channels' open orders have yet to get.
        func openQuantities(_ books: LedgerBooks) throws -> [OpenQuantity] {
            let context = tables.makeContext()
            let arena = Arena()
            let kept = RowList<DocumentLine>()
            let lines = try books.transaction.lines(
                books.names, SKUNames(names: books.names, context: context))
            let consolidator = Consolidator(
                context: context,
                output: ConsolidationOutput(partitions: 1, skus: context.skus.count, files: 0, pool: BlockPool()))
            let waiting = "waits = \(DocumentLine.Waiting.shipping.rawValue)"
            for line in try lines.lines(where: waiting, arena: arena) {
                consolidator.contribute(kept.appended(line.line))
            }
            let open = OpenQuantities.of([consolidator.output.demands], context)
            withExtendedLifetime((arena, kept, tables)) {}
            return open
        }
    }

    /// - Parameters:
    ///   - touch: What has changed since the last time.
    ///   - identities: Those that came since, which `touch` does not speak of yet.
    ///   - stores: All records that are new, if they are at hand; used only where the ledger had none before.
    func fold(
        _ touched: Touch, identities new: [Identity], gone: [Identity] = [], stores: [RecordStore] = [],
        firstRecord: Int, progress: (String) -> Void
    ) throws -> Outcome {
        var touch = touched
        let transaction = books.transaction
        let identityTable = try transaction.identities()
        let entries = try transaction.catalogue().entries()
        let fingerprint = fingerprint(entries)
        let reason = try reason(fingerprint)
        // Before the tables are made, which must know all names that there are.
        let earlier = reason == nil ? [] : try earlier(before: firstRecord)
        let plain = try foldTables(entries, identities: [])
        if reason == nil { try reach(of: new, gone, in: identityTable, plain, &touch) }
        try keep(new, in: identityTable, plain)
        let files = try transaction.sources.nextID()
        try transaction.keep(fingerprint.rules, as: Self.rulesKey)
        try transaction.keep(fingerprint.catalogue, as: Self.catalogueKey)
        let dayBefore = Int(try transaction.setting(Self.dayKey) ?? "") ?? rules.businessDay
        try transaction.keep(String(rules.businessDay), as: Self.dayKey)
        defer { withExtendedLifetime(arena) {} }
        guard let reason else {
            let folded = try TouchedFolding(books, tables: plain, dayBefore: dayBefore, touch: touch, files: files)
                .fold(progress: progress)
            return Outcome(
                stock: folded.stock, counts: folded.counts, reason: nil, tables: plain, serials: folded.serials,
                arena: folded.arena)
        }
        let identities = try identityTable.all()
        if reason == Self.rulesChanged { try rewriteIdentities(identities, identityTable, plain) }
        let tables = FoldTables(plain, names: books.names.names.texts, identities: identities)
        let folded = try foldAll(stores + earlier, tables, progress: progress)
        return Outcome(stock: folded.stock, counts: folded.counts, reason: reason, tables: tables, whole: folded)
    }

    /// Adds the serials of which identities that come or go may change what stands for them.
    private func reach(
        of new: [Identity], _ gone: [Identity], in table: IdentityTable, _ tables: FoldTables, _ touch: inout Touch
    ) throws {
        guard !new.isEmpty || !gone.isEmpty else { return }
        for identity in new + gone {
            for text in [identity.serial, identity.also] {
                if let key = tables.normalised(text) { touch.identifiers.insert(arena.store(key)) }
            }
        }
        let known = try table.deciding(touch.identifiers)
        let tablesOf = [known + gone, known + new].map { AliasTable(identities: $0, normaliser: tables.normaliser) }
        for identifier in touch.identifiers {
            touch.serials.insert(identifier)
            for aliases in tablesOf { touch.serials.insert(arena.store(aliases.replacement(for: identifier).bytes)) }
        }
    }

    /// Concludes everything anew from all records.
    func foldAll(progress: (String) -> Void) throws -> Folding.Outcome {
        let entries = try books.transaction.catalogue().entries()
        let earlier = try earlier(before: .max)
        let tables = try foldTables(entries, identities: try books.transaction.identities().all())
        return try foldAll(earlier, tables, progress: progress)
    }

    private func foldAll(
        _ stores: [RecordStore], _ tables: FoldTables, progress: (String) -> Void
    ) throws -> Folding.Outcome {
        try WholeFolding(books: books, tables: tables, workers: workers, partitions: partitions, pool: pool)
            .fold(stores, files: try books.transaction.sources.nextID(), progress: progress)
    }

    /// The rules, the catalogue and the names that the ledger knows, without its identities.
    func tables() throws -> FoldTables {
        try foldTables(try books.transaction.catalogue().entries(), identities: [])
    }

    private let arena = Arena()

    init(books: LedgerBooks, rules: Rules, workers: Workers, partitions: Int, pool: BlockPool = BlockPool()) {
        self.books = books
        self.rules = rules
        self.workers = workers
        self.partitions = partitions
        self.pool = pool
    }

    /// All records but the new ones.
    private func earlier(before firstRecord: Int) throws -> [RecordStore] {
        guard firstRecord > 1 else { return [] }
        let store = RecordStore(partitions: partitions, names: books.names.names)
        try books.records.forEach(before: firstRecord, arena: store.arena) { store.append($0) }
        return [store]
    }

    private func foldTables(_ entries: [CatalogueEntry], identities: [Identity]) throws -> FoldTables {
        do throws(CatalogueError) {
            let skus = try SKUTable(entries: entries, names: books.names.names.texts)
            return FoldTables(rules: rules, skus: skus, names: books.names.names.texts, identities: identities)
        } catch {
            throw RunFailure(error) { (try? books.transaction.sources.name($0)) ?? "catalogue" }
        }
    }

    private func keep(_ identities: [Identity], in table: IdentityTable, _ tables: FoldTables) throws {
        for identity in identities {
            try table.append(
                identity, serialKey: tables.normalised(identity.serial) ?? "",
                alsoKey: tables.normalised(identity.also) ?? "")
        }
    }

    /// Their keys are by the rules of normalising.
    private func rewriteIdentities(_ all: [Identity], _ table: IdentityTable, _ tables: FoldTables) throws {
        guard !all.isEmpty else { return }
        try table.removeAll()
        try keep(all, in: table, tables)
    }

    // MARK: Whether everything must be folded again

    private static let rulesKey = "folded by rules"
    private static let catalogueKey = "folded by catalogue"
    private static let dayKey = "folded on day"
    static let firstRun = "this is the first run"
    private static let rulesChanged = "the rules have changed"

    private struct Fingerprint {
        var rules: String
        var catalogue: String
    }

    private func fingerprint(_ entries: [CatalogueEntry]) -> Fingerprint {
        var hash: UInt64 = 0
        for entry in entries { hash = StableHash.mix(hash, arena.store(CatalogueText.text(entry)).stableHash) }
        return Fingerprint(
            rules: StoredRules.text(rules), catalogue: "\(entries.count) entries \(String(hash, radix: 16))")
    }

    /// The rules that the ledger was last folded by, with the date; nil where nothing was folded by this version.
    static func lastRules(_ transaction: LedgerTransaction) throws -> Rules? {
        guard let text = try transaction.setting(rulesKey), let day = Int(try transaction.setting(dayKey) ?? "") else {
            return nil
        }
        return StoredRules.rules(text, businessDay: day)
    }

    /// Why everything must be folded again, in words that follow "because"; nil where it need not be.
    private func reason(_ now: Fingerprint) throws -> String? {
        guard let rulesBefore = try books.transaction.setting(Self.rulesKey) else { return Self.firstRun }
        if rulesBefore != now.rules { return Self.rulesChanged }
        if try books.transaction.setting(Self.catalogueKey) != now.catalogue { return "the catalogue has changed" }
        let day = Int(try books.transaction.setting(Self.dayKey) ?? "") ?? rules.businessDay
        return rules.businessDay < day ? "the business date lies before that of the last run" : nil
    }
}
