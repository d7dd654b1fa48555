package import StockModel

/// Where one unit ended up: a fixed-size row; pointers stay valid as long as the run.
package struct UnitResult: BitwiseCopyable, @unchecked Sendable {
    // Sendable: points into arenas and row lists, which are only read once units are handed over.
    package var sku: Int32
    package var place: Place
    package var serial: Text
    /// The time of the movement that put it there.
    package var since: Timestamp
    /// The line that backed it, and how that line lists it; nil where nothing did.
    package var backing: UnsafePointer<DocumentLine>?
    package var backingBatch: Int32
    /// Its claimants, in the order in which they came.
    package var claimants: UnsafeBufferPointer<UnsafePointer<DocumentLine>>
}

/// What one worker's matching leaves for the folds after it.
package final class MatchOutput: @unchecked Sendable {
    // Sendable: written by one worker, then handed over whole.
    /// Units that the house has, unless they are on shelves.
    package let units: RowList<UnitResult>
    /// Units that the house has by their SKUs; nil where memory is not bounded.
    private let shelves: UnitShelves?
    package let findings: RowList<FindingRow>
    package let totals: SKUTotals
    package internal(set) var quality = QualityTotals()
    package var counts = UnitCounts()
    package let arena: Arena

    /// - Parameter pool: Where the memory of rows comes from and goes back to, and whether it is bounded.
    package init(skus: Int, pool: BlockPool) {
        totals = SKUTotals(count: skus)
        units = RowList(pool: pool)
        findings = RowList(pool: pool)
        arena = pool.makeArena()
        shelves = pool.spill == nil ? nil : UnitShelves(skus: skus, pool: pool)
    }

    /// Puts the last units on their shelves; to be called when all serials are matched.
    package func finish() { shelves?.flush() }

    /// Units that the house has, in lists that each hold all of some SKUs, in order of the SKUs.
    package var unitsBySKU: [RowList<UnitResult>] { shelves?.rows.lists ?? [units] }

    /// Keeps a unit that the house has.
    @inline(__always) func keep(_ unit: UnitResult) {
        if let shelves { shelves.append(unit) } else { units.append(unit) }
    }
}

/// Counts taken while units are matched, by which conservation is checked (`architecture.md`).
package struct UnitCounts: Sendable, Equatable {
    /// Movements that were matched.
    package var movements = 0
    /// Openings and receipts that backed a custody.
    package var accepted = 0
    /// Custodies that nothing had backed and that a stock-take left sold or in repair.
    package var survivors = 0
    /// Custodies that ended backed, counted at their end.
    package var backed = 0
    package var units = 0

    package init() {}

    /// Adds what another worker has counted.
    package mutating func combine(_ other: UnitCounts) {
        movements += other.movements
        accepted += other.accepted
        survivors += other.survivors
        backed += other.backed
        units += other.units
    }

    /// Takes away what another state of the same serials had counted.
    package mutating func subtract(_ other: UnitCounts) {
        movements -= other.movements
        accepted -= other.accepted
        survivors -= other.survivors
        backed -= other.backed
        units -= other.units
    }

    /// Custodies backed = openings and receipts accepted, and survivors of a stock-take.
    package var isConserved: Bool { backed == accepted + survivors }
}
