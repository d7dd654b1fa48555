package import StockModel

/// A figure that lines and units add to (`semantics.md`, section 8).
package enum Figure: Int, Sendable, CaseIterable {
    case opening, received, returned, adjusted, shipped, committed, inbound
    case unitsInStock, unitsReserved, unitsQuarantined, unitsAway
    /// What buyers sent back to the house, in whatever state.
    case cameBack
}

/// What lines and units add to the figures of each SKU, as sums that can be added in any order.
package final class SKUTotals: @unchecked Sendable {
    // Sendable: one for each worker, combined once all are done.
    /// A column for each figure, by SKU id. Plain memory, because every line and unit adds here and an array would check
    /// for shared ownership each time; columns, because most add to one figure alone, and one column stays in the cache.
    private let columns: UnsafeMutablePointer<Int>
    /// By SKU id: whether a document line names it.
    package let isNamed: UnsafeMutableBufferPointer<Bool>
    private let count: Int

    package init(count: Int) {
        self.count = count
        columns = .allocate(capacity: max(1, count * Figure.allCases.count))
        columns.initialize(repeating: 0, count: count * Figure.allCases.count)
        isNamed = .allocate(capacity: count)
        isNamed.initialize(repeating: false)
    }

    deinit {
        columns.deallocate()
        isNamed.deallocate()
    }

    @inline(__always) package func add(_ amount: Int, to figure: Figure, of sku: Int32) {
        guard amount != 0 else { return }
        columns[figure.rawValue * count + Int(sku)] += amount
    }

    /// Adds what another worker has summed.
    package func combine(_ other: SKUTotals) {
        for index in 0..<count * Figure.allCases.count { columns[index] += other.columns[index] }
        for sku in isNamed.indices where other.isNamed[sku] { isNamed[sku] = true }
    }

    /// Takes away what another state of the same lines and units had added; what is named stays so.
    package func subtract(_ other: SKUTotals) {
        for index in 0..<count * Figure.allCases.count { columns[index] -= other.columns[index] }
    }

    /// Whether anything was added to a figure of a SKU, or a line named it.
    package func isTouched(_ sku: Int32) -> Bool {
        isNamed[Int(sku)] || Figure.allCases.contains { sum($0, of: sku) != 0 }
    }

    /// One figure of one SKU.
    package func sum(_ figure: Figure, of sku: Int32) -> Int { columns[figure.rawValue * count + Int(sku)] }

    /// The figures of one SKU; `oversold` and `blocked` are decided later.
    package func figures(of sku: Int32) -> StockRow.Figures {
        func sum(_ figure: Figure) -> Int { self.sum(figure, of: sku) }
        var figures = StockRow.Figures()
        figures.opening = sum(.opening)
        figures.received = sum(.received)
        figures.returned = sum(.returned)
        figures.adjusted = sum(.adjusted)
        figures.shipped = sum(.shipped)
        figures.committed = sum(.committed)
        figures.inbound = sum(.inbound)
        figures.unitsInStock = sum(.unitsInStock)
        figures.unitsReserved = sum(.unitsReserved)
        figures.unitsQuarantined = sum(.unitsQuarantined)
        figures.unitsAway = sum(.unitsAway)
        figures.cameBack = sum(.cameBack)
        return figures
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
