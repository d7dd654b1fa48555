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

    /// Gives `body` the fields, joined, of a record's buyer, valid until it returns; empty ones where there is none.
    package func read<Result>(ofRecord id: Int32, _ body: (Text) throws -> Result) throws -> Result {
        select.bind(1, id)
        guard try select.next() else { return try body(.empty) }
        defer { select.reset() }
        return try body(select.text(0))
    }

    /// The fields, joined, of the buyer of a line or record (`DocumentLine.buyer`); empty where there is none.
    package func fields(_ buyer: Int32, arena: Arena) throws -> Text {
        guard buyer >= 0 else { return buyer == -1 ? .empty : try joined.fields(buyer, arena: arena) }
        return try read(ofRecord: buyer) { arena.store($0.bytes) }
    }

    /// Calls `body` with the order's number and the buyer's fields, joined, of every record that has a buyer.
    package func forEach(_ body: (Text, Text) throws -> Void) throws {
        let query = try RowStatement(
            database, "SELECT record.document, buyer.fields FROM record JOIN buyer ON buyer.id = record.buyer")
        while try query.next() { try body(query.text(0), query.text(1)) }
    }

    /// A record of an order that tells of a buyer.
    package struct OrderBuyer: Sendable {
        package var record: Int
        /// The channel that it is of or names; empty where it tells none.
        package var channel: String
        /// The buyer's fields, joined.
        package var fields: String
    }

    /// The records of an order's number that tell of a buyer, whatever channel they are of.
    package func buyers(order: String) throws -> [OrderBuyer] {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT record.id, ifnull(name.text, ''), buyer.fields
                FROM record JOIN buyer ON buyer.id = record.buyer
                LEFT JOIN name ON name.id = CASE record.kind WHEN ? THEN record.scope ELSE record.channel END
                WHERE record.document = ? ORDER BY record.id
                """, arguments: [RecordKind.order.rawValue, order])
        return rows.map { OrderBuyer(record: $0[0], channel: $0[1], fields: $0[2]) }
    }

    /// Removes the buyers of some records, and wipes where they stood in the file. What was concluded of them stays until
    /// their orders are folded again.
    package func remove(of records: [Int]) throws {
        try database.execute(sql: "PRAGMA secure_delete = ON")
        for record in records {
            try removeLinks(of: record)
            try database.execute(sql: "DELETE FROM buyer WHERE id = ?", arguments: [record])
            try database.execute(sql: "UPDATE record SET buyer = NULL WHERE id = ?", arguments: [record])
        }
    }

    /// Blanks what links the buyer of a record with others.
    private func removeLinks(of record: Int) throws {
        let block = try Row.fetchOne(
            database,
            sql: """
                SELECT first_record, links FROM buyer_link WHERE first_record <= ? ORDER BY first_record DESC LIMIT 1
                """, arguments: [record])
        guard let block, let first: Int = block[0], var links: Data = block[1] else { return }
        let start = (record - first) * BuyerLinkTable.size
        guard start + BuyerLinkTable.size <= links.count else { return }
        for place in start..<start + BuyerLinkTable.size { links[place] = 0 }
        try database.execute(
            sql: "UPDATE buyer_link SET links = ? WHERE first_record = ?", arguments: [links, first])
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
