internal import GRDB
internal import StockModel

/// The serials of lines, found by serial.
///
/// Serials come in no order: were they all in one tree, a night's would each land on another page of it, the more pages the
/// longer the history, and each page be written whole. So a night's serials are kept in a tree of their own, a generation.
/// A generation is at least four times as large as the one after it, or the two are merged; so there are few, a serial is
/// looked up in each of them, and a row is rewritten a few times in its life, always together with its neighbours.
final class MovementTable {
    private let database: Database
    private let names: NameTable
    private let insert: MovementInsert
    private let delete: RowStatement
    private let bySerial: RowStatement

    fileprivate static let columns = "serial, line, at, has_left, moves, batch"
    /// How many times larger than the next a generation must be.
    private static let ratio = 4
    static let firstGeneration = 1

    init(_ database: Database, names: NameTable) throws {
        self.database = database
        self.names = names
        insert = try MovementInsert(database)
        delete = try RowStatement(
            database,
            "DELETE FROM movement_kept WHERE generation IN (SELECT id FROM generation) AND serial = ? AND line = ?")
        bySerial = try RowStatement(database, "SELECT line, at, has_left, moves, batch FROM movement WHERE serial = ?")
    }

    // MARK: In

    /// Keeps movements, best in order of serial and line.
    ///
    /// - Parameters:
    ///   - count: How many there are.
    ///   - body: Gives each to the function that it is handed.
    func append(_ count: Int, _ body: ((StoredMovement) throws -> Void) throws -> Void) throws {
        guard count > 0 else { return }
        let generation = try generation(for: count)
        try body { try insert.append($0, batch: names.stored($0.serial.batch), to: generation) }
        try insert.flush()
        try mergeGenerations()
    }

    /// Takes over the movements that were put together beside the ledger, as the first generation of all.
    ///
    /// - Parameters:
    ///   - count: How many there are.
    ///   - schema: Where they are.
    static func takeOver(_ count: Int, from schema: String, in database: Database) throws {
        guard count > 0 else { return }
        try database.execute(
            sql: "INSERT INTO generation (id, rows) VALUES (?, ?)", arguments: [firstGeneration, count])
        try database.execute(sql: "INSERT INTO movement_kept SELECT * FROM \(schema).movement_kept")
    }

    /// Forgets a serial of a line.
    func remove(_ serial: Text, line: Int) throws {
        delete.bind(1, serial)
        delete.bind(2, line)
        try delete.run()
    }

    // MARK: Generations

    /// The latest generations, the last first: their numbers, and how many rows were put into them.
    private func latestGenerations() throws -> [(id: Int, rows: Int)] {
        try Row.fetchAll(database, sql: "SELECT id, rows FROM generation ORDER BY id DESC LIMIT 2").map {
            ($0[0], $0[1])
        }
    }

    /// The generation that takes so many rows more.
    private func generation(for count: Int) throws -> Int {
        let last = try latestGenerations().first
        if let last, last.rows < Self.ratio * count {
            // It would be merged with them.
            try database.execute(
                sql: "UPDATE generation SET rows = rows + ? WHERE id = ?", arguments: [count, last.id])
            return last.id
        }
        let id = last.map { $0.id + 1 } ?? Self.firstGeneration
        try database.execute(sql: "INSERT INTO generation (id, rows) VALUES (?, ?)", arguments: [id, count])
        return id
    }

    private func mergeGenerations() throws {
        while true {
            let latest = try latestGenerations()
            guard latest.count == 2, latest[0].rows * Self.ratio > latest[1].rows else { return }
            let arguments: StatementArguments = ["from": latest[0].id, "to": latest[1].id]
            try database.execute(
                sql: """
                    INSERT OR ROLLBACK INTO movement_kept (generation, \(Self.columns))
                    SELECT :to, \(Self.columns) FROM movement_kept WHERE generation = :from
                    """, arguments: arguments)
            try database.execute(
                sql: """
                    UPDATE generation SET rows = rows + (SELECT rows FROM generation WHERE id = :from) WHERE id = :to
                    """, arguments: arguments)
            for table in ["movement_kept WHERE generation", "generation WHERE id"] {
                try database.execute(sql: "DELETE FROM \(table) = ?", arguments: [latest[0].id])
            }
        }
    }

    // MARK: Out

    /// Calls `body` with what the ledger knows of a serial.
    func forEach(serial: Text, _ body: (StoredMovement) throws -> Void) throws {
        bySerial.bind(1, serial)
        while try bySerial.next() {
            try body(
                StoredMovement(
                    line: bySerial.int(0),
                    serial: ListedSerial(text: serial, batch: try names.current(bySerial.id(4))),
                    at: bySerial.time(1), hasLeft: bySerial.int(2) != 0, moves: bySerial.int(3) != 0))
        }
    }

    /// The next serials in byte order, at most `limit`; each generation is asked for as many, because together they would have
    /// to be sorted first.
    ///
    /// - Parameter last: The serial behind which to begin; nil for the first.
    func serials(after last: Text?, limit: Int, arena: Arena) throws -> [Text] {
        let query = try RowStatement(
            database,
            "SELECT DISTINCT serial FROM movement_kept WHERE generation = ? AND serial > ? ORDER BY serial LIMIT ?")
        var found: Set<Text> = []
        for generation in try Int.fetchAll(database, sql: "SELECT id FROM generation") {
            query.bind(1, generation)
            query.bind(2, last ?? .empty)
            query.bind(3, limit)
            found.formUnion(try serials(query, arena))
        }
        return Array(found.sorted().prefix(limit))
    }

    /// The serials between two in byte order, these included.
    func serials(from first: Text, to last: Text, arena: Arena) throws -> [Text] {
        let query = try RowStatement(
            database, "SELECT DISTINCT serial FROM movement WHERE serial BETWEEN ? AND ? ORDER BY serial")
        query.bind(1, first)
        query.bind(2, last)
        return try serials(query, arena)
    }

    /// The serials that a query gives.
    func serials(_ query: RowStatement, _ arena: Arena) throws -> [Text] {
        var serials: [Text] = []
        while try query.next() { serials.append(arena.store(query.text(0).bytes)) }
        return serials
    }
}

/// Puts movements into a generation.
final class MovementInsert {
    private let insert: RowInsert

    init(_ database: Database) throws {
        insert = try RowInsert(database, into: "movement_kept", "generation, \(MovementTable.columns)")
    }

    /// - Parameter batch: As the ledger knows it, or −1.
    func append(_ movement: StoredMovement, batch: Int32, to generation: Int) throws {
        let row = insert.row
        row.bind(1, generation)
        row.bind(2, movement.serial.text)
        row.bind(3, movement.line)
        row.bind(4, movement.at)
        row.bind(5, movement.hasLeft ? 1 : 0)
        row.bind(6, movement.moves ? 1 : 0)
        row.bind(7, orNull: batch)
        try insert.add()
    }

    /// Puts all that were appended into the table.
    func flush() throws { try insert.flush() }
}
