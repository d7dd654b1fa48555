package import StockModel

/// What came of the goods of each supplier, and of his lots, the worst first.
package struct QualityLists: Sendable {
    package let suppliers: [QualityRow]
    /// Those of which something came back or was wrong: of most lots nothing is heard again.
    package let lots: [QualityRow]

    /// - Parameters:
    ///   - sums: One for each supplier and one for each lot.
    ///   - smallSample: With fewer units received, a rate says little.
    package init(_ sums: [QualitySum], smallSample: Int = QualityRow.usualSmallSample) {
        func rows(_ wanted: (QualitySum) -> Bool) -> [QualityRow] {
            sums.filter(wanted).map { QualityRow($0, smallSample: smallSample) }.sorted(by: QualityRow.precedes)
        }
        suppliers = rows { $0.lot.isEmpty && !$0.counts.isZero }
        lots = rows { !$0.lot.isEmpty && $0.counts.isNotable }
    }
}
