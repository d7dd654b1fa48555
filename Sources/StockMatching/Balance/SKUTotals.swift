package import StockModel

/// What lines and units add to the figures of each SKU, as sums that can be added in any order.
package struct SKUTotals: Sendable {
    package var figures: [StockRow.Figures]
    /// SKUs that a document line names.
    package var isNamed: [Bool]

    package init(count: Int) {
        figures = Array(repeating: StockRow.Figures(), count: count)
        isNamed = Array(repeating: false, count: count)
    }

    /// Adds what another worker has summed.
    package mutating func combine(_ other: SKUTotals) {
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
