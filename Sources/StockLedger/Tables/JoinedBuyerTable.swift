internal import GRDB
package import StockModel

/// Tells what was joined of several records' buyers.
package protocol JoinedBuyers {
    /// The fields of a joined buyer, by its id in the run's `BuyerBook`.
    func fields(_ id: Int32) -> Text
    /// Twenty bytes by which buyers are linked with each other.
    func links(_ fields: Text) -> [UInt8]
}

/// The buyers of order lines that several records tell of, where no record tells all of it.
package final class JoinedBuyerTable {
    private let insert: RowStatement
    private let delete: RowStatement
    private let select: RowStatement
    private var next: Int

    init(_ database: Database) throws {
        insert = try RowStatement(
            database, "INSERT INTO joined_buyer (id, document, fields, links) VALUES (?, ?, ?, ?)")
        delete = try RowStatement(database, "DELETE FROM joined_buyer WHERE id = ?")
        select = try RowStatement(database, "SELECT fields FROM joined_buyer WHERE id = ?")
        next = try Int.fetchOne(database, sql: "SELECT ifnull(max(id), 0) + 1 FROM joined_buyer") ?? 1
    }

    /// What a line's `buyer` is for a value of the column, where joined ones are negative.
    package static func buyer(stored: Int) -> Int32 {
        stored > 0 ? Int32(truncatingIfNeeded: stored) : Int32(truncatingIfNeeded: stored - 1)
    }

    /// The id of a joined buyer, from 1 on, by a line's `buyer`.
    private static func id(_ buyer: Int32) -> Int { -1 - Int(buyer) }

    /// Keeps a buyer, and returns its id, from 1 on.
    func append(_ buyer: Int32, of document: Text, _ buyers: some JoinedBuyers) throws -> Int {
        let fields = buyers.fields(buyer)
        insert.bind(1, next)
        insert.bind(2, document)
        insert.bind(3, fields)
        insert.bind(4, blob: buyers.links(fields))
        try insert.run()
        next += 1
        return next - 1
    }

    func remove(_ buyer: Int32) throws {
        delete.bind(1, Self.id(buyer))
        try delete.run()
    }

    /// The fields of a joined buyer of the ledger, by a line's `buyer`; empty where they are gone.
    package func fields(_ buyer: Int32, arena: Arena) throws -> Text {
        select.bind(1, Self.id(buyer))
        guard try select.next() else { return .empty }
        defer { select.reset() }
        return arena.store(select.text(0).bytes)
    }
}
