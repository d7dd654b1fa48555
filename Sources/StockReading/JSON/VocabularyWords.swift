internal import StockModel

// The words of `semantics.md` for values that only reading and JSON name.

extension RecordKind {
    /// `order`, `return` …
    var word: String { "\(self)" }
}

extension LineStatus {
    /// `open`, `cancelled`, `shipped`.
    var word: String { "\(self)" }
}

extension NoticePurpose {
    /// `original`, `replace`, `cancel`.
    var word: String { "\(self)" }
}

extension StockOwner {
    /// `house`, `other`.
    var word: String { "\(self)" }
}

extension Disposition {
    /// `quarantine`, `repair`, `resaleable`, `scrap`.
    var word: String { "\(self)" }
}

extension SerialPolicy {
    /// `required`, `optional`, `none`.
    var word: String { "\(self)" }
}
