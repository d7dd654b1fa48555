internal import GRDB
internal import GRDBSQLite
internal import StockModel

/// A prepared statement that is run millions of times: values go in and out by place, texts without a copy on the way in.
///
/// GRDB prepares and owns the statement. Its own way to pass arguments boxes every value, which costs more than SQLite
/// does itself; here is the one place that calls SQLite directly.
final class RowStatement {
    private let statement: Statement
    private let handle: OpaquePointer
    private let connection: OpaquePointer
    /// What is added to the places that are bound: the rows of `RowInsert` lie one behind the other.
    var firstPlace: Int32 = 0

    init(_ database: Database, _ sql: String) throws {
        statement = try database.makeStatement(sql: sql)
        handle = statement.sqliteStatement
        guard let connection = database.sqliteConnection else {
            throw DatabaseError(resultCode: .SQLITE_MISUSE, message: "the connection is closed")
        }
        self.connection = connection
    }

    // MARK: In; places count from 1

    func bind(_ place: Int32, _ value: Int64) { sqlite3_bind_int64(handle, firstPlace + place, value) }

    func bind(_ place: Int32, _ value: Int32) { sqlite3_bind_int64(handle, firstPlace + place, Int64(value)) }

    func bind(_ place: Int32, _ value: Int) { sqlite3_bind_int64(handle, firstPlace + place, Int64(value)) }

    func bindNull(_ place: Int32) { sqlite3_bind_null(handle, firstPlace + place) }

    /// NULL where the value is −1, which stands for "none".
    func bind(_ place: Int32, orNull value: Int32) {
        if value < 0 { bindNull(place) } else { bind(place, value) }
    }

    /// NULL where there is no time.
    func bind(_ place: Int32, _ time: Timestamp) {
        if time.isAbsent { bindNull(place) } else { bind(place, time.raw) }
    }

    /// NULL where there is no price.
    func bind(_ place: Int32, _ price: UnitPrice) {
        if price == .none { bindNull(place) } else { bind(place, price.packed) }
    }

    /// The text must live until the statement has run.
    func bind(_ place: Int32, _ text: Text) {
        guard let base = text.base, text.count > 0 else {
            sqlite3_bind_text(handle, firstPlace + place, "", 0, nil)
            return
        }
        base.withMemoryRebound(to: CChar.self, capacity: text.count) {
            _ = sqlite3_bind_text(handle, firstPlace + place, $0, Int32(text.count), nil)
        }
    }

    /// NULL where the text is empty. It must live until the statement has run.
    func bind(_ place: Int32, orNull text: Text) {
        if text.isEmpty { bindNull(place) } else { bind(place, text) }
    }

    /// A copy of a string.
    func bind(_ place: Int32, _ string: String) {
        sqlite3_bind_text(handle, firstPlace + place, string, Int32(string.utf8.count), Self.transient)
    }

    /// A copy of the bytes of a text.
    func bind(_ place: Int32, copyOf bytes: [UInt8]) {
        guard !bytes.isEmpty else { return bind(place, Text.empty) }
        bytes.withUnsafeBytes { bytes in
            _ = sqlite3_bind_text(
                handle, firstPlace + place, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count),
                Self.transient)
        }
    }

    /// A copy of some bytes.
    func bind(_ place: Int32, blob bytes: [UInt8]) {
        sqlite3_bind_blob(handle, firstPlace + place, bytes, Int32(bytes.count), Self.transient)
    }

    /// SQLite's word for "copy it at once".
    private static var transient: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

    // MARK: Running

    /// Runs a statement that gives no rows.
    func run() throws {
        let code = sqlite3_step(handle)
        sqlite3_reset(handle)
        guard code == SQLITE_DONE else { throw failure(code) }
    }

    /// Steps to the next row; false at the end, after which the statement can be run again.
    func next() throws -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE:
            sqlite3_reset(handle)
            return false
        case let code:
            sqlite3_reset(handle)
            throw failure(code)
        }
    }

    /// Ends a query before its last row.
    func reset() { sqlite3_reset(handle) }

    private func failure(_ code: Int32) -> DatabaseError {
        DatabaseError(
            resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
            message: String(cString: sqlite3_errmsg(connection)), sql: statement.sql)
    }

    // MARK: Out; places count from 0

    func isNull(_ place: Int32) -> Bool { sqlite3_column_type(handle, place) == SQLITE_NULL }

    func int(_ place: Int32) -> Int { Int(sqlite3_column_int64(handle, place)) }

    /// −1 where it is NULL.
    func id(_ place: Int32) -> Int32 {
        isNull(place) ? -1 : Int32(truncatingIfNeeded: sqlite3_column_int64(handle, place))
    }

    func time(_ place: Int32) -> Timestamp {
        isNull(place) ? .absent : Timestamp(raw: sqlite3_column_int64(handle, place))
    }

    func price(_ place: Int32) -> UnitPrice { UnitPrice(packed: sqlite3_column_int64(handle, place)) }

    /// Valid until the next step.
    func text(_ place: Int32) -> Text {
        guard let start = sqlite3_column_text(handle, place) else { return .empty }
        return Text(base: start, count: Int(sqlite3_column_bytes(handle, place)))
    }

    func string(_ place: Int32) -> String { text(place).description }

    /// Valid until the next step.
    func blob(_ place: Int32) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(
            start: sqlite3_column_blob(handle, place), count: Int(sqlite3_column_bytes(handle, place)))
    }
}
