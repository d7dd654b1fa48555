internal import GRDB
internal import Glibc
internal import StockModel

/// Movements and units that a second thread puts together in a file of their own while lines go into the ledger, and that
/// are then moved there in one piece: SQLite copies rows as they lie, in a quarter of the time of putting them in.
///
/// The file has no name once it is open, so that nothing of it is left, however the program ends.
package final class StagedUnits: @unchecked Sendable {
    // Sendable: filled by one thread, within the turn of its queue; the ledger's connection is used by the thread of the
    // transaction alone, before and after.
    private let ledger: Database
    private let queue: DatabaseQueue
    /// The ledger's ids of the run's names.
    private let names: [Int32]
    private var movements = 0

    private static let schema = "staged"
    private static let tables = ["movement_kept", "unit"]

    init(_ ledger: Database, names: NameTable) throws {
        self.ledger = ledger
        self.names = names.known
        let path = try Self.path(beside: ledger)
        // What a crash in this very moment left.
        unlink(path)
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw LedgerFailure(
                .other, "\(path) cannot be made: \(String(cString: strerror(errno)))",
                remedy: "give this user the right to write in its folder")
        }
        close(descriptor)
        defer { unlink(path) }
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        queue = try DatabaseQueue(path: path, configuration: configuration)
        let definitions = try Self.tables.flatMap { table in
            // Rows are copied as they lie only between tables that are made alike.
            try String.fetchAll(
                ledger, sql: "SELECT sql FROM main.sqlite_master WHERE type = 'table' AND name = ?", arguments: [table])
        }
        try queue.writeWithoutTransaction { database in
            // Nobody needs the file after a crash.
            for pragma in ["journal_mode = OFF", "synchronous = OFF", "cache_size = -8192"] {
                try database.execute(sql: "PRAGMA \(pragma)")
            }
            for definition in definitions { try database.execute(sql: definition) }
        }
        try ledger.execute(sql: "ATTACH DATABASE ? AS \(Self.schema)", arguments: [path])
    }

    /// Where the file is made: beside the ledger; of one that has no file, where temporary files are.
    private static func path(beside ledger: Database) throws -> String {
        let row = try Row.fetchOne(ledger, sql: "SELECT file FROM pragma_database_list WHERE name = 'main'")
        if let row, let file: String = row[0], !file.isEmpty { return file + "-staged" }
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/var/tmp"
        return "\(folder)/serialstock-\(getpid())-staged"
    }

    /// Lets go of the file behind the transaction.
    static func letGo(_ ledger: Database) throws { try ledger.execute(sql: "DETACH DATABASE \(schema)") }

    // MARK: Filling

    /// Where rows go that are staged.
    package final class Rows {
        package let units: UnitTable
        private let insert: MovementInsert
        private let names: [Int32]
        fileprivate var movements = 0

        fileprivate init(_ database: Database, names: [Int32]) throws {
            units = try UnitTable(database)
            insert = try MovementInsert(database)
            self.names = names
        }

        /// Keeps a movement; they come in order of serial and line.
        package func append(_ movement: StoredMovement) throws {
            var batch = movement.serial.batch
            if batch >= 0 {
                let known = names.indices.contains(Int(batch)) ? names[Int(batch)] : -1
                guard known >= 0 else { throw LedgerFailure.damaged("a movement is of a lot that no record names") }
                batch = known
            }
            try insert.append(movement, batch: batch, to: MovementTable.firstGeneration)
            movements += 1
        }

        fileprivate func flush() throws {
            try insert.flush()
            try units.flush()
        }
    }

    /// Puts all rows together, on whatever thread.
    package func fill(_ body: (Rows) throws -> Void) throws {
        try queue.inTransaction { database in
            let rows = try Rows(database, names: names)
            try body(rows)
            try rows.flush()
            movements = rows.movements
            return .commit
        }
    }

    /// Moves them into the ledger, whose own tables are empty.
    package func move() throws {
        try MovementTable.takeOver(movements, from: Self.schema, in: ledger)
        try ledger.execute(sql: "INSERT INTO unit SELECT * FROM \(Self.schema).unit")
    }
}
