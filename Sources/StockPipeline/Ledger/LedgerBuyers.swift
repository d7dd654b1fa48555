import StockLedger
import StockMatching
import StockModel
import StockNotices
import Synchronization

/// The buyers of a ledger's records, among them those of the records that this run has taken, and those that lines join.
final class LedgerBuyers: JoinedBuyers {
    private let source: Source
    /// By the ids that the ledger gives records.
    let book: BuyerBook

    init(_ table: BuyerTable) {
        let source = Source(table)
        self.source = source
        book = BuyerBook { source.fields($0) }
    }

    /// Takes note of the buyers of the records that this run has taken, from the one with the id `first` on; empty where
    /// a record has none.
    func note(_ buyers: [Text], from first: Int) { source.note(buyers, from: first) }

    func fields(_ id: Int32) -> Text { book[id] }

    func links(_ fields: Text) -> [UInt8] {
        var linker = BuyerLinker()
        var bytes: [UInt8] = []
        linker.link(Buyer(joined: fields)).append(to: &bytes)
        return bytes
    }

    /// Where the fields of records come from.
    private final class Source: @unchecked Sendable {
        // Sendable: all that asks the ledger does so under the lock, while the run's own thread waits for the workers.
        private let table: BuyerTable
        private let arena = Arena()
        private let lock = Mutex(())
        private var first = Int.max
        private var taken: [Text] = []

        init(_ table: BuyerTable) { self.table = table }

        func note(_ buyers: [Text], from first: Int) {
            self.first = first
            taken = buyers
        }

        func fields(_ id: Int32) -> Text {
            let place = Int(id) - first
            if taken.indices.contains(place) { return taken[place] }
            // What cannot be read now could not be read when the line is written either, which says so.
            return lock.withLock { _ in (try? table.fields(id, arena: arena)) ?? .empty }
        }
    }
}
