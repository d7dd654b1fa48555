internal import GRDB
package import StockModel

/// Which identifiers name one unit, as read. The keys are the two as normalised, by which they are found.
package final class IdentityTable {
    private let database: Database
    private let insert: RowStatement

    init(_ database: Database) throws {
        self.database = database
        insert = try RowStatement(
            database,
            "INSERT INTO identity (serial, also, source, number, serial_key, also_key) VALUES (?, ?, ?, ?, ?, ?)")
    }

    package func append(_ identity: Identity, serialKey: String, alsoKey: String) throws {
        insert.bind(1, identity.serial)
        insert.bind(2, identity.also)
        insert.bind(3, identity.file)
        insert.bind(4, identity.number)
        insert.bind(5, serialKey)
        insert.bind(6, alsoKey)
        try insert.run()
    }

    /// All identities.
    package func all() throws -> [Identity] {
        let query = try RowStatement(database, "SELECT serial, also, source, number FROM identity")
        return try identities(query)
    }

    private func identities(_ query: RowStatement) throws -> [Identity] {
        var found: [Identity] = []
        while try query.next() {
            found.append(
                Identity(
                    serial: query.string(0), also: query.string(1), file: query.id(2), number: query.id(3)))
        }
        return found
    }

    /// The identities of a source.
    package func all(source: Int) throws -> [Identity] {
        let query = try RowStatement(database, "SELECT serial, also, source, number FROM identity WHERE source = ?")
        query.bind(1, source)
        return try identities(query)
    }

    /// Whether there is none.
    package func isEmpty() throws -> Bool {
        try Bool.fetchOne(database, sql: "SELECT NOT EXISTS (SELECT 1 FROM identity)") ?? true
    }

    /// The identities that decide what stands for some serials: all that claim one of them, and one of those that it leads.
    package func deciding(_ keys: Set<Text>) throws -> [Identity] {
        let claims = try RowStatement(database, "SELECT serial, also, source, number FROM identity WHERE also_key = ?")
        let leads = try RowStatement(
            database, "SELECT serial, also, source, number FROM identity WHERE serial_key = ? LIMIT 1")
        var found: [Identity] = []
        for key in keys.sorted() {
            for query in [claims, leads] {
                query.bind(1, key)
                found += try identities(query)
            }
        }
        return found
    }

    /// Forgets all, to be appended again with other keys.
    package func removeAll() throws { try database.execute(sql: "DELETE FROM identity") }
}
