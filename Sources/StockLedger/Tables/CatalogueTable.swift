internal import GRDB
package import StockModel

/// The catalogue: all entries ever read, and which of them count.
///
/// A file's entries take the place of those that a file of its name gave in an earlier run, and an entry takes the place of
/// an earlier run's of the same SKU. What two files of one run say of one SKU contradicts itself, as it does in a one-off.
package final class CatalogueTable {
    private let database: Database

    init(_ database: Database) { self.database = database }

    /// All entries that count, in the order of reading.
    package func entries() throws -> [CatalogueEntry] {
        let query = try RowStatement(
            database, "SELECT source, line_number, entry FROM catalogue WHERE current = 1 ORDER BY source, rowid")
        var entries: [CatalogueEntry] = []
        while try query.next() {
            var entry = try CatalogueText.entry(query.string(2))
            entry.file = query.id(0)
            entry.lineNumber = query.int(1)
            entries.append(entry)
        }
        return entries
    }

    /// Whether all that a source says counts still, so that reading it again would change nothing.
    package func isCurrent(source: Int) throws -> Bool {
        try Bool.fetchOne(
            database,
            sql: """
                SELECT EXISTS (SELECT 1 FROM catalogue WHERE source = :source)
                  AND NOT EXISTS (SELECT 1 FROM catalogue WHERE source = :source AND current = 0)
                """, arguments: ["source": source]) ?? false
    }

    /// Adds what the files of a run say.
    ///
    /// - Parameter files: Their names and entries; an entry's file is the id of its source.
    package func append(_ files: [(name: String, entries: [CatalogueEntry])]) throws {
        let insert = try RowStatement(
            database,
            "INSERT INTO catalogue (source, file, line_number, sku, entry, current) VALUES (?, ?, ?, ?, ?, 0)")
        var sources: Set<Int> = []
        for (name, entries) in files {
            for entry in entries {
                sources.insert(Int(entry.file))
                insert.bind(1, entry.file)
                insert.bind(2, name)
                insert.bind(3, entry.lineNumber)
                insert.bind(4, entry.sku)
                insert.bind(5, CatalogueText.text(entry))
                try insert.run()
            }
        }
        try makeCurrent(sources.sorted())
    }

    /// Forgets what a source said; what it had taken the place of counts again.
    package func retract(source: Int) throws {
        let runs = try Int.fetchAll(
            database,
            sql: """
                SELECT DISTINCT run FROM source
                WHERE kind = 'catalogue' AND EXISTS (SELECT 1 FROM catalogue WHERE source = source.id) ORDER BY run
                """)
        try database.execute(sql: "DELETE FROM catalogue WHERE source = ?", arguments: [source])
        guard !runs.isEmpty else { return }
        try database.execute(sql: "UPDATE catalogue SET current = 0")
        for run in runs {
            try makeCurrent(
                Int.fetchAll(database, sql: "SELECT id FROM source WHERE run = ? ORDER BY id", arguments: [run]))
        }
    }

    /// Makes the entries of a run's sources count instead of those that they take the place of.
    private func makeCurrent(_ sources: [Int]) throws {
        let list = sources.map(String.init).joined(separator: ",")
        guard !list.isEmpty else { return }
        try database.execute(
            sql: """
                UPDATE catalogue SET current = 0 WHERE current = 1 AND (
                  file IN (SELECT file FROM catalogue WHERE source IN (\(list)))
                  OR sku IN (SELECT sku FROM catalogue WHERE source IN (\(list))));
                UPDATE catalogue SET current = 1 WHERE source IN (\(list));
                """)
    }
}
