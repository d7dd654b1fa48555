/// How many quotes and line feeds a stretch of CSV text has.
///
/// Added up over all that lies before a place they tell whether it is inside quotes, which it is where the quotes are odd in
/// number, and on which line. Sixty-four bytes at a time, it costs less than fetching them.
package struct LineTally: Sendable, Equatable {
    package private(set) var quotes = 0
    package private(set) var lineFeeds = 0

    package init() {}

    /// Whether a place behind an even number of quotes is now inside them.
    package var isInsideQuotes: Bool { quotes % 2 == 1 }

    /// Counts more text.
    package mutating func add(_ text: UnsafeRawBufferPointer) {
        guard let base = text.baseAddress else { return }
        var index = 0
        while index + 64 <= text.count {
            // A lane counts up to 255 before it is added up.
            let end = index + min((text.count - index) / 64, 255) * 64
            var (quotes, lineFeeds) = (SIMD64<UInt8>.zero, SIMD64<UInt8>.zero)
            while index < end {
                let bytes = base.loadUnaligned(fromByteOffset: index, as: SIMD64<UInt8>.self)
                // A mask is a byte of ones, −1.
                quotes &-= unsafeBitCast(bytes .== Self.quote, to: SIMD64<UInt8>.self)
                lineFeeds &-= unsafeBitCast(bytes .== Self.lineFeed, to: SIMD64<UInt8>.self)
                index += 64
            }
            self.quotes += Self.sum(quotes)
            self.lineFeeds += Self.sum(lineFeeds)
        }
        for byte in text[index...] { add(byte) }
    }

    /// Adds what was counted of the text behind.
    package mutating func add(_ next: LineTally) {
        quotes += next.quotes
        lineFeeds += next.lineFeeds
    }

    /// Counts text up to the first line end outside quotes.
    ///
    /// - Parameter isQuoted: whether quotes count.
    /// - Returns: the offset behind that line end; nil if there is none.
    package mutating func addLine(_ text: UnsafeRawBufferPointer, isQuoted: Bool) -> Int? {
        for (index, byte) in text.enumerated() {
            add(byte)
            if byte == 0x0A, !isQuoted || !isInsideQuotes { return index + 1 }
        }
        return nil
    }

    private mutating func add(_ byte: UInt8) {
        if byte == 0x22 { quotes += 1 }
        if byte == 0x0A { lineFeeds += 1 }
    }

    private static var quote: SIMD64<UInt8> { SIMD64(repeating: 0x22) }
    private static var lineFeed: SIMD64<UInt8> { SIMD64(repeating: 0x0A) }

    private static func sum(_ counts: SIMD64<UInt8>) -> Int {
        let wide =
            SIMD32<UInt16>(truncatingIfNeeded: counts.lowHalf) &+ SIMD32<UInt16>(truncatingIfNeeded: counts.highHalf)
        return Int(wide.wrappedSum())
    }
}
