internal import GRDB
package import StockModel

/// Buyers' details, and the orders whose buyers were forgotten.
package final class BuyerTable {
    private let database: Database

    init(_ database: Database) { self.database = database }

    /// Calls `body` with the order's number and the buyer's fields, joined, of every record that has a buyer.
    package func forEach(_ body: (Text, Text) throws -> Void) throws {
        let query = try RowStatement(
            database, "SELECT record.document, buyer.fields FROM record JOIN buyer ON buyer.id = record.buyer")
        while try query.next() { try body(query.text(0), query.text(1)) }
    }

    /// The buyers' fields, joined, of the records of an order.
    package func buyers(order: String) throws -> [String] {
        try String.fetchAll(
            database,
            sql: "SELECT buyer.fields FROM record JOIN buyer ON buyer.id = record.buyer WHERE record.document = ?",
            arguments: [order])
    }

    /// Removes the buyers of all records of an order, and wipes where they stood in the file.
    ///
    /// - Returns: how many records had one.
    package func remove(order: String) throws -> Int {
        try database.execute(sql: "PRAGMA secure_delete = ON")
        try database.execute(
            sql: """
                DELETE FROM buyer WHERE id IN (SELECT buyer FROM record WHERE document = ? AND buyer IS NOT NULL)
                """, arguments: [order])
        try database.execute(
            sql: "UPDATE record SET buyer = NULL WHERE document = ? AND buyer IS NOT NULL", arguments: [order])
        return database.changesCount
    }

    // MARK: Forgotten ones

    /// The digests of the orders of which a buyer is forgotten.
    package func forgottenOrders() throws -> Set<String> {
        try String.fetchSet(database, sql: "SELECT DISTINCT document FROM forgotten")
    }

    package func isForgotten(order: String, trait: String) throws -> Bool {
        try Bool.fetchOne(
            database, sql: "SELECT EXISTS (SELECT 1 FROM forgotten WHERE document = ? AND trait = ?)",
            arguments: [order, trait]) ?? false
    }

    /// Takes note of a forgotten buyer of an order.
    package func forget(order: String, trait: String) throws {
        try database.execute(
            sql: "INSERT OR IGNORE INTO forgotten (document, trait) VALUES (?, ?)", arguments: [order, trait])
    }
}
