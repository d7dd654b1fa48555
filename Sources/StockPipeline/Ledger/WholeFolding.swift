import StockLedger
import StockMatching
import StockModel

/// Concludes everything anew from all records, and puts it in the place of what the ledger had concluded.
struct WholeFolding {
    let books: LedgerBooks
    let tables: FoldTables
    let workers: Workers
    let partitions: Int
    let pool: BlockPool

    /// - Parameters:
    ///   - stores: All records there are; they are used up.
    ///   - files: More than the greatest id of a source.
    func fold(_ stores: [RecordStore], files: Int, progress: (String) -> Void) throws -> Folding.Outcome {
        let context = tables.makeContext()
        var outputs: [ConsolidationOutput] = []
        var movements = ScratchList<Movement>()
        defer { movements.free() }
        let folding = Folding(context: context, workers: workers, partitions: partitions, files: files, pool: pool)
        let outcome = folding.fold(stores, progress: progress) { made in
            outputs = made
            for list in made.flatMap(\.movements.lists) { list.forEachPointer { movements.append($0.pointee) } }
        }
        progress("writing the ledger")
        try books.transaction.forgetConclusions()
        let skus = SKUNames(names: books.names, context: context)
        let lines = try books.transaction.lines(books.names, skus)
        try write(outputs, movements.mutableBuffer, to: lines, context)
        try writeUnits(outcome, context)
        try books.transaction.balances().write(outcome.totals, outcome.takes, context: context)
        try books.keep(outcome.counts)
        let origin = Origin(context: context)
        var findings: [OriginFinding] = []
        for index in outcome.findings.indices {
            findings.append(
                OriginFinding(
                    origin: origin.of(outcome.findings.row(at: index)),
                    listed: try books.listed(outcome.findings[index])))
        }
        try books.findings.replaceAll(with: findings)
        return outcome
    }

    private func write(
        _ outputs: [ConsolidationOutput], _ movements: UnsafeMutableBufferPointer<Movement>, to table: LineTable,
        _ context: FoldContext
    ) throws {
        var all: [UnsafePointer<DocumentLine>] = []
        for output in outputs { output.lines.forEachPointer { all.append(UnsafePointer($0)) } }
        // In order of their documents, so that what is told of one lies together.
        all.sort { $0.pointee.document < $1.pointee.document }
        var ids: [UnsafePointer<DocumentLine>: Int] = [:]
        ids.reserveCapacity(all.count)
        for line in all { ids[line] = try table.append(line, waits: context.waiting(line.pointee)) }
        var rows: [StoredMovement] = []
        rows.reserveCapacity(movements.count)
        for movement in movements {
            guard let id = ids[movement.line] else { continue }
            rows.append(StoredMovement(movement, line: id))
        }
        for line in all where context.isStill(line.pointee) {
            guard let id = ids[line] else { continue }
            for serial in line.pointee.serials { rows.append(StoredMovement(still: serial, on: line, line: id)) }
        }
        rows.sort { ($0.serial.text, $0.line) < ($1.serial.text, $1.line) }
        for row in rows { try table.append(row) }
    }

    private func writeUnits(_ outcome: Folding.Outcome, _ context: FoldContext) throws {
        let arena = Arena()
        var rows: [UnitRow] = []
        var makers: [Int32: UnitRows] = [:]
        for list in outcome.units {
            for index in 0..<list.count {
                let unit = list[index]
                rows.append(
                    makers[unit.sku, default: UnitRows(context: context, sku: unit.sku, arena: arena)].row(unit))
            }
        }
        rows.sort { a, b in
            let order = Text.compare(a.sku, b.sku)
            return order != 0 ? order < 0 : a.serial < b.serial
        }
        for row in rows { try books.units.append(row) }
        withExtendedLifetime(arena) {}
    }
}

extension StoredMovement {
    init(_ movement: Movement, line: Int) {
        self.init(
            line: line, serial: ListedSerial(text: movement.serial, batch: movement.batch), at: movement.at,
            hasLeft: movement.hasLeft, moves: true)
    }

    /// A serial on a line that moves nothing.
    init(still serial: ListedSerial, on pointer: UnsafePointer<DocumentLine>, line: Int) {
        self.init(line: line, serial: serial, at: pointer.pointee.at, hasLeft: false, moves: false)
    }
}
