package import StockModel

/// `stock_by_sku.csv`: the figures of every SKU, one row each, sorted by SKU.
package enum StockFile {
    package static let name = "stock_by_sku.csv"
    package static let columns = [
        "sku", "name", "opening", "received", "returned", "adjusted", "shipped", "on_hand", "committed", "available",
        "oversold", "safety_stock", "blocked", "sellable", "units_in_stock", "units_reserved", "units_quarantined",
        "units_away", "inbound", "variance",
    ]

    /// Writes the rows in any order given.
    package static func write(_ rows: [StockRow], to publication: Publication) throws(WritingFailure) {
        var writer = CSVWriter(try publication.newFile(name), columns: columns)
        for row in rows.sorted(by: { ByteOrder.precedes($0.sku, $1.sku) }) {
            append(row, to: &writer.rows)
            try writer.endRow()
        }
        try writer.finish()
    }

    private static func append(_ row: StockRow, to rows: inout CSVRows) {
        let figures = row.figures
        rows.field(row.sku)
        rows.field(row.name)
        rows.field(figures?.opening)
        rows.field(figures?.received)
        rows.field(figures?.returned)
        rows.field(figures?.adjusted)
        rows.field(figures?.shipped)
        rows.field(figures?.onHand)
        rows.field(figures?.committed)
        rows.field(figures?.available)
        rows.field(figures?.oversold)
        rows.field(figures.map { _ in row.safetyStock })
        rows.field(figures?.blocked)
        rows.field(row.sellable)
        rows.field(figures?.unitsInStock)
        rows.field(figures?.unitsReserved)
        rows.field(figures?.unitsQuarantined)
        rows.field(figures?.unitsAway)
        rows.field(figures?.inbound)
        rows.field(figures == nil ? nil : row.variance)
    }
}
