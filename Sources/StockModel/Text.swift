internal import Glibc

/// Bytes of UTF-8 text that live in an `Arena`: 16 bytes, no reference counting, ordered byte by byte.
///
/// A `Text` is valid as long as the arena that made it. It exists for the hot path, where millions of identifiers are
/// compared, hashed and moved; a `String` is made only when something is worded for a person or written out.
public struct Text: BitwiseCopyable, @unchecked Sendable {
    /// The first byte; undefined content where `count` is 0. Sendable because arenas are never changed once written.
    public let base: UnsafePointer<UInt8>?
    /// How many bytes.
    public let count: Int

    /// A text over bytes that someone else keeps alive.
    @inlinable public init(base: UnsafePointer<UInt8>?, count: Int) {
        self.base = base
        self.count = count
    }

    /// No bytes at all; an absent value, which comes before any other.
    @inlinable public static var empty: Text { Text(base: nil, count: 0) }

    /// Whether there is no byte.
    @inlinable public var isEmpty: Bool { count == 0 }

    /// The bytes, for as long as the arena lives.
    @inlinable public var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

    /// The byte at `index`.
    @inlinable public subscript(index: Int) -> UInt8 { bytes[index] }

    /// Everything after the first `n` bytes.
    @inlinable public func dropFirst(_ n: Int) -> Text {
        n >= count ? .empty : Text(base: base.map { $0 + n }, count: count - n)
    }

    /// A 64 bit hash that is the same in every process and on every machine.
    @inlinable public var stableHash: UInt64 { StableHash.of(bytes) }

    /// The upper half of it, by which is routed.
    @inlinable public var routingHash: UInt32 { UInt32(truncatingIfNeeded: stableHash >> 32) }

    /// Byte order: −1, 0 or 1.
    @inlinable public static func compare(_ a: Text, _ b: Text) -> Int {
        let shared = min(a.count, b.count)
        if shared > 0, let left = a.base, let right = b.base {
            if shared >= 8 {
                // The first eight bytes in one comparison; most texts differ there.
                let x = UInt64(bigEndian: UnsafeRawPointer(left).loadUnaligned(as: UInt64.self))
                let y = UInt64(bigEndian: UnsafeRawPointer(right).loadUnaligned(as: UInt64.self))
                if x != y { return x < y ? -1 : 1 }
            }
            let order = compareBytes(left, right, shared)
            if order != 0 { return order < 0 ? -1 : 1 }
        }
        return a.count == b.count ? 0 : (a.count < b.count ? -1 : 1)
    }
}

extension Text {
    /// Calls `body` with sixteen bytes at a time; the last may repeat some, and a shorter text repeats its own.
    ///
    /// For looks at every byte in which seeing one twice does no harm.
    @inlinable @inline(__always) public func forEachBlock(_ body: (SIMD16<UInt8>) -> Void) {
        guard count > 0, let base else { return }
        let bytes = UnsafeRawPointer(base)
        if count >= 16 {
            var offset = 0
            while offset &+ 16 <= count {
                body(bytes.loadUnaligned(fromByteOffset: offset, as: SIMD16<UInt8>.self))
                offset &+= 16
            }
            if offset < count { body(bytes.loadUnaligned(fromByteOffset: count &- 16, as: SIMD16<UInt8>.self)) }
        } else if count >= 8 {
            let first = bytes.loadUnaligned(as: UInt64.self)
            let last = bytes.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
            body(unsafeBitCast(SIMD2(first, last), to: SIMD16<UInt8>.self))
        } else {
            var word = UInt64(base[count - 1]) &* 0x0101_0101_0101_0101
            for index in 0..<count - 1 { word = word << 8 | UInt64(base[index]) }
            body(unsafeBitCast(SIMD2(word, word), to: SIMD16<UInt8>.self))
        }
    }
}

/// Sixteen bytes looked at at once; of each, whether something holds.
public enum ASCIIBlock {
    /// Of each byte, yes or no.
    public typealias Mask = SIMDMask<SIMD16<Int8>>

    /// Nothing holds of any byte.
    @inlinable public static var none: Mask { Mask(repeating: false) }

    /// Of each byte, whether it lies in a range.
    @inlinable @inline(__always)
    public static func between(_ block: SIMD16<UInt8>, _ first: UInt8, _ last: UInt8) -> Mask {
        (block &- SIMD16(repeating: first)) .<= SIMD16(repeating: last &- first)
    }

    /// Whether it holds of no byte.
    @inlinable @inline(__always) public static func isNone(_ mask: Mask) -> Bool {
        let words = unsafeBitCast(mask, to: SIMD2<UInt64>.self)
        return words[0] | words[1] == 0
    }
}

extension Text: Comparable, Hashable {
    /// Byte for byte the same.
    @inlinable public static func == (a: Text, b: Text) -> Bool {
        guard a.count == b.count else { return false }
        guard a.count > 0, let left = a.base, let right = b.base else { return true }
        guard a.count >= 8, a.count <= 16 else { return compareBytes(left, right, a.count) == 0 }
        // Identifiers mostly: the first and the last eight bytes, which may overlap, are all of them.
        let (x, y) = (UnsafeRawPointer(left), UnsafeRawPointer(right))
        let last = a.count - 8
        return x.loadUnaligned(as: UInt64.self) == y.loadUnaligned(as: UInt64.self)
            && x.loadUnaligned(fromByteOffset: last, as: UInt64.self)
                == y.loadUnaligned(fromByteOffset: last, as: UInt64.self)
    }

    /// Before it in byte order.
    @inlinable public static func < (a: Text, b: Text) -> Bool { compare(a, b) < 0 }

    /// Hashes the bytes; seeded by the process, see `stableHash`.
    @inlinable public func hash(into hasher: inout Hasher) { hasher.combine(bytes: UnsafeRawBufferPointer(bytes)) }
}

extension Text: CustomStringConvertible {
    /// The text as a `String`; bytes that are no UTF-8 cannot occur, the readers validate them.
    public var description: String { String(decoding: bytes, as: UTF8.self) }
}

/// `memcmp`, kept out of line so that no importer of this module sees the C library.
@usableFromInline func compareBytes(_ a: UnsafePointer<UInt8>, _ b: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
    memcmp(a, b, count)
}
