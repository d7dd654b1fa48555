import StockModel

/// The first sixteen bytes of a text as two numbers: where they differ, texts are sorted without a look at their bytes, which
/// lie anywhere in memory.
struct SortKey: BitwiseCopyable, Sendable {
    private let high: UInt64
    private let low: UInt64

    init(_ text: Text) {
        var bytes: (UInt64, UInt64) = (0, 0)
        withUnsafeMutableBytes(of: &bytes) { room in
            room.copyBytes(from: text.bytes.prefix(room.count))
        }
        high = UInt64(bigEndian: bytes.0)
        low = UInt64(bigEndian: bytes.1)
    }

    /// Byte order as far as the keys tell: −1 or 1, or 0 where only the texts themselves can tell.
    @inline(__always) static func compare(_ a: SortKey, _ b: SortKey) -> Int {
        if a.high != b.high { return a.high < b.high ? -1 : 1 }
        return a.low == b.low ? 0 : (a.low < b.low ? -1 : 1)
    }
}
