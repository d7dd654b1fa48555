internal import GRDB
package import StockModel

/// The catalogue as last read: entries by the file that gave them.
///
/// A file's entries replace those that a file of its name gave before. Where two files give an entry of one SKU, the one
/// read in the later run counts.
package final class CatalogueTable {
    private let database: Database

    init(_ database: Database) { self.database = database }

    /// All entries that count, in the order of reading.
    package func entries() throws -> [CatalogueEntry] {
        let query = try RowStatement(
            database, "SELECT source, line_number, entry FROM catalogue ORDER BY source, rowid")
        var entries: [CatalogueEntry] = []
        while try query.next() {
            var entry = try CatalogueText.entry(query.string(2))
            entry.file = query.id(0)
            entry.lineNumber = query.int(1)
            entries.append(entry)
        }
        return entries
    }

    /// Puts what files of this run say in the place of what they replace.
    ///
    /// - Parameter files: Their names and entries; the entries' file is the id of the source.
    package func replace(_ files: [(name: String, entries: [CatalogueEntry])]) throws {
        let firstSource = files.flatMap(\.entries).map(\.file).min() ?? 0
        let deleteEarlier = try RowStatement(database, "DELETE FROM catalogue WHERE sku = ? AND source < ?")
        for (name, entries) in files {
            try database.execute(sql: "DELETE FROM catalogue WHERE file = ?", arguments: [name])
            for entry in entries {
                deleteEarlier.bind(1, entry.sku)
                deleteEarlier.bind(2, firstSource)
                try deleteEarlier.run()
            }
        }
        let insert = try RowStatement(
            database, "INSERT INTO catalogue (source, file, line_number, sku, entry) VALUES (?, ?, ?, ?, ?)")
        for (name, entries) in files {
            for entry in entries {
                insert.bind(1, entry.file)
                insert.bind(2, name)
                insert.bind(3, entry.lineNumber)
                insert.bind(4, entry.sku)
                insert.bind(5, CatalogueText.text(entry))
                try insert.run()
            }
        }
    }
}

/// A catalogue entry as one text: fields separated by U+001F, the items of a list by U+001E.
package enum CatalogueText {
    package static func text(_ entry: CatalogueEntry) -> String {
        [
            entry.sku, entry.name, entry.gtin, list(entry.supplierParts), list(entry.aliases),
            String(entry.serials.rawValue), entry.identifier, entry.warrantyMonths.map(String.init) ?? "",
            String(entry.safetyStock), entry.brand, entry.category,
            list(entry.components.map { "\($0.count)\u{1D}\($0.sku)" }),
        ].joined(separator: "\u{1F}")
    }

    private static func list(_ items: [String]) -> String { items.joined(separator: "\u{1E}") }

    static func entry(_ text: String) throws -> CatalogueEntry {
        let fields = text.split(separator: "\u{1F}", omittingEmptySubsequences: false).map(String.init)
        guard fields.count == 12, let code = UInt8(fields[5]), let serials = SerialPolicy(rawValue: code),
            let safetyStock = Int(fields[8])
        else { throw LedgerFailure.damaged("an entry of the catalogue cannot be read") }
        var entry = CatalogueEntry(sku: fields[0])
        entry.name = fields[1]
        entry.gtin = fields[2]
        entry.supplierParts = items(fields[3])
        entry.aliases = items(fields[4])
        entry.serials = serials
        entry.identifier = fields[6]
        entry.warrantyMonths = Int(fields[7])
        entry.safetyStock = safetyStock
        entry.brand = fields[9]
        entry.category = fields[10]
        for item in items(fields[11]) {
            let parts = item.split(separator: "\u{1D}", maxSplits: 1).map(String.init)
            guard parts.count == 2, let count = Int(parts[0]) else {
                throw LedgerFailure.damaged("a kit of the catalogue cannot be read")
            }
            entry.components.append(KitComponent(sku: parts[1], count: count))
        }
        return entry
    }

    private static func items(_ text: String) -> [String] {
        text.isEmpty ? [] : text.split(separator: "\u{1E}").map(String.init)
    }
}
