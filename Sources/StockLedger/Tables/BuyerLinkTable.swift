internal import GRDB
package import StockModel

/// By what the buyers of records are linked with each other, twenty bytes each (`StockNotices.BuyerLink`), in blocks of many
/// records, so that those of millions are read at once.
package final class BuyerLinkTable {
    /// How many bytes a record's links take.
    package static let size = 20
    /// How many records share a row.
    package static let recordsInBlock = 4096

    private let database: Database
    private let insert: RowStatement

    init(_ database: Database) throws {
        self.database = database
        insert = try RowStatement(database, "INSERT INTO buyer_link (first_record, source, links) VALUES (?, ?, ?)")
    }

    /// Keeps the links of records that follow one another, of one source.
    package func append(_ links: [UInt8], of source: Int32, from record: Int) throws {
        insert.bind(1, record)
        insert.bind(2, source)
        insert.bind(3, blob: links)
        try insert.run()
    }

    /// The first record of each block and how many records it has, in their order.
    package func blocks() throws -> [(first: Int, count: Int)] {
        let all = try RowStatement(
            database, "SELECT first_record, length(links) FROM buyer_link ORDER BY first_record")
        var blocks: [(first: Int, count: Int)] = []
        while try all.next() { blocks.append((all.int(0), all.int(1) / Self.size)) }
        return blocks
    }

    /// Calls `body` with the first record of some blocks and their links, valid until it returns.
    ///
    /// - Parameter first: The first records of the first and the last of them.
    package func forEach(
        from first: Int, through last: Int, _ body: (Int, UnsafeRawBufferPointer) throws -> Void
    ) throws {
        let some = try RowStatement(
            database,
            "SELECT first_record, links FROM buyer_link WHERE first_record BETWEEN ? AND ? ORDER BY first_record")
        some.bind(1, first)
        some.bind(2, last)
        while try some.next() { try body(some.int(0), some.blob(1)) }
    }

    /// Calls `body` with the id of each joined buyer, its document and links, valid until it returns.
    package func forEachJoined(_ body: (Int, Text, UnsafeRawBufferPointer) throws -> Void) throws {
        let all = try RowStatement(database, "SELECT id, document, links FROM joined_buyer")
        while try all.next() { try body(all.int(0), all.text(1), all.blob(2)) }
    }
}
