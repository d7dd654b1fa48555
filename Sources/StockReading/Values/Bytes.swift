/// Bytes of UTF-8 that someone else keeps alive: a cell, an element's text, a part of one.
///
/// All parsers of values work on these, so that reading a file makes no `String` for what it takes.
package typealias Bytes = UnsafeBufferPointer<UInt8>

extension UnsafeBufferPointer where Element == UInt8 {
    /// No bytes at all.
    static var none: Bytes { Bytes(start: nil, count: 0) }

    /// The bytes at `range`, which must lie inside.
    func part(_ range: Range<Int>) -> Bytes { Bytes(rebasing: self[range]) }

    /// A `String` of the bytes, for messages; a byte that is no UTF-8 becomes U+FFFD, which only a message may show.
    package var text: String { String(decoding: self, as: UTF8.self) }

    /// Whether the bytes are these, byte for byte.
    func equals(_ other: Bytes) -> Bool {
        guard count == other.count else { return false }
        for index in 0..<count where self[index] != other[index] { return false }
        return true
    }
}

extension UInt8 {
    /// The value of an ASCII digit, nil for any other byte: full-width and Arabic digits are no digits here.
    @inline(__always) var digit: Int? { self &- 0x30 <= 9 ? Int(self &- 0x30) : nil }

    @inline(__always) var isDigit: Bool { self &- 0x30 <= 9 }

    /// An ASCII letter in lower case; every other byte as it is.
    @inline(__always) var lowered: UInt8 { self &- 0x41 <= 25 ? self | 0x20 : self }
}
