internal import GRDB
package import StockModel

/// What inputs said that only notices need, as written. A row that was read once counts every night after.
package final class NoticeInputTable {
    private let database: Database
    private var insert: RowStatement?
    private let byKind: RowStatement
    private let bySource: RowStatement

    private static let names = [
        "kind", "source", "number", "part", "line_number", "texts", "at", "purchased_at", "change", "months",
        "legal_months", "resale", "replacement", "person",
    ]
    private static let columns = names.joined(separator: ", ")
    /// All values of `kind`, which leads the key.
    private static let kinds = NoticeRecord.Kind.allCases.map { String($0.rawValue) }.joined(separator: ",")
    /// In the place of the table in a ledger of an earlier version that is only looked at, and so has none yet.
    private static let nothing = "(SELECT \(names.map { "NULL AS \($0)" }.joined(separator: ", ")) WHERE 0)"

    init(_ database: Database) throws {
        self.database = database
        let table = try database.tableExists("notice_input") ? "notice_input" : Self.nothing
        byKind = try RowStatement(database, "SELECT \(Self.columns) FROM \(table) WHERE kind = ?")
        bySource = try RowStatement(
            database,
            """
            SELECT \(Self.columns) FROM \(table) WHERE source = ? AND kind IN (\(Self.kinds)) ORDER BY kind, number, part
            """)
    }

    /// Keeps a record; its file is the id of its source.
    ///
    /// - Parameters:
    ///   - part: 0-based place among the records of its row.
    ///   - isNobody: Do not keep the person.
    package func append(_ record: NoticeRecord, part: Int, isNobody: Bool = false) throws {
        let insert = try insertStatement()
        insert.bind(1, Int(record.kind.rawValue))
        insert.bind(2, record.file)
        insert.bind(3, record.number)
        insert.bind(4, part)
        insert.bind(5, record.lineNumber)
        insert.bind(6, record.texts)
        insert.bind(7, record.at)
        insert.bind(8, record.purchasedAt)
        insert.bind(9, orNull: record.change.map { Int32($0.rawValue) } ?? -1)
        insert.bind(10, orNull: record.months ?? -1)
        insert.bind(11, orNull: record.legalMonths ?? -1)
        insert.bind(12, orNull: record.resale.map { Int32($0.rawValue) } ?? -1)
        insert.bind(13, orNull: record.replacement.map { Int32($0.rawValue) } ?? -1)
        insert.bind(14, orNull: isNobody ? .empty : record.person)
        try insert.run()
    }

    private func insertStatement() throws -> RowStatement {
        if let insert { return insert }
        let places = Self.names.map { _ in "?" }.joined(separator: ",")
        let made = try RowStatement(database, "INSERT INTO notice_input (\(Self.columns)) VALUES (\(places))")
        insert = made
        return made
    }

    // MARK: Out

    /// Calls `body` with each record of a kind, its texts in `arena`, and its place among the records of its row.
    package func forEach(
        _ kind: NoticeRecord.Kind, arena: Arena, _ body: (NoticeRecord, _ part: Int) throws -> Void
    ) throws {
        byKind.bind(1, Int(kind.rawValue))
        while try byKind.next() { try body(record(byKind, arena), byKind.int(3)) }
    }

    /// Calls `body` with the records of a source in their order, their texts in `arena`.
    package func forEach(source: Int, arena: Arena, _ body: (NoticeRecord) throws -> Void) throws {
        bySource.bind(1, source)
        while try bySource.next() { try body(record(bySource, arena)) }
    }

    /// Everything of some kinds, each content once.
    package func all(_ kinds: [NoticeRecord.Kind] = NoticeRecord.Kind.allCases) throws -> NoticeRecords {
        let arena = Arena()
        var records: [NoticeRecord] = []
        for kind in kinds { try forEach(kind, arena: arena) { record, _ in records.append(record) } }
        return NoticeRecords(records, in: [arena])
    }

    private func record(_ row: RowStatement, _ arena: Arena) throws -> NoticeRecord {
        guard let kind = NoticeRecord.Kind(rawValue: UInt8(truncatingIfNeeded: row.int(0))) else {
            throw LedgerFailure.damaged("an input for notices is of no known kind")
        }
        var record = NoticeRecord(kind)
        record.file = row.id(1)
        record.number = row.id(2)
        record.lineNumber = row.id(4)
        record.texts = arena.store(row.text(5).bytes)
        record.at = row.time(6)
        record.purchasedAt = row.time(7)
        record.change = NoticeRecord.Change(rawValue: UInt8(truncatingIfNeeded: row.int(8)))
        record.months = row.isNull(9) ? nil : row.id(9)
        record.legalMonths = row.isNull(10) ? nil : row.id(10)
        record.resale = NoticeRecord.Renewal(rawValue: UInt8(truncatingIfNeeded: row.int(11)))
        record.replacement = NoticeRecord.Renewal(rawValue: UInt8(truncatingIfNeeded: row.int(12)))
        record.person = arena.store(row.text(13).bytes)
        return record
    }

    // MARK: Forgetting

    /// Removes the person of a registration, and wipes where it stood in the file.
    ///
    /// - Parameter part: Its place among the records of its row.
    package func removePerson(of record: NoticeRecord, part: Int) throws {
        try database.execute(sql: "PRAGMA secure_delete = ON")
        try database.execute(
            sql: "UPDATE notice_input SET person = NULL WHERE kind = ? AND source = ? AND number = ? AND part = ?",
            arguments: [record.kind.rawValue, record.file, record.number, part])
    }

    /// Forgets what a source said.
    static func remove(source: Int, from database: Database) throws {
        try database.execute(
            sql: "DELETE FROM notice_input WHERE source = ? AND kind IN (\(kinds))", arguments: [source])
    }
}
