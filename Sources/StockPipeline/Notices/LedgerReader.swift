import StockLedger
import StockNotices

/// What one worker reads a ledger with: the connection of a transaction, or another one that sees the same.
final class LedgerReader: @unchecked Sendable {
    // Sendable: used by one worker at a time.
    let lines: LineTable
    let buyers: BuyerTable
    let links: BuyerLinkTable
    /// Nil for the transaction's own, which is read on the thread of the transaction.
    private let view: LedgerView?

    /// Of the transaction itself.
    init(_ books: LedgerBooks, _ skus: SKUNames) throws {
        view = nil
        lines = try books.transaction.lines(books.names, skus)
        buyers = try books.transaction.buyers()
        links = try books.transaction.buyerLinks()
    }

    /// Of another connection.
    ///
    /// - Parameter skus: Makes the names of SKUs of those of the connection.
    init(_ view: LedgerView, _ books: LedgerBooks, skus: (NameTable) -> SKUNames) throws {
        self.view = view
        (lines, buyers, links) = try view.read { transaction in
            let names = try transaction.names(books.names.names)
            return (
                try transaction.lines(names, skus(names)), try transaction.buyers(), try transaction.buyerLinks()
            )
        }
    }

    /// Does what reads of its tables.
    func read(_ body: () throws -> Void) throws {
        if let view { try view.read { _ in try body() } } else { try body() }
    }
}

/// The readers of a ledger, one for each worker; the first is the transaction's own.
struct LedgerReaders: Sendable {
    let all: [LedgerReader]

    var workers: Workers { Workers(count: all.count) }

    /// Calls `body` for each reader at the same time, and gives what it made, in the readers' order; it throws what the
    /// first of them that failed did.
    func map<Value>(_ body: @Sendable (_ worker: Int, LedgerReader) throws -> Value) throws -> [Value] {
        let made = all.map { _ in WorkerState<Result<Value, any Error>?>(nil) }
        workers.run { worker in
            made[worker].value = Result {
                var value: Value?
                try all[worker].read { value = try body(worker, all[worker]) }
                return value
            }.flatMap { value in value.map(Result.success) ?? .failure(CancellationError()) }
        }
        return try made.compactMap { try $0.value?.get() }
    }

    /// A worker's part of so many things.
    func part(_ worker: Int, of count: Int) -> Range<Int> {
        count * worker / all.count..<count * (worker + 1) / all.count
    }
}

extension Workers {
    /// For work of notices.
    var parts: Parts {
        Parts(count: count) { [self] items, body in forEach(items) { _, item in body(item) } }
    }
}
