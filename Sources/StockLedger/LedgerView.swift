internal import GRDB

/// One more connection to a ledger that sees it as a transaction does, so that a second thread can read beside it.
package final class LedgerView: @unchecked Sendable {
    // Sendable: its queue lets one thread in at a time, and all that was made in it is used there.
    private let queue: DatabaseQueue
    private let transaction: LedgerTransaction

    /// Nil where the ledger is not as it was at `revision` any more.
    init?(at path: String, _ configuration: Configuration, revision: Int) throws {
        var configuration = configuration
        // What it sees is kept until it goes.
        configuration.allowsUnsafeTransactions = true
        queue = try DatabaseQueue(path: path, configuration: configuration)
        transaction = try queue.unsafeRead { database in
            try database.execute(sql: "BEGIN DEFERRED TRANSACTION")
            return try LedgerTransaction(database)
        }
        guard try queue.unsafeRead({ _ in try transaction.revision() }) == revision else { return nil }
    }

    /// Reads; whatever `body` takes of the transaction is used in such a call again.
    package func read<Result>(_ body: (LedgerTransaction) throws -> Result) rethrows -> Result {
        try queue.unsafeRead { _ in try body(transaction) }
    }
}
