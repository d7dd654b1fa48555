internal import GRDB
package import StockModel

/// How the lines of notices and stock-takes that name goods in one way come out.
package struct ReceivedItem: Sendable, Equatable {
    /// The goods as written.
    package var item: ItemIdentifiers
    package var lines: Int
    /// Those of them that give serials.
    package var linesWithSerials: Int

    package init(item: ItemIdentifiers, lines: Int, linesWithSerials: Int) {
        self.item = item
        self.lines = lines
        self.linesWithSerials = linesWithSerials
    }
}

extension RecordTable {
    /// All goods that notices and stock-takes ever named. Looks at every record.
    static func receivedItems(_ database: Database) throws -> [ReceivedItem] {
        let query = try RowStatement(
            database,
            """
            SELECT name.text, received.lines, received.with_serials FROM (
              SELECT item, count(*) AS lines, count(serials) AS with_serials FROM record
              WHERE kind IN (\(RecordKind.opening.rawValue), \(RecordKind.despatch.rawValue)) GROUP BY item
            ) AS received JOIN name ON name.id = received.item
            """)
        var items: [ReceivedItem] = []
        while try query.next() {
            guard let item = ItemIdentifiers(joined: query.text(0)) else { continue }
            items.append(ReceivedItem(item: item, lines: query.int(1), linesWithSerials: query.int(2)))
        }
        return items
    }
}
