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
            let lists = made.flatMap(\.movements.lists)
            movements.reserve(lists.reduce(0) { $0 + $1.count })
            for list in lists { list.forEachPointer { movements.append($0.pointee) } }
        }
        progress("writing the ledger")
        try books.transaction.forgetConclusions()
        try write(outputs, &movements, outcome, context)
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

    /// Writes lines, movements and units; while lines go in, the others are sorted and put together beside the ledger.
    private func write(
        _ outputs: [ConsolidationOutput], _ movements: inout ScratchList<Movement>, _ outcome: Folding.Outcome,
        _ context: FoldContext
    ) throws {
        let table = try books.transaction.lines(books.names, SKUNames(names: books.names, context: context))
        let lines = sorted(outputs, firstID: table.nextID)
        let moving = movements.count
        for place in lines where context.isStill(place.line.pointee) {
            for serial in place.line.pointee.serials {
                movements.append(
                    Movement(serial, on: UnsafePointer(place.line), at: place.line.pointee.at, hasLeft: false))
            }
        }
        let mentions = try books.transaction.mentions(books.names)
        for list in outputs.map(\.mentions) {
            for index in 0..<list.count where list[index].kind != .opening { try mentions.append(list[index]) }
        }
        let all = WorkerState(movements.buffer)
        let found = WorkerState(outcome.units.flatMap { $0 })
        let staged = try books.transaction.stageUnits(books.names)
        let failure = WorkerState<(any Error)?>(nil)
        try workers.both {
            try books.transaction.fill("line") {
                try lines.forEach(
                    prefetching: { Prefetch.forWriting(UnsafePointer($0.line)) },
                    then: { $0.line.pointee.prefetch() }
                ) { place in
                    _ = try table.append(
                        place.line, waits: context.waiting(place.line.pointee), buyers: books.buyers)
                }
                try table.flush()
            }
        } _: {
            do {
                try staged.fill { rows in
                    try Self.write(all.value, moving: moving, to: rows)
                    try Self.write(found.value, context, to: rows)
                }
            } catch {
                failure.value = error
            }
        }
        if let failure = failure.value { throw failure }
        try staged.move()
    }

    /// - Parameter moving: How many of them are steps in the lives of units; the others come behind.
    private static func write(
        _ movements: UnsafeBufferPointer<Movement>, moving: Int, to rows: StagedUnits.Rows
    ) throws {
        let base = movements.baseAddress
        try sorted(movements).forEach(
            prefetching: { place in Prefetch.forReading(base.map { $0 + Int(place.index) }) },
            then: { Prefetch.forReading(movements[Int($0.index)].serial.base) }
        ) { place in
            let movement = movements[Int(place.index)]
            try rows.append(StoredMovement(movement, line: Int(place.line), moves: place.index < moving))
        }
    }

    private static func write(
        _ lists: [RowList<UnitResult>], _ context: FoldContext, to rows: StagedUnits.Rows
    ) throws {
        let arena = Arena()
        for (sku, units) in sorted(lists, context).enumerated() where !units.isEmpty {
            var maker = UnitRows(context: context, sku: Int32(sku), arena: arena)
            for unit in units { try rows.units.append(maker.row(unit.pointee)) }
        }
        try rows.units.flush()
        withExtendedLifetime(arena) {}
    }

    // MARK: Sorting

    /// All lines in order of their documents, so that what is told of one lies together; each is given its id.
    private func sorted(_ outputs: [ConsolidationOutput], firstID: Int) -> [LinePlace] {
        var made: [LinePlace] = []
        made.reserveCapacity(outputs.reduce(0) { $0 + $1.lines.count })
        for output in outputs {
            output.lines.forEachPointer { made.append(LinePlace(key: SortKey($0.pointee.document), line: $0)) }
        }
        let lines = workers.sort(made) { a, b in
            let order = SortKey.compare(a.key, b.key)
            return order != 0 ? order < 0 : a.line.pointee.document < b.line.pointee.document
        }
        for (index, place) in lines.enumerated() { place.line.pointee.id = Int32(firstID + index) }
        return lines
    }

    /// The places of movements in order of serial and line.
    private static func sorted(_ movements: UnsafeBufferPointer<Movement>) -> [MovementPlace] {
        var places: [MovementPlace] = []
        places.reserveCapacity(movements.count)
        for (index, movement) in movements.enumerated() {
            places.append(
                MovementPlace(
                    key: SortKey(movement.serial), index: UInt32(index), line: movement.line.pointee.id))
        }
        places.sort { a, b in
            var order = SortKey.compare(a.key, b.key)
            if order == 0 {
                order = Text.compare(movements[Int(a.index)].serial, movements[Int(b.index)].serial)
            }
            return order != 0 ? order < 0 : a.line < b.line
        }
        return places
    }

    /// Units by SKU, in order of their serials.
    private static func sorted(
        _ lists: [RowList<UnitResult>], _ context: FoldContext
    ) -> [[UnsafePointer<UnitResult>]] {
        var units = [[UnsafePointer<UnitResult>]](repeating: [], count: context.skus.count)
        for list in lists { list.forEachPointer { units[Int($0.pointee.sku)].append(UnsafePointer($0)) } }
        for sku in units.indices { units[sku].sort { $0.pointee.serial < $1.pointee.serial } }
        return units
    }

    /// A line, for sorting.
    private struct LinePlace: BitwiseCopyable, @unchecked Sendable {
        // Sendable: lines are only read while they are sorted.
        var key: SortKey
        var line: UnsafeMutablePointer<DocumentLine>
    }

    /// Which movement, for sorting, and the id of its line.
    private struct MovementPlace: BitwiseCopyable, Sendable {
        var key: SortKey
        var index: UInt32
        var line: Int32
    }
}

extension StoredMovement {
    /// - Parameter moves: Not on a line that is cancelled or still to come.
    init(_ movement: Movement, line: Int, moves: Bool = true) {
        self.init(
            line: line, serial: ListedSerial(text: movement.serial, batch: movement.batch), at: movement.at,
            hasLeft: movement.hasLeft, moves: moves)
    }

    /// A serial on a line that moves nothing.
    init(still serial: ListedSerial, on pointer: UnsafePointer<DocumentLine>, line: Int) {
        self.init(line: line, serial: serial, at: pointer.pointee.at, hasLeft: false, moves: false)
    }
}
