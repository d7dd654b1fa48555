package import StockModel

/// What one worker's consolidation leaves for the folds after it.
package final class ConsolidationOutput: @unchecked Sendable {
    // Sendable: written by one worker, then handed over whole.
    package let lines: RowList<DocumentLine>
    /// Movements by serial, see `Movement.hash`.
    package let movements: PartitionedRows<Movement>
    package let demands: RowList<OpenDemand>
    package let findings: RowList<FindingRow>
    /// Returns without serials that name an order: they wait for its lines.
    package let waitingReturns: RowList<UnsafeMutablePointer<DocumentLine>>
    package let mentions: RowList<Mention>
    package let totals: SKUTotals
    package let prices: PriceTotals
    package internal(set) var quality = QualityTotals()
    /// Records consolidated, by file: each is one that a reader took.
    package let records: UnsafeMutableBufferPointer<Int>
    package let arena: Arena
    /// The serials of movements by their partition, where memory is bounded; otherwise they stay where the line has them.
    private let serials: [Arena]
    /// Where buyers of several records are joined; nil where nobody asks for buyers.
    let buyers: BuyerBook?

    /// - Parameters:
    ///   - files: How many files the records come from.
    ///   - pool: Where the memory of rows comes from and goes back to, and whether it is bounded.
    ///   - buyers: Of the records, if they are to be joined.
    package init(partitions: Int, skus: Int, files: Int, pool: BlockPool, buyers: BuyerBook? = nil) {
        self.buyers = buyers
        records = .allocate(capacity: files)
        records.initialize(repeating: 0)
        lines = RowList(pool: pool)
        demands = RowList(pool: pool)
        findings = RowList(pool: pool)
        waitingReturns = RowList(pool: pool)
        mentions = RowList(pool: pool)
        arena = pool.makeArena()
        serials = pool.spill == nil ? [] : pool.makeArenas(partitions: partitions)
        movements = PartitionedRows(partitions: partitions, pool: pool)
        totals = SKUTotals(count: skus)
        prices = PriceTotals(count: skus)
    }

    deinit { records.deallocate() }

    /// Keeps a movement with those of its serial.
    ///
    /// - Parameter batch: The one that the line gives for this serial alone.
    @inline(__always) func keep(_ movement: Movement, batch: Int32) {
        let partition = RecordStore.partition(routingHash: movement.hash, among: movements.count)
        guard !serials.isEmpty else { return movements.append(movement, to: partition) }
        var moved = movement
        moved.move(to: serials[partition], batch: batch)
        movements.append(moved, to: partition)
    }

    /// Takes note that a record was consolidated.
    @inline(__always) func count(_ record: Record) { records[Int(record.file)] += 1 }
}
