/// A few bytes as one number, the first byte lowest, loaded in as few steps as there can be.
public enum ByteWord {
    /// The first `count` bytes, which are fewer than eight.
    @inlinable @inline(__always) public static func short(_ bytes: UnsafeRawPointer, count: Int) -> UInt64 {
        if count >= 4 {
            // The second word may begin inside the first, and its bytes there are the same.
            let first = UInt64(UInt32(littleEndian: bytes.loadUnaligned(as: UInt32.self)))
            let last = UInt64(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self)))
            return first | last &<< bits(count &- 4)
        }
        guard count > 0 else { return 0 }
        // The first, the middle and the last of one to three are all of them.
        let middle = count &>> 1
        return UInt64(byte(bytes, 0)) | UInt64(byte(bytes, middle)) &<< bits(middle)
            | UInt64(byte(bytes, count &- 1)) &<< bits(count &- 1)
    }

    /// The last `rest` of `count` bytes; there are at least eight, and `rest` is less than that.
    @inlinable @inline(__always) public static func end(
        _ bytes: UnsafeRawPointer, count: Int, rest: Int
    ) -> UInt64 {
        guard rest > 0 else { return 0 }
        return whole(bytes, count &- 8) &>> bits(8 &- rest)
    }

    /// Eight bytes from `offset` on.
    @inlinable @inline(__always) public static func whole(_ bytes: UnsafeRawPointer, _ offset: Int) -> UInt64 {
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    @inlinable @inline(__always) static func byte(_ bytes: UnsafeRawPointer, _ offset: Int) -> UInt8 {
        bytes.load(fromByteOffset: offset, as: UInt8.self)
    }

    /// How many bits so many bytes have.
    @inlinable @inline(__always) static func bits(_ bytes: Int) -> UInt64 { UInt64(truncatingIfNeeded: bytes &* 8) }
}
