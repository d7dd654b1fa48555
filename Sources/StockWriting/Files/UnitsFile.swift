package import StockModel

/// `stock_units.csv`: every unit that the house has, sorted by its columns in turn.
///
/// Units are many, so workers render theirs: each SKU's units, sorted (`precedes`), through `append(_:to:)` into a
/// `CSVRows`; the file is the blocks in order of SKU.
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
    package consuming func finish() throws(WritingFailure) { try writer.finish() }

    /// Writes the whole file from blocks, one or more SKUs each, in order of SKU.
    package static func write(
        rendered blocks: some Sequence<[UInt8]>, to publication: Publication
    ) throws(WritingFailure) {
        var file = try UnitsFile(in: publication)
        for block in blocks { try file.append(rendered: block) }
        try file.finish()
    }

    /// Writes the whole file from rows in any order.
    package static func write(_ units: [UnitRow], to publication: Publication) throws(WritingFailure) {
        var rows = CSVRows()
        for unit in units.sorted(by: precedes) { append(unit, to: &rows) }
        try write(rendered: CollectionOfOne(rows.bytes), to: publication)
    }

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

    /// Appends one unit's row from texts, for the hot path.
    package static func append(
        sku: Text, serial: Text, place: Place, since: Timestamp, gtin: Text, lot: Text, expiry: Text, supplier: Text,
        asn: Text, channel: Text, order: Text, to rows: inout CSVRows
    ) {
        rows.field(sku)
        rows.field(serial)
        rows.field(place.word)
        rows.field(since)
        rows.field(gtin)
        rows.field(lot)
        rows.field(expiry)
        rows.field(supplier)
        rows.field(asn)
        rows.field(channel)
        rows.field(order)
        rows.endRow()
    }

    /// Whether `a` stands above `b`: the columns in turn, byte by byte.
    package static func precedes(_ a: UnitRow, _ b: UnitRow) -> Bool {
        let first = ByteOrder.compare((a.sku, b.sku), (a.serial, b.serial), (a.place.word, b.place.word))
        if first != 0 { return first < 0 }
        if a.since != b.since { return a.since < b.since }
        return ByteOrder.compare(
            (a.gtin, b.gtin), (a.lot, b.lot), (a.expiry, b.expiry), (a.supplier, b.supplier), (a.asn, b.asn),
            (a.channel, b.channel), (a.order, b.order)) < 0
    }
}
