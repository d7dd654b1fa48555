import StockMatching
import StockModel

/// What `consolidate` folds together: one order number, or one despatch, return or adjustment of a scope.
struct DocumentKey: Hashable {
    /// The record kind; orders, copies and fulfilments are one family.
    let kind: RecordKind
    /// A name id; none for orders, which meet by their number alone.
    let scope: Int32
    let number: Text

    /// The document of a record; not for openings, which are folded by SKU.
    init(_ record: Record) {
        kind = record.kind.isOrderFamily ? .order : record.kind
        scope = kind == .order ? Names.none : record.scope
        number = record.documentKey
    }

    init(_ line: DocumentLine) {
        kind = line.kind.isOrderFamily ? .order : line.kind
        scope = kind == .order ? Names.none : line.scope
        number = line.document
    }

    init(_ mention: Mention) {
        kind = mention.kind
        scope = mention.scope
        number = mention.document
    }

    /// The orders of this number.
    init(order number: Text) {
        kind = .order
        scope = Names.none
        self.number = number
    }
}
