package import StockModel

/// What lines and units add to the figures of each SKU, as sums that can be added in any order.
package final class SKUTotals: @unchecked Sendable {
    // Sendable: one for each worker, combined once all are done.
    /// By SKU id. Plain memory: every line and unit adds here, and an array would check for shared ownership each time.
    package let figures: UnsafeMutableBufferPointer<StockRow.Figures>
    /// By SKU id: whether a document line names it.
    package let isNamed: UnsafeMutableBufferPointer<Bool>

    package init(count: Int) {
        figures = .allocate(capacity: count)
        figures.initialize(repeating: StockRow.Figures())
        isNamed = .allocate(capacity: count)
        isNamed.initialize(repeating: false)
    }

    deinit {
        figures.deallocate()
        isNamed.deallocate()
    }

    /// Adds what another worker has summed.
    package func combine(_ other: SKUTotals) {
        for sku in figures.indices {
            figures[sku].add(other.figures[sku])
            if other.isNamed[sku] { isNamed[sku] = true }
        }
    }
}

extension StockRow.Figures {
    mutating func add(_ other: Self) {
        opening += other.opening
        received += other.received
        returned += other.returned
        adjusted += other.adjusted
        shipped += other.shipped
        committed += other.committed
        oversold += other.oversold
        blocked += other.blocked
        unitsInStock += other.unitsInStock
        unitsReserved += other.unitsReserved
        unitsQuarantined += other.unitsQuarantined
        unitsAway += other.unitsAway
        inbound += other.inbound
    }
}

/// The unshipped part of an open order line of house stock, as far as one SKU is concerned.
package struct OpenDemand: BitwiseCopyable, @unchecked Sendable {
    // Sendable: points into a row list that lives as long as the run.
    package var line: UnsafePointer<DocumentLine>
    package var sku: Int32
    package var quantity: Int

    package init(line: UnsafePointer<DocumentLine>, sku: Int32, quantity: Int) {
        self.line = line
        self.sku = sku
        self.quantity = quantity
    }
}
