import StockLedger
import StockMatching
import StockModel

/// Concludes anew what a night touches, and no more (`architecture.md`, the ledger).
///
/// Whatever is touched is folded twice: as the ledger last saw it and as it is now. The difference of the two is what a
/// SKU's figures change by, so that nothing of what is untouched is looked at; units, lines and findings of the one make
/// place for those of the other.
final class TouchedFolding {
    let books: LedgerBooks
    let context: FoldContext
    let lines: LineTable
    let mentions: MentionTable
    let arena = Arena()
    let touch: Touch
    /// The day on which the ledger last concluded.
    let dayBefore: Int
    private let tables: FoldTables
    private let tablesBefore: FoldTables
    private let skus: SKUNames
    /// Prepares records as if no identifier stood for another, so that openings can be told by SKU and the serials that
    /// records name are known.
    let preparer: Consolidator
    private let files: Int

    /// The documents that are folded again, and the SKUs whose openings are.
    var documents: Set<DocumentKey>
    var opened: Set<Int32> = []
    /// The openings of those SKUs.
    var openings: [UnsafeMutablePointer<Record>] = []
    /// The records of documents and openings, for as long as this.
    let records = RowList<Record>()
    var members: [[UnsafeMutablePointer<Record>]] = []
    /// Lines of earlier runs, for as long as this.
    let kept = RowList<DocumentLine>()
    /// The lines that go, by their ids.
    var old: [Int: UnsafeMutablePointer<DocumentLine>] = [:]

    /// - Parameter files: More than the greatest id of a source.
    init(_ books: LedgerBooks, tables: FoldTables, dayBefore: Int, touch: Touch, files: Int) throws {
        self.books = books
        self.tables = tables
        self.dayBefore = dayBefore
        self.touch = touch
        tablesBefore = FoldTables(tables, businessDay: dayBefore)
        context = tables.makeContext()
        skus = SKUNames(names: books.names, context: context)
        lines = try books.transaction.lines(books.names, skus)
        mentions = try books.transaction.mentions(books.names)
        documents = touch.documents
        preparer = Consolidator(context: context, output: Self.output(context, files: files))
        self.files = files
    }

    private static func output(
        _ context: FoldContext, files: Int, buyers: BuyerBook? = nil
    ) -> ConsolidationOutput {
        ConsolidationOutput(partitions: 1, skus: context.skus.count, files: files, pool: BlockPool(), buyers: buyers)
    }

    /// What the run needs to know of it.
    struct Outcome {
        var stock: [StockRow]
        var counts: UnitCounts
        /// Documents and serials that were folded again.
        var documents: Int
        var serials: Set<Text>
        /// Where the serials lie.
        var arena: Arena
    }

    func fold(progress: (String) -> Void) throws -> Outcome {
        progress("consolidating")
        let totals = SKUTotals(count: context.skus.count)
        var takesBefore = StockTakes(count: context.skus.count)
        try books.transaction.balances().read(into: totals, &takesBefore, skus: skus)
        let takes = try stockTakes(after: takesBefore)
        let (cutOffsBefore, cutOffs) = (takesBefore.cutOffs(in: arena), takes.cutOffs(in: arena))
        try reach(takesBefore, takes)
        try loadOldLines()
        try loadRecords()
        // Lots may have been met since, with records and lines of earlier runs.
        let nowTables = FoldTables(
            tables, names: books.names.names.texts, identities: try identities())

        let contextBefore = tablesBefore.makeContext()
        let oldOutput = Self.output(context, files: 0)
        let oldConsolidator = Consolidator(context: contextBefore, output: oldOutput)
        oldConsolidator.begin(cutOffs: cutOffsBefore)
        let nowContext = nowTables.makeContext()
        let output = consolidate(
            with: Consolidator(
                context: nowContext, output: Self.output(context, files: files, buyers: books.buyers.book)), cutOffs)

        progress("matching")
        let movements = try loadMovements(output)
        for line in old.values { oldConsolidator.contribute(line) }
        let lateTables = FoldTables(nowTables, names: books.names.names.texts)
        let lateContext = lateTables.makeContext()
        let oldMatches = Self.match(movements.old, contextBefore, cutOffsBefore)
        let matches = Self.match(movements.new, lateContext, cutOffs)

        progress("writing the ledger")
        try replaceLines(by: output)
        try replaceMentions(by: output)
        try replaceUnits(of: oldMatches, by: matches, lateContext)

        progress("balancing")
        for each in [oldOutput.totals, oldMatches.totals] { totals.subtract(each) }
        for each in [output.totals, matches.totals] { totals.combine(each) }
        for sku in 0..<Int32(context.skus.count)
        where oldOutput.totals.isNamed[Int(sku)] && !output.totals.isNamed[Int(sku)] {
            totals.isNamed[Int(sku)] = try lines.hasLine(sku: sku)
        }
        try change(from: (oldOutput, oldMatches), to: (output, matches))
        var counts = try books.unitCounts()
        counts.subtract(oldMatches.counts)
        counts.combine(matches.counts)
        try books.keep(counts)
        try books.transaction.balances().write(totals, takes, context: context)

        let conclusions = TouchedFindings(books, context: lateContext, lines: lines, cutOffs: cutOffs)
        try conclusions.add(output.findings)
        try conclusions.add(matches.findings)
        let touched = [oldOutput.totals, oldMatches.totals, output.totals, matches.totals]
        let stock = try conclusions.balance(totals, touched: touched)
        conclusions.touch(
            openings: opened, documents: documents, serials: movements.serials, identifiers: touch.identifiers)
        let kept = Self.copy(movements.serials)
        try conclusions.replace(unitsBefore: oldMatches.units, units: matches.units)
        withExtendedLifetime((tables, tablesBefore, nowTables, lateTables, self)) {}
        return Outcome(
            stock: stock, counts: counts, documents: documents.count, serials: kept.serials, arena: kept.arena)
    }

    /// Serials in an arena of their own: they point into records and lines that go.
    private static func copy(_ serials: Set<Text>) -> (serials: Set<Text>, arena: Arena) {
        let arena = Arena()
        return (Set(serials.map { arena.store($0.bytes) }), arena)
    }

    /// Changes the sums of prices and quality by what is different now.
    private func change(
        from old: (lines: ConsolidationOutput, units: MatchOutput),
        to now: (lines: ConsolidationOutput, units: MatchOutput)
    ) throws {
        let prices = PriceTotals(count: context.skus.count)
        prices.combine(now.lines.prices)
        prices.subtract(old.lines.prices)
        try books.transaction.prices().add(prices, context: context)
        var quality = now.lines.quality
        quality.combine(now.units.quality)
        quality.subtract(old.lines.quality)
        quality.subtract(old.units.quality)
        try books.transaction.quality().add(quality, names: books.names.names)
    }

    private static func match(_ movements: RowList<Movement>, _ context: FoldContext, _ cutOffs: CutOffs) -> MatchOutput
    {
        let output = MatchOutput(skus: context.skus.count, pool: BlockPool())
        Matcher(context: context, cutOffs: cutOffs, output: output).fold(partition: [movements])
        return output
    }
}
