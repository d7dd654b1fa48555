/// A time in five bytes, for rows of which there are millions: a day of the years 1 to 9999 takes 22 bits, and its second 17.
public struct PackedTimestamp: BitwiseCopyable, Sendable {
    @usableFromInline var high: UInt32
    @usableFromInline var low: UInt8

    /// More than the time before 1970 that there can be; with the last that there can be, less than 2³⁹.
    @inlinable static var bias: Int64 { 1 << 37 }

    /// Holds a time of the years 1 to 9999, or none.
    @inlinable @inline(__always) public init(_ time: Timestamp) {
        let bits = time.isAbsent ? 0 : UInt64(bitPattern: time.raw &+ Self.bias)
        high = UInt32(truncatingIfNeeded: bits >> 8)
        low = UInt8(truncatingIfNeeded: bits)
    }

    /// No time.
    @inlinable public static var absent: PackedTimestamp { PackedTimestamp(.absent) }

    /// The time held.
    @inlinable @inline(__always) public var time: Timestamp {
        let bits = UInt64(high) << 8 | UInt64(low)
        return bits == 0 ? .absent : Timestamp(raw: Int64(bitPattern: bits) &- Self.bias)
    }
}
