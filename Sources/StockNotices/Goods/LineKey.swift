package import StockModel

/// The name of an order line: channel, order number without a leading `#`, and line (`semantics.md`, section 2).
///
/// Its texts lie where whoever made it keeps them.
package struct LineKey: BitwiseCopyable, Hashable, Comparable, Sendable {
    package var channel: Text
    package var document: Text
    package var line: Text

    package init(channel: Text, document: Text, line: Text) {
        self.channel = channel
        self.document = document
        self.line = line
    }

    /// The same in every process, see `StableHash`.
    var stableHash: UInt64 {
        StableHash.mix(StableHash.mix(document.stableHash, line.stableHash), channel.stableHash)
    }

    /// One short word: the library's way through three texts costs three times as much.
    package func hash(into hasher: inout Hasher) { hasher.combine(stableHash) }

    package static func < (a: LineKey, b: LineKey) -> Bool {
        let channels = Text.compare(a.channel, b.channel)
        if channels != 0 { return channels < 0 }
        let documents = Text.compare(a.document, b.document)
        return documents != 0 ? documents < 0 : a.line < b.line
    }
}
