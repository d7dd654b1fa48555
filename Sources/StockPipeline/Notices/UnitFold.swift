import StockLedger
import StockMatching
import StockModel
import StockNotices

/// Folds the units of some serials together, for one worker.
struct UnitFold: @unchecked Sendable {
    // Sendable: all of it is only read.
    let tables: FoldTables
    let cutOffs: CutOffs
    let names: Names
    /// Lines that are at hand.
    let found: [FoundLines]

    /// The memory of the units that are folded together.
    final class Piece: @unchecked Sendable {
        // Sendable: written by one worker, then only read.
        fileprivate let arena = Arena()
        fileprivate let kept = RowList<DocumentLine>()
        fileprivate let movements = RowList<Movement>()
        fileprivate var tables: FoldTables?
        fileprivate var maker: GoodsMaker?
        /// The order lines of the units.
        var orders: [(key: LineKey, line: UnsafePointer<DocumentLine>)] {
            var orders: [(key: LineKey, line: UnsafePointer<DocumentLine>)] = []
            guard let maker else { return orders }
            kept.forEachPointer { line in
                if line.pointee.kind == .order { orders.append((maker.key(line), UnsafePointer(line))) }
            }
            return orders
        }

        /// Gives a line what it says of one serial alone, which lines are kept without.
        fileprivate func give(_ serial: ListedSerial, to line: UnsafeMutablePointer<DocumentLine>) {
            let serials = line.pointee.serials.map { $0.text == serial.text ? serial : $0 }
            line.pointee.serials = serials.withUnsafeBufferPointer { arena.store(list: $0) }
        }
    }

    /// Shows a judge the units with some serials.
    ///
    /// - Returns: What must live as long as what the judge has kept; nil where that is nothing.
    func fold(_ serials: ArraySlice<Text>, _ reader: LedgerReader, _ judge: UnitJudge) throws -> Piece? {
        let piece = Piece()
        var met: [Int: UnsafeMutablePointer<DocumentLine>] = [:]
        for written in serials {
            let serial = piece.arena.store(written.bytes)
            try reader.lines.forEachMovement(serial: serial) { each in
                guard each.moves else { return }
                let line = try met[each.line] ?? piece.kept.appended(line(each.line, reader, piece))
                met[each.line] = line
                if each.serial.batch >= 0 { piece.give(each.serial, to: line) }
                piece.movements.append(Movement(each.serial, on: line, at: each.at, hasLeft: each.hasLeft))
            }
        }
        // The lines may have brought names of lots.
        let tables = FoldTables(tables, names: names.texts)
        piece.tables = tables
        let context = tables.makeContext()
        let before = judge.found
        judge.begin(context)
        let output = MatchOutput(skus: context.skus.count, pool: BlockPool())
        Matcher(context: context, cutOffs: cutOffs, output: output, trail: judge.trail).fold(partition: [
            piece.movements
        ])
        guard judge.found > before else { return nil }
        piece.maker = judge.maker
        return piece
    }

    private func line(_ id: Int, _ reader: LedgerReader, _ piece: Piece) throws -> DocumentLine {
        for lines in found { if let line = lines[id] { return line } }
        return try reader.lines.line(id: id, arena: piece.arena).line
    }
}
