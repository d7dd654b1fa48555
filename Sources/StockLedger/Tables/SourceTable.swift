internal import GRDB
internal import StockModel

/// A file that was read.
package struct StoredSource: Sendable {
    package var id: Int
    package var run: Int
    package var name: String
    package var sha256: String
    package var bytes: Int
    package var kind: String
    package var format: String
    package var taken: Int
    package var rejected: Int
    /// The ids of its records.
    package var records: Range<Int>

    package init(
        id: Int, run: Int, name: String, sha256: String, bytes: Int, kind: String, format: String, taken: Int,
        rejected: Int, records: Range<Int>
    ) {
        self.id = id
        self.run = run
        self.name = name
        self.sha256 = sha256
        self.bytes = bytes
        self.kind = kind
        self.format = format
        self.taken = taken
        self.rejected = rejected
        self.records = records
    }
}

/// The files ever read.
package final class SourceTable {
    private let database: Database
    private let byBytes: RowStatement
    private let byID: RowStatement
    private let byMark: RowStatement
    private var known: [Int32: String] = [:]

    private static let columns = """
        id, run, name, sha256, bytes, kind, format, records, rejected, first_record, last_record
        """

    init(_ database: Database) throws {
        self.database = database
        byBytes = try RowStatement(
            database, "SELECT \(Self.columns) FROM source WHERE bytes = ? AND outcome = 'read'")
        byID = try RowStatement(database, "SELECT name FROM source WHERE id = ?")
        byMark = try RowStatement(database, "SELECT source FROM file_mark WHERE mark = ?")
    }

    /// The id that the next source gets.
    package func nextID() throws -> Int {
        try Int.fetchOne(database, sql: "SELECT ifnull(max(id), 0) + 1 FROM source") ?? 1
    }

    /// The files of this size that were read: only they can be the same again.
    package func sources(bytes: Int) throws -> [StoredSource] {
        byBytes.bind(1, bytes)
        var found: [StoredSource] = []
        while try byBytes.next() { found.append(source(byBytes)) }
        return found
    }

    /// All files whose content is there, in the order in which they were read.
    package func all() throws -> [StoredSource] {
        let query = try RowStatement(
            database, "SELECT \(Self.columns) FROM source WHERE outcome = 'read' ORDER BY id")
        var found: [StoredSource] = []
        while try query.next() { found.append(source(query)) }
        return found
    }

    private func source(_ row: RowStatement) -> StoredSource {
        StoredSource(
            id: row.int(0), run: row.int(1), name: row.string(2), sha256: row.string(3), bytes: row.int(4),
            kind: row.string(5), format: row.string(6), taken: row.int(7), rejected: row.int(8),
            records: row.int(9)..<row.int(10) + 1)
    }

    /// Takes note of a file that was read.
    package func append(_ source: StoredSource) throws {
        try database.execute(
            sql: """
                INSERT INTO source (\(Self.columns), outcome) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'read')
                """,
            arguments: [
                source.id, source.run, source.name, source.sha256, source.bytes, source.kind, source.format,
                source.taken, source.rejected, source.records.lowerBound, source.records.upperBound - 1,
            ])
        try noteDelivery(of: source.id, name: source.name, run: source.run)
    }

    // MARK: Files as they lie there

    /// Takes note of the state in which a file was when it had the content of a source.
    package func mark(_ source: Int, _ mark: String) throws {
        try database.execute(
            sql: "INSERT OR REPLACE INTO file_mark (mark, source) VALUES (?, ?)", arguments: [mark, source])
    }

    /// The source whose content a file in this state has; it may have been taken back since.
    package func source(marked mark: String) throws -> Int? {
        byMark.bind(1, mark)
        defer { byMark.reset() }
        return try byMark.next() ? byMark.int(0) : nil
    }

    // MARK: Deliveries

    /// Takes note of the name under which a source's content came.
    package func noteDelivery(of source: Int, name: String, run: Int) throws {
        try database.execute(
            sql: "INSERT OR IGNORE INTO delivery (source, name, run) VALUES (?, ?, ?)", arguments: [source, name, run])
    }

    /// The names under which a source's content came, and the runs in which it first did.
    package func deliveries(of source: Int) throws -> [(name: String, run: Int)] {
        try Row.fetchAll(
            database, sql: "SELECT name, run FROM delivery WHERE source = ? ORDER BY run, name", arguments: [source]
        ).map { ($0["name"], $0["run"]) }
    }

    /// Forgets one delivery; where others are left, the source goes by the first of their names.
    ///
    /// - Returns: whether others are left.
    package func removeDelivery(of source: Int, name: String) throws -> Bool {
        try database.execute(
            sql: "DELETE FROM delivery WHERE source = ? AND name = ?", arguments: [source, name])
        guard let first = try deliveries(of: source).first else { return false }
        try database.execute(sql: "UPDATE source SET name = ? WHERE id = ?", arguments: [first.name, source])
        return true
    }

    /// Forgets what a file said, but for its catalogue entries; its digest is free again.
    package func retract(_ source: StoredSource) throws {
        try database.execute(
            sql: """
                DELETE FROM buyer WHERE id IN (SELECT buyer FROM record WHERE id BETWEEN :first AND :last AND source = :id);
                DELETE FROM record WHERE id BETWEEN :first AND :last AND source = :id;
                DELETE FROM buyer_link WHERE source = :id;
                """,
            arguments: ["first": source.records.lowerBound, "last": source.records.upperBound - 1, "id": source.id])
        try database.execute(sql: "DELETE FROM identity WHERE source = ?", arguments: [source.id])
        try NoticeInputTable.remove(source: source.id, from: database)
        try database.execute(sql: "UPDATE source SET outcome = 'retracted' WHERE id = ?", arguments: [source.id])
    }

    /// The name of a source by its id, for evidence.
    package func name(_ id: Int32) throws -> String {
        if let name = known[id] { return name }
        byID.bind(1, id)
        let name = try byID.next() ? byID.string(0) : ""
        byID.reset()
        known[id] = name
        return name
    }
}
