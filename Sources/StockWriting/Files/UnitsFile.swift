package import StockModel

/// `stock_units.csv`: every unit that the house has, sorted by its columns in turn.
///
/// Units are many, so workers render theirs: each SKU's units, sorted, through `append(_:to:)` into a `CSVRows`; the file
/// is the blocks in order of SKU.
package struct UnitsFile: ~Copyable {
    package static let name = "stock_units.csv"
    package static let columns = [
        "sku", "serial", "place", "since", "gtin", "lot", "expiry", "supplier", "asn_id", "channel", "order_id",
    ]

    private var writer: CSVWriter

    /// An empty file with its header.
    package init(in publication: Publication) throws(WritingFailure) {
        writer = CSVWriter(try publication.newFile(Self.name), columns: Self.columns)
    }

    /// Appends the rendered rows of the next SKUs in order.
    package mutating func append(rendered block: [UInt8]) throws(WritingFailure) {
        try writer.append(rendered: block)
    }

    /// Puts the file on disk.
    package mutating func finish() throws(WritingFailure) { try writer.finish() }

    /// Appends one unit's row.
    package static func append(_ unit: UnitRow, to rows: inout CSVRows) {
        rows.field(unit.sku)
        rows.field(unit.serial)
        rows.field(unit.place.word)
        rows.field(unit.since)
        rows.field(unit.gtin)
        rows.field(unit.lot)
        rows.field(unit.expiry)
        rows.field(unit.supplier)
        rows.field(unit.asn)
        rows.field(unit.channel)
        rows.field(unit.order)
        rows.endRow()
    }
}
