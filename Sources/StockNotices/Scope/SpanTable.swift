internal import StockModel

/// Ranges of serials, found by binary search over their heads, counts of digits and first numbers.
struct SpanTable: BitwiseCopyable, @unchecked Sendable {
    // Sendable: points into an arena that is only read once the table is made.
    /// Sorted; those of one head and count of digits do not overlap.
    private let spans: UnsafeBufferPointer<SerialSpan>

    init(_ spans: [SerialSpan], in arena: Arena) {
        let sorted = spans.sorted { Self.compare($0, $1.head, $1.from) < 0 }
        var merged: [SerialSpan] = []
        for span in sorted {
            if let last = merged.last, last.overlaps(span) {
                merged[merged.count - 1] = SerialSpan(head: last.head, from: last.from, to: max(last.to, span.to))
            } else {
                merged.append(span)
            }
        }
        self.spans = merged.withUnsafeBufferPointer { arena.store(list: $0) }
    }

    func contains(_ serial: Text) -> Bool {
        let (head, digits) = SerialSpan.split(serial)
        guard digits.count > 0 else { return false }
        // The last span that does not begin after the serial.
        var low = 0
        var high = spans.count
        while low < high {
            let middle = (low + high) / 2
            if Self.compare(spans[middle], head, digits) <= 0 { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return false }
        let span = spans[low - 1]
        return span.head == head && span.from.count == digits.count && digits <= span.to
    }

    /// Where `span` begins against a serial of `head` and `digits`: −1, 0 or 1.
    private static func compare(_ span: SerialSpan, _ head: Text, _ digits: Text) -> Int {
        let heads = Text.compare(span.head, head)
        if heads != 0 { return heads }
        if span.from.count != digits.count { return span.from.count < digits.count ? -1 : 1 }
        return Text.compare(span.from, digits)
    }
}
