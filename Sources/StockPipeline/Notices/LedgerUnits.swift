import StockLedger
import StockMatching
import StockModel
import StockNotices

/// Folds the lives of units once more from what a ledger keeps, and shows them to a judge.
final class LedgerUnits {
    let books: LedgerBooks
    let lines: LineTable
    /// With the names that were known when it was made.
    let context: FoldContext
    private let tables: FoldTables
    private let cutOffs: CutOffs
    private let takes: StockTakes
    /// The figures of all SKUs, as the ledger last balanced them.
    private let totals: SKUTotals
    private let arena = Arena()
    private var judged: Set<Text> = []
    /// For texts that live as long as what is retained.
    private(set) var texts = Arena()
    /// What affected units point at.
    private(set) var retained: [AnyObject] = []
    /// The order lines of affected units.
    private(set) var orders: [LineKey: UnsafePointer<DocumentLine>] = [:]

    /// How many serials are folded at a time, where all are.
    private static let step = 50_000

    /// - Parameter tables: Those by which the ledger was folded; its identities are not asked for.
    init(_ books: LedgerBooks, tables: FoldTables) throws {
        self.books = books
        self.tables = tables
        context = tables.makeContext()
        let skus = SKUNames(names: books.names, context: context)
        lines = try books.transaction.lines(books.names, skus)
        var takes = StockTakes(count: context.skus.count)
        totals = SKUTotals(count: context.skus.count)
        try books.transaction.balances().read(into: totals, &takes, skus: skus)
        self.takes = takes
        cutOffs = takes.cutOffs(in: arena)
    }

    /// Whether a stock-take has counted a SKU.
    func isCounted(_ sku: Int32) -> Bool { takes.day(of: sku) != nil }

    var stock: [StockRow] { Balance(context: context).rows(totals, to: RowList<FindingRow>()) }

    /// Shows a judge the units with some serials, each once.
    func judge(_ serials: Set<Text>, _ judge: UnitJudge) throws {
        let new = serials.subtracting(judged).sorted()
        judged.formUnion(new)
        var start = 0
        while start < new.count {
            try fold(new[start..<min(new.count, start + Self.step)], judge)
            start += Self.step
        }
    }

    /// Shows a judge all units that it has not seen, in the order of their serials.
    ///
    /// - Parameter afterEach: Is called with the last serial of each piece, once its units are judged.
    func judgeAll(_ judge: UnitJudge, afterEach: (Text) throws -> Void = { _ in }) throws {
        var last: Text?
        while true {
            let serials = try lines.serials(after: last, limit: Self.step, arena: arena)
            guard !serials.isEmpty else { return }
            last = serials.last
            try fold(serials.filter { !judged.contains($0) }[...], judge)
            if let last { try afterEach(last) }
        }
    }

    private func fold(_ serials: ArraySlice<Text>, _ judge: UnitJudge) throws {
        let piece = Piece()
        var met: [Int: UnsafeMutablePointer<DocumentLine>] = [:]
        for written in serials {
            let serial = piece.arena.store(written.bytes)
            var found: [StoredMovement] = []
            try lines.forEachMovement(serial: serial) { if $0.moves { found.append($0) } }
            for each in found {
                let line =
                    try met[each.line] ?? piece.kept.appended(lines.line(id: each.line, arena: piece.arena).line)
                met[each.line] = line
                if each.serial.batch >= 0 { piece.give(each.serial, to: line) }
                piece.movements.append(Movement(each.serial, on: line, at: each.at, hasLeft: each.hasLeft))
            }
        }
        // The lines may have brought names of lots.
        piece.tables = FoldTables(tables, names: books.names.names.texts)
        let context = piece.tables?.makeContext() ?? context
        let before = judge.found
        judge.begin(context)
        let output = MatchOutput(skus: context.skus.count, pool: BlockPool())
        Matcher(context: context, cutOffs: cutOffs, output: output, trail: judge.trail).fold(partition: [
            piece.movements
        ])
        guard judge.found > before else { return }
        retained += [piece, judge.maker]
        for line in met.values where line.pointee.kind == .order { orders[judge.maker.key(line)] = UnsafePointer(line) }
    }

    /// Lets go of units and lines whose lists are written.
    func forget() {
        retained.removeAll()
        orders.removeAll()
        texts = Arena()
    }

    /// The memory of the units that are folded together.
    private final class Piece {
        let arena = Arena()
        let kept = RowList<DocumentLine>()
        let movements = RowList<Movement>()
        var tables: FoldTables?

        /// Gives a line what it says of one serial alone, which lines are kept without.
        func give(_ serial: ListedSerial, to line: UnsafeMutablePointer<DocumentLine>) {
            let serials = line.pointee.serials.map { $0.text == serial.text ? serial : $0 }
            line.pointee.serials = serials.withUnsafeBufferPointer { arena.store(list: $0) }
        }
    }
}
