internal import GRDB

/// Puts rows into a table many at a time: to set out for each alone costs SQLite more than to put it in.
///
/// What fails takes the whole transaction back: SQLite else writes every page that a statement changes into a file first, to
/// take back that statement alone.
///
/// A row is bound as that of a statement (`row.bind`), and then added. What is added may not be in the table before `flush`,
/// and texts must live until then.
final class RowInsert {
    /// Binds the values of the row that is to be added next, in the order of the columns.
    let row: RowStatement
    private let columns: Int32
    /// Rows that are bound and wait for others.
    private var waiting: Int32 = 0

    /// How many rows go in together. More gain nothing.
    private static let rowsAtOnce: Int32 = 32

    /// - Parameter columns: Their names, separated by commas.
    init(_ database: Database, into table: String, _ columns: String) throws {
        let count = columns.split(separator: ",").count
        let places = "(" + Array(repeating: "?", count: count).joined(separator: ",") + ")"
        let values = Array(repeating: places, count: Int(Self.rowsAtOnce)).joined(separator: ",")
        // The last rows are fewer.
        row = try RowStatement(
            database, "INSERT OR ROLLBACK INTO \(table) (\(columns)) SELECT * FROM (VALUES \(values)) LIMIT ?")
        self.columns = Int32(count)
    }

    /// Adds the row that is bound.
    func add() throws {
        waiting += 1
        row.firstPlace = waiting * columns
        if waiting == Self.rowsAtOnce { try flush() }
    }

    /// Puts in what was added and is not yet in the table.
    func flush() throws {
        guard waiting > 0 else { return }
        row.firstPlace = 0
        row.bind(Self.rowsAtOnce * columns + 1, waiting)
        waiting = 0
        try row.run()
    }
}
