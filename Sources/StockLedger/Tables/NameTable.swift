internal import GRDB
package import StockModel

/// The ledger's names and the run's: each has its own ids, and what goes in or out is translated.
///
/// Channels, suppliers, SKUs and written item identifiers are few and known from the start, because SKUs are resolved
/// from all of them. Lots may be as many as units, so they are looked up when they are met.
package final class NameTable {
    /// The run's names.
    package let names: Names
    private let select: RowStatement
    private let selectText: RowStatement
    private let insert: RowStatement
    private var stored: [Int32] = []
    private var current: [Int32: Int32] = [:]
    private var next: Int32

    /// - Parameter isLazy: Look up every name when it is met, for whoever needs but a few.
    init(_ database: Database, names: Names, isLazy: Bool = false) throws {
        self.names = names
        select = try RowStatement(database, "SELECT text FROM name WHERE id = ?")
        selectText = try RowStatement(database, "SELECT id FROM name WHERE text = ?")
        insert = try RowStatement(database, "INSERT INTO name (id, kind, text) VALUES (?, ?, ?)")
        next = try Int32.fetchOne(database, sql: "SELECT ifnull(max(id), 0) + 1 FROM name") ?? 1
        note(0, as: 0)
        if isLazy { return }
        let all = try RowStatement(database, "SELECT id, text FROM name WHERE kind < 2")
        while try all.next() { note(names.id(of: all.text(1)), as: all.id(0)) }
    }

    private func note(_ id: Int32, as storedID: Int32) {
        while stored.count <= Int(id) { stored.append(-1) }
        stored[Int(id)] = storedID
        current[storedID] = id
    }

    /// The ledger's id of a name of the run, kept if it is new; −1 stays −1.
    func stored(_ id: Int32) throws -> Int32 {
        guard id >= 0 else { return -1 }
        if stored.indices.contains(Int(id)), stored[Int(id)] >= 0 { return stored[Int(id)] }
        let text = names.text(of: id)
        selectText.bind(1, text)
        if try selectText.next() {
            let known = selectText.id(0)
            selectText.reset()
            note(id, as: known)
            return known
        }
        insert.bind(1, next)
        insert.bind(2, Self.kind(of: text))
        insert.bind(3, text)
        try insert.run()
        note(id, as: next)
        next += 1
        return next - 1
    }

    /// The ledger's ids of the run's names that it has by now, to be looked up by another thread; −1 for the others.
    var known: [Int32] { stored }

    /// The ledger's id of a name of the run; nil where the ledger has never met it.
    func known(_ id: Int32) throws -> Int32? {
        if stored.indices.contains(Int(id)), stored[Int(id)] >= 0 { return stored[Int(id)] }
        selectText.bind(1, names.text(of: id))
        guard try selectText.next() else { return nil }
        defer { selectText.reset() }
        return selectText.id(0)
    }

    /// The run's id of a name of the ledger; −1 stays −1.
    func current(_ storedID: Int32) throws -> Int32 {
        guard storedID >= 0 else { return -1 }
        if let known = current[storedID] { return known }
        select.bind(1, storedID)
        guard try select.next() else { throw LedgerFailure.damaged("the name \(storedID) is missing") }
        let id = names.id(of: select.text(0))
        select.reset()
        note(id, as: storedID)
        return id
    }

    /// 1 for written item identifiers, 2 for lots with expiry, which have a separator in them.
    private static func kind(of text: Text) -> Int {
        if ItemIdentifiers(joined: text) != nil { return 1 }
        return text.bytes.contains(0x1F) ? 2 : 0
    }
}
