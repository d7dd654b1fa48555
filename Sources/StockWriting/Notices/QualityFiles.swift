internal import StockModel
package import StockNotices

/// `quality/suppliers.csv` and `quality/lots.csv`: what came of the goods of each supplier, and of the lots of which
/// something came back or was wrong, the worst first.
///
/// Rates are shares of the units received, with four decimals, empty where none were; `fault_rate` is that of all that the
/// supplier answers for. `small_sample` is `yes` where so few units came that the rates say little: these come last.
package enum QualityFiles {
    package static let folder = "quality"
    static let supplierColumns = ["supplier"] + figures
    static let lotColumns = ["supplier", "lot"] + figures
    private static let figures =
        [
            "received", "returned", "returned_defective", "invalid", "duplicate", "quantity_mismatches",
            "returned_rate", "returned_defective_rate", "invalid_rate", "duplicate_rate", "quantity_mismatches_rate",
            "fault_rate", "small_sample",
        ]

    /// Writes both files.
    package static func write(_ lists: QualityLists, to publication: Publication) throws(WritingFailure) {
        try write(
            lists.suppliers, columns: supplierColumns,
            to: publication.newFile("suppliers.csv", inFolder: folder))
        try write(lists.lots, columns: lotColumns, to: publication.newFile("lots.csv", inFolder: folder))
    }

    private static func write(
        _ rows: [QualityRow], columns: [String], to file: OutputFile
    ) throws(WritingFailure) {
        var writer = ListWriter(file, columns: columns)
        let hasLots = columns == lotColumns
        for row in rows {
            writer.text(row.supplier)
            if hasLots { writer.text(row.lot) }
            let counts = row.counts
            let faults = [counts.returned, counts.defective, counts.invalid, counts.duplicate, counts.mismatched]
            writer.number(counts.received)
            for count in faults { writer.number(count) }
            for count in faults + [counts.faults] { writer.word(row.rate(count)) }
            writer.word(row.isSmallSample ? "yes" : "no")
            try writer.endRow()
        }
        try writer.finish()
    }
}
