package import StockModel

/// Takes note of openings while the day of each SKU's latest stock-take is looked for.
package struct StockTakes: Sendable {
    private var days: [Int]

    package init(count: Int) { days = Array(repeating: Int.min, count: count) }

    /// Takes note of an opening.
    package mutating func note(sku: Int32, at: Timestamp) { days[Int(sku)] = max(days[Int(sku)], at.day) }

    /// Takes what another worker has noted.
    package mutating func combine(_ other: StockTakes) {
        for sku in days.indices { days[sku] = max(days[sku], other.days[sku]) }
    }

    /// The day of the SKU's latest stock-take; nil where there is none.
    package func day(of sku: Int32) -> Int? { days[Int(sku)] == Int.min ? nil : days[Int(sku)] }

    /// Forgets the stock-takes of a SKU.
    package mutating func forget(sku: Int32) { days[Int(sku)] = Int.min }

    /// The cut-offs, valid as long as the arena.
    package func cutOffs(in arena: Arena) -> CutOffs {
        CutOffs(days: days.withUnsafeBufferPointer { arena.store(list: $0) })
    }
}

/// The day of each SKU's latest stock-take (`semantics.md`, section 6); what is dated before it is history.
package struct CutOffs: BitwiseCopyable, @unchecked Sendable {
    // Sendable: points into an arena that is only read.
    /// By SKU id; the day of the latest opening, or `Int.min` where there is none.
    fileprivate let days: UnsafeBufferPointer<Int>

    /// Whether what is dated `at` is history for `sku`.
    package func isHistory(_ at: Timestamp, sku: Int32) -> Bool { at.day < days[Int(sku)] }

    /// Whether an opening of `sku` at `at` belongs to its latest stock-take.
    package func isCurrent(_ at: Timestamp, sku: Int32) -> Bool { at.day == days[Int(sku)] }
}
