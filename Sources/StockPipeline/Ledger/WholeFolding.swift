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
        var folding = Folding(context: context, workers: workers, partitions: partitions, files: files, pool: pool)
        folding.buyers = books.buyers.book
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
        try books.transaction.prices().add(outcome.prices, context: context)
        try books.transaction.quality().add(outcome.quality, names: books.names.names)
        try books.keep(outcome.counts)
        let origin = Origin(context: context)
        var findings: [OriginFinding] = []
        for index in outcome.findings.indices {
            findings.append(
                OriginFinding(
                    origin: origin.of(outcome.findings.row(at: index)),
                    listed: try books.listed(outcome.findings[index])))
        }
        try books.findings.replaceAll(with: findings, but: Origin.notices)
        return outcome
    }

    private func write(
        _ outputs: [ConsolidationOutput], _ movements: UnsafeMutableBufferPointer<Movement>, to table: LineTable,
        _ context: FoldContext
    ) throws {
        var made: [LinePlace] = []
        for output in outputs { output.lines.forEachPointer { made.append(LinePlace(line: $0)) } }
        // In order of their documents, so that what is told of one lies together.
        let all = workers.sort(made) { $0.line.pointee.document < $1.line.pointee.document }
        let first = table.nextID
        for (index, place) in all.enumerated() { place.line.pointee.id = Int32(first + index) }
        let sorted = WorkerState([SerialPlace]())
        let moving = WorkerState(movements)
        try workers.both {
            try books.transaction.fill("line") {
                for place in all {
                    _ = try table.append(
                        place.line, waits: context.waiting(place.line.pointee), buyers: books.buyers)
                }
            }
        } _: {
            sorted.value = Self.places(moving.value, all, context).sorted { a, b in
                let order = Text.compare(a.serial, b.serial)
                return order != 0 ? order < 0 : a.line < b.line
            }
        }
        for row in sorted.value {
            if let movement = row.movement {
                try table.append(StoredMovement(movement.pointee, line: Int(row.line)))
            } else if let line = row.still {
                for serial in line.pointee.serials where serial.text == row.serial {
                    try table.append(StoredMovement(still: serial, on: UnsafePointer(line), line: Int(row.line)))
                }
            }
        }
    }

    /// All serials of all lines, unsorted.
    private static func places(
        _ movements: UnsafeMutableBufferPointer<Movement>, _ lines: [LinePlace], _ context: FoldContext
    ) -> [SerialPlace] {
        var places: [SerialPlace] = []
        places.reserveCapacity(movements.count)
        guard let start = movements.baseAddress else { return places }
        for index in movements.indices {
            let movement = start + index
            places.append(
                SerialPlace(serial: movement.pointee.serial, movement: movement, line: movement.pointee.line.pointee.id)
            )
        }
        for place in lines where context.isStill(place.line.pointee) {
            for serial in place.line.pointee.serials {
                places.append(SerialPlace(serial: serial.text, still: place.line, line: place.line.pointee.id))
            }
        }
        return places
    }

    private struct LinePlace: BitwiseCopyable, @unchecked Sendable {
        // Sendable: lines are only read while they are sorted.
        var line: UnsafeMutablePointer<DocumentLine>
    }

    /// A serial on a line, for sorting, and where what is said of it stands: it moves, or the line stands still.
    private struct SerialPlace: BitwiseCopyable, @unchecked Sendable {
        // Sendable: as above.
        var serial: Text
        var movement: UnsafeMutablePointer<Movement>?
        var still: UnsafeMutablePointer<DocumentLine>?
        var line: Int32
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
