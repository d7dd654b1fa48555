package import StockModel

/// The day of each SKU's latest stock-take (`semantics.md`, section 6); what is dated before it is history.
package struct CutOffs: Sendable {
    /// By SKU id; the day of the latest opening, or `Int.min` where there is none.
    package private(set) var days: [Int]

    package init(count: Int) { days = Array(repeating: Int.min, count: count) }

    /// Takes note of an opening.
    package mutating func note(sku: Int32, at: Timestamp) {
        days[Int(sku)] = max(days[Int(sku)], at.day)
    }

    /// The latest of both.
    package mutating func combine(_ other: CutOffs) {
        for sku in days.indices { days[sku] = max(days[sku], other.days[sku]) }
    }

    /// Whether what is dated `at` is history for `sku`.
    package func isHistory(_ at: Timestamp, sku: Int32) -> Bool { at.day < days[Int(sku)] }

    /// Whether an opening of `sku` at `at` belongs to its latest stock-take.
    package func isCurrent(_ at: Timestamp, sku: Int32) -> Bool { at.day == days[Int(sku)] }
}
