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
        var found: [Identity] = []
        while try query.next() {
            found.append(
                Identity(
                    serial: query.string(0), also: query.string(1), file: query.id(2), number: query.id(3)))
        }
        return found
    }

    /// The identities of a source.
    package func all(source: Int) throws -> [Identity] { try all().filter { $0.file == Int32(source) } }

    /// Forgets all, to be appended again with other keys.
    package func removeAll() throws { try database.execute(sql: "DELETE FROM identity") }
}
