/// A 64 bit hash of bytes that is the same in every process, on every machine and in every release.
///
/// Swift's `Hasher` is seeded per process; partitions and spilled files need a hash that is not. Eight bytes a step are
/// folded through a 64 × 64 → 128 bit multiplication (the multiply-and-fold construction of the wyhash family, written
/// from its description). It is no defence against chosen collisions: whoever groups by it compares the bytes as well.
public enum StableHash {
    @inlinable static var multiplier: UInt64 { 0x9E37_79B9_7F4A_7C15 }
    @inlinable static var start: UInt64 { 0xD6E8_FEB8_6659_FD93 }

    /// Folds one 64 bit word into a hash.
    @inlinable public static func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
        let product = (hash ^ word).multipliedFullWidth(by: multiplier)
        return product.high ^ product.low ^ hash.byteSwapped
    }

    /// The hash of `bytes`, continued from `seed`.
    @inlinable public static func of(_ bytes: UnsafeBufferPointer<UInt8>, seed: UInt64 = start) -> UInt64 {
        var hash = seed ^ UInt64(truncatingIfNeeded: bytes.count)
        guard let base = bytes.baseAddress else { return mix(hash, 0) }
        let raw = UnsafeRawPointer(base)
        var offset = 0
        while offset + 8 <= bytes.count {
            hash = mix(hash, ByteWord.whole(raw, offset))
            offset += 8
        }
        let tail =
            offset == 0
            ? ByteWord.short(raw, count: bytes.count)
            : ByteWord.end(raw, count: bytes.count, rest: bytes.count &- offset)
        return mix(mix(hash, tail), 0)
    }
}
