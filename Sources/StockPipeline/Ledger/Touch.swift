import StockMatching
import StockModel

/// What has changed since the ledger last concluded, so that something must be folded again.
struct Touch {
    /// Documents of which a record came or went.
    var documents: Set<DocumentKey> = []
    /// Written identifiers of goods (name ids) of which an opening came or went.
    var openedItems: Set<Int32> = []
    /// Serials, normalised, that identities that came or went speak of.
    var identifiers: Set<Text> = []
    /// Those, and what stood or stands for them.
    var serials: Set<Text> = []

    mutating func note(_ record: Record) {
        if record.kind == .opening {
            openedItems.insert(record.item)
        } else {
            documents.insert(DocumentKey(record))
        }
    }
}
