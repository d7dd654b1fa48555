import StockLedger
import StockMatching
import StockModel
import StockNotices

/// Folds the lives of units once more from what a ledger keeps, and shows them to a judge.
final class LedgerUnits {
    let books: LedgerBooks
    /// One for each worker.
    let readers: LedgerReaders
    /// With the names that were known when it was made.
    let context: FoldContext
    private let tables: FoldTables
    private let cutOffs: CutOffs
    private let takes: StockTakes
    /// The figures of all SKUs, as the ledger last balanced them.
    private let totals: SKUTotals
    private let arena = Arena()
    /// Sorted lists of the serials that were judged.
    private var judged: [[Text]] = []
    /// For texts that live as long as what is retained.
    private(set) var texts = Arena()
    /// What affected units point at.
    private var pieces: [UnitFold.Piece] = []
    /// Lines that were read to find units.
    private var found: [FoundLines] = []

    /// How many serials are folded at a time, where all are.
    private static let step = 50_000

    /// - Parameters:
    ///   - tables: Those by which the ledger was folded; its identities are not asked for.
    ///   - views: What other workers read with.
    init(_ books: LedgerBooks, tables: FoldTables, views: [LedgerView] = []) throws {
        self.books = books
        self.tables = tables
        let context = tables.makeContext()
        self.context = context
        let skus = SKUNames(names: books.names, context: context)
        let others = try views.map { view in
            try LedgerReader(view, books) { SKUNames(names: $0, context: context) }
        }
        readers = LedgerReaders(all: [try LedgerReader(books, skus)] + others)
        var takes = StockTakes(count: context.skus.count)
        totals = SKUTotals(count: context.skus.count)
        try books.transaction.balances().read(into: totals, &takes, skus: skus)
        self.takes = takes
        cutOffs = takes.cutOffs(in: arena)
    }

    /// The lines, as the transaction reads them.
    var lines: LineTable { readers.all[0].lines }

    /// Whether a stock-take has counted a SKU.
    func isCounted(_ sku: Int32) -> Bool { takes.day(of: sku) != nil }

    var stock: [StockRow] { Balance(context: context).rows(totals, to: RowList<FindingRow>()) }

    // MARK: Lines

    /// Reads the lines of some SKUs, and gives the serials on them, some several times.
    func serials(ofSKUs skus: Set<Int32>) throws -> [Text] {
        let (readers, skus) = (readers, skus.sorted())
        let found = try readers.map { worker, reader in
            let found = FoundLines()
            let blocks = reader.lines.blocks
            let part = readers.part(worker, of: blocks.count)
            for sku in skus {
                try reader.lines.forEachLine(sku: sku, in: part, arena: found.arena) { found.add($0) }
            }
            return found
        }
        self.found += found
        return found.flatMap(\.serials)
    }

    // MARK: Units

    /// Shows judges, one for each reader or a single one, the units with some serials, each once.
    func judge(_ serials: some Sequence<Text>, _ judges: [UnitJudge]) throws {
        let new = unjudged(serials)
        judged.append(new)
        var start = 0
        let step = Self.step * judges.count
        while start < new.count {
            try fold(new[start..<min(new.count, start + step)], judges)
            start += step
        }
    }

    /// Shows a judge all units that it has not seen, in the order of their serials.
    ///
    /// - Parameter afterEach: Is called with the last serial of each piece, once its units are judged.
    func judgeAll(_ judges: [UnitJudge], afterEach: (Text) throws -> Void = { _ in }) throws {
        var last: Text?
        while true {
            let serials = try lines.serials(after: last, limit: Self.step * judges.count, arena: arena)
            guard !serials.isEmpty else { return }
            last = serials.last
            try fold(unjudged(serials)[...], judges)
            if let last { try afterEach(last) }
        }
    }

    /// Those of some serials that were not judged, each once, in their order.
    private func unjudged(_ serials: some Sequence<Text>) -> [Text] {
        var new: [Text] = []
        for serial in readers.workers.sort(Array(serials), by: { $0 < $1 }) {
            if new.last == serial || judged.contains(where: { Self.contains($0, serial) }) { continue }
            new.append(serial)
        }
        return new
    }

    private static func contains(_ sorted: [Text], _ serial: Text) -> Bool {
        var (low, high) = (0, sorted.count)
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < serial { low = middle + 1 } else { high = middle }
        }
        return low < sorted.count && sorted[low] == serial
    }

    private func fold(_ serials: ArraySlice<Text>, _ judges: [UnitJudge]) throws {
        let fold = UnitFold(tables: tables, cutOffs: cutOffs, names: books.names.names, found: found)
        let readers = LedgerReaders(all: Array(readers.all.prefix(judges.count)))
        let pieces = try readers.map { worker, reader in
            let part = readers.part(worker, of: serials.count)
            return try fold.fold(
                serials[serials.startIndex + part.lowerBound..<serials.startIndex + part.upperBound], reader,
                judges[worker])
        }
        self.pieces += pieces.compactMap(\.self)
    }

    /// What affected units point at.
    var retained: [AnyObject] { pieces }

    /// The order lines of affected units.
    var orders: [LineKey: UnsafePointer<DocumentLine>] {
        Dictionary(pieces.flatMap(\.orders), uniquingKeysWith: { first, _ in first })
    }

    /// Lets go of units and lines whose lists are written.
    func forget() {
        pieces.removeAll()
        texts = Arena()
    }
}
