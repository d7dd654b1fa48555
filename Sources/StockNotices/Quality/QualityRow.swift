package import StockModel

/// One row of `quality/suppliers.csv` or `quality/lots.csv`.
package struct QualityRow: Sendable, Equatable {
    package static let usualSmallSample = 30

    package var supplier: String
    /// Empty in the table of suppliers.
    package var lot: String
    package var counts: QualityCounts
    /// Too few units for its rates to say much.
    package var isSmallSample: Bool

    init(_ sum: QualitySum, smallSample: Int = QualityRow.usualSmallSample) {
        (supplier, lot, counts) = (sum.supplier, sum.lot, sum.counts)
        isSmallSample = sum.counts.received < smallSample
    }

    /// A count as a share of the units received, with four decimals, the last rounded half up; empty where none were.
    package func rate(_ count: Int) -> String {
        guard counts.received > 0 else { return "" }
        let rounded = (count * 20_000 + counts.received) / (counts.received * 2)
        let digits = String(rounded % 10_000)
        return "\(rounded / 10_000)." + String(repeating: "0", count: 4 - digits.count) + digits
    }

    /// Worst first: by the rate of faults, then the rate of returns, small samples after the others; equal ones by name.
    static func precedes(_ a: QualityRow, _ b: QualityRow) -> Bool {
        if a.isSmallSample != b.isSmallSample { return b.isSmallSample }
        for key in [\QualityCounts.faults, \.returned] {
            // Rates compare as products, which are exact; what was never received is worst where it has faults.
            let x = a.counts[keyPath: key].multipliedFullWidth(by: b.counts.received)
            let y = b.counts[keyPath: key].multipliedFullWidth(by: a.counts.received)
            if x != y { return x > y }
        }
        let names = (a.supplier.utf8, b.supplier.utf8)
        if !names.0.elementsEqual(names.1) { return names.0.lexicographicallyPrecedes(names.1) }
        return ByteOrder.precedes(a.lot, b.lot)
    }
}
