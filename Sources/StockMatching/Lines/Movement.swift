package import StockModel

/// One step in one unit's life (`semantics.md`, section 7): a serial on a document line. 32 bytes.
///
/// It repeats what matching asks of every line (SKU, kind, whose stock), because a look at the line itself is a miss of
/// the processor's cache, millions of times; the line is looked at for findings and ties alone.
package struct Movement: BitwiseCopyable, @unchecked Sendable {
    // Sendable: points into arenas and row lists, which are only read while movements are matched.
    package let line: UnsafePointer<DocumentLine>
    /// Where the serial lies in the lower 48 bits, which is all of an address of a program, and its length in the upper 16.
    private var serialBits: UInt64
    /// The time in 48 bits, counted from before the first that there can be; 0 where none is known.
    private let timeHigh: UInt32
    private let timeLow: UInt16
    /// Opening, despatch (a receipt), order (a sale), return or adjustment; its raw value is the kind rank.
    package let kind: RecordKind
    private var flags: UInt8
    /// The upper half of the serial's stable hash, by which movements are routed and grouped.
    package let hash: UInt32
    /// The line's SKU.
    package let sku: Int32

    private static var hasLeftFlag: UInt8 { 1 }
    private static var otherStockFlag: UInt8 { 2 }
    private static var referenceFlag: UInt8 { 4 }
    private static var batchFlag: UInt8 { 8 }
    private static var movedFlag: UInt8 { 16 }

    package init(
        _ listed: ListedSerial, on line: UnsafePointer<DocumentLine>, at: Timestamp, hasLeft: Bool
    ) {
        let text = listed.text
        self.line = line
        // Readers take no longer texts, and normalising adds at most a few characters.
        serialBits = Self.bits(of: text)
        hash = UInt32(truncatingIfNeeded: text.stableHash >> 32)
        sku = line.pointee.sku
        var flags: UInt8 = 0
        if hasLeft { flags |= Self.hasLeftFlag }
        if line.pointee.stock == .other { flags |= Self.otherStockFlag }
        if !line.pointee.reference.isEmpty { flags |= Self.referenceFlag }
        if listed.batch >= 0 { flags |= Self.batchFlag }
        self.flags = flags
        kind = line.pointee.kind
        let time = at.isAbsent ? 0 : UInt64(bitPattern: at.raw &+ Self.timeBias)
        timeHigh = UInt32(truncatingIfNeeded: time >> 16)
        timeLow = UInt16(truncatingIfNeeded: time)
    }

    private static func bits(of text: Text) -> UInt64 {
        let count = UInt64(UInt16(clamping: text.count))
        return UInt64(UInt(bitPattern: text.base)) & addressMask | (count << 48)
    }

    /// Copies the serial into `arena`, and before it the batch, for which the line's list would have to be looked through.
    mutating func move(to arena: Arena, batch: Int32) {
        let (text, stride) = (serial, Self.batchStride)
        let room = arena.allocate(stride + text.count)
        room.storeBytes(of: batch, as: Int32.self)
        if let base = text.base { (room + stride).copyMemory(from: base, byteCount: text.count) }
        let moved = UnsafePointer((room + stride).assumingMemoryBound(to: UInt8.self))
        serialBits = Self.bits(of: Text(base: moved, count: text.count))
        flags |= Self.movedFlag
    }

    private static var batchStride: Int { MemoryLayout<Int32>.stride }

    private static var addressMask: UInt64 { (1 << 48) - 1 }
    /// More than the time before 1970 that a `Timestamp` can have, and less than 2⁴⁷ with any other.
    private static var timeBias: Int64 { 1 << 46 }

    /// The serial, normalised.
    package var serial: Text {
        Text(base: UnsafePointer(bitPattern: UInt(serialBits & Self.addressMask)), count: Int(serialBits >> 48))
    }

    /// When it happened; of a sale see `semantics.md`, section 7.
    package var at: Timestamp {
        let time = UInt64(timeHigh) << 16 | UInt64(timeLow)
        return time == 0 ? .absent : Timestamp(raw: Int64(time) &- Self.timeBias)
    }

    /// Lot and expiry that the line gives for this serial alone; −1 where the line's own count.
    package var batch: Int32 {
        guard flags & Self.batchFlag != 0 else { return -1 }
        let serial = serial
        if flags & Self.movedFlag != 0, let base = serial.base {
            return UnsafeRawPointer(base - Self.batchStride).load(as: Int32.self)
        }
        return line.pointee.serials.first { $0.text == serial }?.batch ?? -1
    }

    /// A sale whose goods have left: the line is wholly shipped or the serial was sent.
    package var hasLeft: Bool { flags & Self.hasLeftFlag != 0 }

    /// Whose warehouse the line leaves, or comes back to.
    package var stock: StockOwner { flags & Self.otherStockFlag != 0 ? .other : .house }

    /// A return that names an order.
    package var namesOrder: Bool { flags & Self.referenceFlag != 0 }
}
