package import StockModel

/// A serial that a record of a document names and none of the document's lines has: its goods have no units, another record
/// of the line counts, or a void takes it away.
///
/// A ledger finds lines by their serials when an identity comes that makes one unit of two; these it would not find.
package struct Mention: BitwiseCopyable, @unchecked Sendable {
    // Sendable: points into arenas, which are only read once it is handed over.
    /// Normalised, as the identities that were known had it.
    package var serial: Text
    /// The record kind; orders, copies and fulfilments are one family.
    package var kind: RecordKind
    /// A name id; none for orders, which meet by their number alone.
    package var scope: Int32
    package var document: Text

    package init(serial: Text, kind: RecordKind, scope: Int32, document: Text) {
        self.serial = serial
        self.kind = kind.isOrderFamily ? .order : kind
        self.scope = kind.isOrderFamily ? Names.none : scope
        self.document = document
    }

    init(serial: Text, of line: DocumentLine) {
        self.init(serial: serial, kind: line.kind, scope: line.scope, document: line.document)
    }
}
