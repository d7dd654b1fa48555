internal import GRDB
package import StockModel

/// Units that the house has, as `stock_units.csv` shows them.
package final class UnitTable {
    private let database: Database
    private let insert: RowInsert
    private let delete: RowStatement
    private let inStock: RowStatement

    init(_ database: Database) throws {
        self.database = database
        insert = try RowInsert(
            database, into: "unit", "sku, serial, place, since, gtin, lot, expiry, supplier, asn_id, channel, order_id")
        delete = try RowStatement(database, "DELETE FROM unit WHERE sku = ? AND serial = ?")
        inStock = try RowStatement(
            database, "SELECT serial FROM unit WHERE sku = ? AND place = \(Place.inStock.rawValue)")
    }

    /// Keeps a unit. It is there once `flush` was called; until then its texts must live.
    package func append(_ unit: UnitRow) throws {
        let row = insert.row
        row.bind(1, unit.sku)
        row.bind(2, unit.serial)
        row.bind(3, Int(unit.place.rawValue))
        row.bind(4, unit.since)
        row.bind(5, orNull: unit.gtin)
        row.bind(6, orNull: unit.lot)
        row.bind(7, orNull: unit.expiry)
        row.bind(8, orNull: unit.supplier)
        row.bind(9, orNull: unit.asn)
        row.bind(10, orNull: unit.channel)
        row.bind(11, orNull: unit.order)
        try insert.add()
    }

    /// Puts all units that were appended into the table.
    package func flush() throws { try insert.flush() }

    package func remove(sku: Text, serial: Text) throws {
        delete.bind(1, sku)
        delete.bind(2, serial)
        try delete.run()
    }

    /// The serials in stock of one SKU.
    package func serialsInStock(sku: Text, arena: Arena) throws -> [Text] {
        inStock.bind(1, sku)
        var serials: [Text] = []
        while try inStock.next() { serials.append(arena.store(inStock.text(0).bytes)) }
        return serials
    }

    /// Calls `body` with each unit by SKU and serial; its texts are valid until `body` returns.
    package func forEach(_ body: (UnitRow) throws -> Void) throws {
        let words = Place.allCases.map { "WHEN \($0.rawValue) THEN '\($0.word)'" }.joined(separator: " ")
        let all = try RowStatement(
            database,
            """
            SELECT sku, serial, place, since, gtin, lot, expiry, supplier, asn_id, channel, order_id
            FROM unit ORDER BY sku, serial, CASE place \(words) END
            """)
        while try all.next() {
            guard let place = Place(rawValue: UInt8(truncatingIfNeeded: all.int(2))) else {
                throw LedgerFailure.damaged("a unit is at no known place")
            }
            var unit = UnitRow(place: place)
            unit.sku = all.text(0)
            unit.serial = all.text(1)
            unit.since = all.time(3)
            unit.gtin = all.text(4)
            unit.lot = all.text(5)
            unit.expiry = all.text(6)
            unit.supplier = all.text(7)
            unit.asn = all.text(8)
            unit.channel = all.text(9)
            unit.order = all.text(10)
            try body(unit)
        }
    }
}
