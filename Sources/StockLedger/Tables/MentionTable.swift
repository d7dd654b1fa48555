internal import GRDB
package import StockMatching
package import StockModel

/// The serials that documents name and that no line of theirs has.
package final class MentionTable {
    private let database: Database
    private let names: NameTable
    private let insert: RowStatement
    private let delete: RowStatement
    private let bySerial: RowStatement

    init(_ database: Database, names: NameTable) throws {
        self.database = database
        self.names = names
        insert = try RowStatement(
            database, "INSERT OR IGNORE INTO mention (document, kind, scope, serial) VALUES (?, ?, ?, ?)")
        delete = try RowStatement(database, "DELETE FROM mention WHERE document = ? AND kind = ? AND scope = ?")
        bySerial = try RowStatement(database, "SELECT document, kind, scope FROM mention WHERE serial = ?")
    }

    /// Whether there is none.
    package func isEmpty() throws -> Bool {
        try Bool.fetchOne(database, sql: "SELECT NOT EXISTS (SELECT 1 FROM mention)") ?? true
    }

    package func append(_ mention: Mention) throws {
        insert.bind(1, mention.document)
        insert.bind(2, Int(mention.kind.rawValue))
        insert.bind(3, try names.stored(mention.scope))
        insert.bind(4, mention.serial)
        try insert.run()
    }

    /// Removes those of one document.
    package func remove(kind: RecordKind, scope: Int32, document: Text) throws {
        delete.bind(1, document)
        delete.bind(2, Int(kind.rawValue))
        delete.bind(3, try names.stored(scope))
        try delete.run()
    }

    /// Those of one serial.
    package func mentions(of serial: Text, arena: Arena) throws -> [Mention] {
        bySerial.bind(1, serial)
        var found: [Mention] = []
        while try bySerial.next() {
            guard let kind = RecordKind(rawValue: UInt8(truncatingIfNeeded: bySerial.int(1))) else {
                throw LedgerFailure.damaged("a mention of a serial is of the unknown kind \(bySerial.int(1))")
            }
            found.append(
                Mention(
                    serial: serial, kind: kind, scope: try names.current(bySerial.id(2)),
                    document: arena.store(bySerial.text(0).bytes)))
        }
        return found
    }
}
