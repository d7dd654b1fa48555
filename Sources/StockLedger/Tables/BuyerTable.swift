internal import Foundation
internal import GRDB
package import StockModel

/// Buyers' details, and the orders whose buyers were forgotten.
package final class BuyerTable {
    private let database: Database
    private let select: RowStatement
    private let joined: JoinedBuyerTable

    init(_ database: Database) throws {
        self.database = database
        select = try RowStatement(database, "SELECT fields FROM buyer WHERE id = ?")
        joined = try JoinedBuyerTable(database)
    }

    /// The fields, joined, of the buyer of a line or record (`DocumentLine.buyer`); empty where there is none.
    package func fields(_ buyer: Int32, arena: Arena) throws -> Text {
        guard buyer >= 0 else { return buyer == -1 ? .empty : try joined.fields(buyer, arena: arena) }
        select.bind(1, buyer)
        guard try select.next() else { return .empty }
        defer { select.reset() }
        return arena.store(select.text(0).bytes)
    }

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
        try removeLinks(order: order)
        try database.execute(
            sql: "DELETE FROM joined_buyer WHERE id IN (SELECT -buyer FROM line WHERE document = ? AND buyer < 0)",
            arguments: [order])
        try database.execute(
            sql: "UPDATE line SET buyer = NULL WHERE document = ? AND buyer IS NOT NULL", arguments: [order])
        try database.execute(
            sql: """
                DELETE FROM buyer WHERE id IN (SELECT buyer FROM record WHERE document = ? AND buyer IS NOT NULL)
                """, arguments: [order])
        try database.execute(
            sql: "UPDATE record SET buyer = NULL WHERE document = ? AND buyer IS NOT NULL", arguments: [order])
        return database.changesCount
    }

    /// Blanks what links the buyers of an order's records with others.
    private func removeLinks(order: String) throws {
        let records = try Int.fetchAll(
            database, sql: "SELECT id FROM record WHERE document = ? AND buyer IS NOT NULL", arguments: [order])
        for record in records {
            let block = try Row.fetchOne(
                database,
                sql:
                    "SELECT first_record, links FROM buyer_link WHERE first_record <= ? ORDER BY first_record DESC LIMIT 1",
                arguments: [record])
            guard let block, let first: Int = block[0], var links: Data = block[1] else { continue }
            let start = (record - first) * BuyerLinkTable.size
            guard start + BuyerLinkTable.size <= links.count else { continue }
            for place in start..<start + BuyerLinkTable.size { links[place] = 0 }
            try database.execute(
                sql: "UPDATE buyer_link SET links = ? WHERE first_record = ?", arguments: [links, first])
        }
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
