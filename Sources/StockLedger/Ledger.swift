internal import GRDB
internal import Glibc

/// A ledger: what was ever read, and what was concluded from it, in one SQLite file.
package final class Ledger {
    /// Where it is.
    package let path: String
    private let queue: DatabaseQueue
    private let lock: LedgerLock?

    /// Makes a new, empty ledger.
    ///
    /// - Throws: where there is one already, because what it knows would be lost from sight and everyone be written to again.
    package static func create(at path: String) throws(LedgerFailure) {
        try refuseExisting(path)
        Self.makeFolder(of: path)
        let lock = try LedgerLock(ledger: path)
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw LedgerFailure(
                .other, "the ledger cannot be made: \(String(cString: strerror(errno)))",
                remedy: "make its folder, and give this user the right to write there")
        }
        Glibc.close(descriptor)
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration(isReadOnly: false))
            try queue.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA application_id = \(Schema.applicationID)")
                try database.execute(sql: "PRAGMA journal_mode = WAL")
            }
            try Schema.migrator.migrate(queue)
            try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
            try queue.close()
        } catch {
            throw LedgerFailure(error)
        }
        withExtendedLifetime(lock) {}
    }

    private static func refuseExisting(_ path: String) throws(LedgerFailure) {
        guard access(path, F_OK) != 0 else {
            throw LedgerFailure(
                .exists, "there is already something at \(path)",
                remedy: "use it as it is (a run without `--init` goes on from it), or choose another path")
        }
    }

    /// Makes the folder that a ledger is to lie in, and those above, for this user alone; what is wrong with them, the
    /// ledger's own file will tell.
    private static func makeFolder(of path: String) {
        guard let slash = path.utf8.lastIndex(of: 0x2F), slash > path.startIndex else { return }
        let folder = String(path[..<slash])
        guard access(folder, F_OK) != 0 else { return }
        makeFolder(of: folder)
        mkdir(folder, 0o700)
    }

    /// A new, empty ledger in place of the one that would be made at `path`; nothing of it is left when it is closed.
    ///
    /// - Throws: where none could be made there, because there is one already.
    package init(standingInFor path: String) throws(LedgerFailure) {
        try Self.refuseExisting(path)
        self.path = path
        lock = nil
        do {
            // SQLite's own temporary database: on disk where it is large, and without a name.
            queue = try DatabaseQueue(path: "", configuration: Self.configuration(isReadOnly: false))
            try Schema.migrator.migrate(queue)
        } catch {
            throw LedgerFailure(error)
        }
    }

    /// Opens a ledger, and brings it to the tables of this version.
    ///
    /// - Parameter isReadOnly: Only looks into it: a run may be at it, and nothing is changed.
    package init(at path: String, isReadOnly: Bool = false) throws(LedgerFailure) {
        self.path = path
        guard access(path, F_OK) == 0 else {
            throw LedgerFailure(
                .missing, "there is no ledger at \(path)",
                remedy: "correct the path; only if this is the first run ever, make it with `serialstock run --init` "
                    + "or `serialstock ledger init`")
        }
        lock = isReadOnly ? nil : try LedgerLock(ledger: path)
        do {
            queue = try DatabaseQueue(path: path, configuration: Self.configuration(isReadOnly: isReadOnly))
            let (id, unknown) = try queue.read { database in
                (
                    try Int.fetchOne(database, sql: "PRAGMA application_id"),
                    try Schema.migrator.hasBeenSuperseded(database)
                )
            }
            guard id == Schema.applicationID else {
                throw LedgerFailure(
                    .foreign, "\(path) is no ledger of this program", remedy: "correct the path")
            }
            guard !unknown else {
                throw LedgerFailure(
                    .foreign, "\(path) was written by a newer version of this program",
                    remedy: "install that version; this one would lose what it does not know")
            }
            if !isReadOnly {
                try Schema.migrator.migrate(queue)
                try setJournal()
            }
        } catch {
            throw LedgerFailure(error)
        }
    }

    /// A log beside the ledger lets readers look on while a run changes it. The first load writes nothing but new pages,
    /// for which a rollback journal is as safe and does not write them twice; nor does it come back to them, so that it
    /// need not remember many.
    private func setJournal() throws {
        try queue.writeWithoutTransaction { database in
            let isEmpty = try Bool.fetchOne(database, sql: "SELECT NOT EXISTS (SELECT 1 FROM source)") ?? false
            try database.execute(sql: "PRAGMA journal_mode = \(isEmpty ? "DELETE" : "WAL")")
            // Indexes are sorted in pieces of this size, which is best where the processor's own cache holds one.
            if isEmpty { try database.execute(sql: "PRAGMA cache_size = -16384") }
        }
    }

    private static func configuration(isReadOnly: Bool) -> Configuration {
        SQLiteLibrary.settle()
        var configuration = Configuration()
        configuration.readonly = isReadOnly
        configuration.foreignKeysEnabled = false
        configuration.prepareDatabase { database in
            if !isReadOnly { try database.execute(sql: "PRAGMA synchronous = FULL") }
            // In KiB where negative. Rows are touched in the order of keys, so that little is asked for twice, and the system
            // keeps the file's pages too: a larger cache costs more in fresh memory than it saves. The file is not mapped,
            // for then an error of the disk would end the program in the place of being told.
            try database.execute(sql: "PRAGMA cache_size = -32768")
            try database.execute(sql: "PRAGMA mmap_size = 0")
        }
        return configuration
    }

    /// What to do with a transaction when its work is done.
    package enum Ending { case commit, rollBack }

    /// Works on the ledger in one transaction: all of it counts, or where it throws nothing.
    package func change<Result>(
        _ body: (LedgerTransaction) throws -> (Ending, Result)
    ) throws -> Result {
        var result: Result?
        var hasStaged = false
        defer { if hasStaged { try? queue.writeWithoutTransaction { try StagedUnits.letGo($0) } } }
        try queue.inTransaction(.immediate) { database in
            let transaction = try LedgerTransaction(database)
            defer { hasStaged = transaction.hasStaged }
            let (ending, value) = try body(transaction)
            result = value
            if ending == .commit { try transaction.countRevision() }
            return ending == .commit ? .commit : .rollback
        }
        guard let result else { throw LedgerFailure.damaged("a transaction gave nothing") }
        return result
    }

    /// Looks into the ledger as it is at one moment.
    package func look<Result>(_ body: (LedgerTransaction) throws -> Result) throws -> Result {
        try queue.read { try body(LedgerTransaction($0)) }
    }

    /// More connections that see the same as a transaction does, for as many threads beside its own: of one that only looks,
    /// or of one that has not changed anything yet. None where the ledger was changed just now.
    package func views(_ count: Int, beside transaction: LedgerTransaction) throws -> [LedgerView] {
        let revision = try transaction.revision()
        let views = try (0..<count).map { _ in
            try LedgerView(at: path, Self.configuration(isReadOnly: true), revision: revision)
        }
        return views.contains { $0 == nil } ? [] : views.compactMap(\.self)
    }

    /// Copies the ledger as it is at one moment to a new file; runs may go on meanwhile.
    package func backUp(to target: String) throws(LedgerFailure) {
        // SQLite takes an empty file, which so has the right mode from its first moment on: there are buyers in it.
        let descriptor = open(target, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            guard errno != EEXIST else {
                throw LedgerFailure(.exists, "there is already something at \(target)", remedy: "choose another path")
            }
            throw LedgerFailure(
                .other, "the backup cannot be made: \(String(cString: strerror(errno)))",
                remedy: "make its folder, and give this user the right to write there")
        }
        defer { Glibc.close(descriptor) }
        do {
            // In one piece, and without what was deleted.
            try queue.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [target]) }
            let copy = try DatabaseQueue(path: target, configuration: Self.configuration(isReadOnly: false))
            try copy.writeWithoutTransaction { database in
                // As the ledger itself, so that whoever goes on with the copy can be read meanwhile.
                try database.execute(sql: "PRAGMA journal_mode = WAL")
                try database.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
            }
            try copy.close()
            guard fsync(descriptor) == 0 else {
                throw LedgerFailure(
                    .other, "the backup cannot be put safely on disk: \(String(cString: strerror(errno)))",
                    remedy: "check the disk, then make the backup again")
            }
        } catch {
            unlink(target)
            throw LedgerFailure(error)
        }
    }

    /// Writes the file anew, so that nothing is left in it of what was removed: neither in pages that are free nor between
    /// rows, where SQLite leaves it. Takes as much room again while it is at it.
    ///
    /// - Returns: False where somebody is looking at the ledger, so that the old pages stay until the next who changes it
    ///   closes it.
    package func rewrite() throws(LedgerFailure) -> Bool {
        do {
            return try queue.writeWithoutTransaction { database in
                // Its second copy would be kept in memory.
                try database.execute(sql: "PRAGMA temp_store = FILE")
                try database.execute(sql: "VACUUM")
                try database.execute(sql: "PRAGMA temp_store = MEMORY")
                try database.execute(sql: "PRAGMA busy_timeout = 5000")
                defer { try? database.execute(sql: "PRAGMA busy_timeout = 0") }
                return try Int.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)") == 0
            }
        } catch {
            throw LedgerFailure(error)
        }
    }

    /// Closes the ledger and removes its file, if nothing was ever read into it and no run ended on it.
    package func removeIfUnused() {
        // What cannot be looked at is left as it is: the error that led here is the one to be told.
        let isUnused = try? look { transaction in
            let isEmpty = try transaction.isEmpty()
            return try isEmpty && transaction.runs().nextID() == 1
        }
        guard isUnused == true, lock != nil, (try? close()) != nil else { return }
        for suffix in ["", "-wal", "-shm", "-journal"] { unlink(path + suffix) }
    }

    /// Puts everything into the one file.
    package func close() throws(LedgerFailure) {
        do {
            if lock != nil {
                try setJournal()
                try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
            }
            try queue.close()
        } catch {
            throw LedgerFailure(error)
        }
    }
}
