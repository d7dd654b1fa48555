/// What makes two records speak of the same document line.
struct LineKey: Hashable, Comparable {
    var kind: PlainRecord.Kind
    var scope: String
    var document: String
    var line: String

    static func < (left: LineKey, right: LineKey) -> Bool {
        inByteOrder(left.fields, right.fields)
    }

    private var fields: [String] { [kind.rawValue, scope, document, line] }
}

/// An order number without a leading `#`; nil for none.
func orderNumber(_ written: String?) -> String? {
    guard let written, !written.isEmpty else { return nil }
    return written.hasPrefix("#") ? String(written.dropFirst()) : written
}
