/// Adds up quality by supplier and by lot, for `quality/suppliers.csv` and `quality/lots.csv`.
///
/// One for each worker; sums can be combined in any order.
package struct QualityTally: Sendable {
    private struct Lot: Hashable {
        let supplier: String
        let lot: String
    }

    private var suppliers: [String: QualityCounts] = [:]
    private var lots: [Lot: QualityCounts] = [:]

    package init() {}

    /// Adds what is known of goods; nothing is said of a supplier that is not known, nor of a lot.
    package mutating func add(_ counts: QualityCounts, supplier: String, lot: String) {
        guard !supplier.isEmpty else { return }
        suppliers[supplier, default: QualityCounts()] += counts
        if !lot.isEmpty { lots[Lot(supplier: supplier, lot: lot), default: QualityCounts()] += counts }
    }

    package mutating func combine(_ other: QualityTally) {
        for (supplier, counts) in other.suppliers { suppliers[supplier, default: QualityCounts()] += counts }
        for (lot, counts) in other.lots { lots[lot, default: QualityCounts()] += counts }
    }

    /// - Parameter smallSample: With fewer units received, a rate says little.
    package func supplierRows(smallSample: Int = QualityRow.usualSmallSample) -> [QualityRow] {
        suppliers.map { QualityRow(supplier: $0.key, lot: "", counts: $0.value, smallSample: smallSample) }
            .sorted(by: QualityRow.precedes)
    }

    /// - Parameter smallSample: With fewer units received, a rate says little.
    package func lotRows(smallSample: Int = QualityRow.usualSmallSample) -> [QualityRow] {
        lots.map { QualityRow(supplier: $0.key.supplier, lot: $0.key.lot, counts: $0.value, smallSample: smallSample) }
            .sorted(by: QualityRow.precedes)
    }
}

/// One supplier or lot.
package struct QualityRow: Sendable, Equatable {
    package static let usualSmallSample = 30

    package var supplier: String
    /// Empty in the table of suppliers.
    package var lot: String
    package var counts: QualityCounts
    /// Too few units for its rates to say much.
    package var isSmallSample: Bool

    init(supplier: String, lot: String, counts: QualityCounts, smallSample: Int) {
        self.supplier = supplier
        self.lot = lot
        self.counts = counts
        isSmallSample = counts.received < smallSample
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
            let (x, y) = (a.counts[keyPath: key] * b.counts.received, b.counts[keyPath: key] * a.counts.received)
            if x != y { return x > y }
        }
        let names = (a.supplier.utf8, b.supplier.utf8)
        if a.supplier != b.supplier { return names.0.lexicographicallyPrecedes(names.1) }
        return a.lot.utf8.lexicographicallyPrecedes(b.lot.utf8)
    }
}
