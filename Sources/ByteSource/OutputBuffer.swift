/// A run of bytes on the heap that grows and never shrinks; its address holds between two changes.
struct OutputBuffer: ~Copyable {
    private var storage = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    private var count = 0

    deinit { storage.deallocate() }

    /// The bytes written; valid until the next change.
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: storage[..<count]) }

    /// The room behind the bytes written, to be filled and then committed.
    var free: UnsafeMutableRawBufferPointer { UnsafeMutableRawBufferPointer(rebasing: storage[count...]) }

    /// Takes in bytes written to `free`.
    mutating func commit(_ more: Int) { count += more }

    /// Forgets the bytes, keeps the room.
    mutating func removeAll() { count = 0 }

    /// Makes room for so many bytes more.
    mutating func reserve(_ more: Int) {
        guard storage.count - count < more else { return }
        let larger = UnsafeMutableRawBufferPointer.allocate(
            byteCount: max(count + more, storage.count * 2), alignment: 16)
        larger.copyMemory(from: bytes)
        storage.deallocate()
        storage = larger
    }

    mutating func append(_ more: UnsafeRawBufferPointer) {
        reserve(more.count)
        free.copyMemory(from: more)
        count += more.count
    }

    /// Writes a character as UTF-8. Room must have been reserved: up to four bytes.
    mutating func append(scalar: UInt32) {
        switch scalar {
        case 0..<0x80:
            put(scalar)
        case 0x80..<0x800:
            put(0xC0 | scalar >> 6)
            put(0x80 | scalar & 0x3F)
        case 0x800..<0x10000:
            put(0xE0 | scalar >> 12)
            put(0x80 | scalar >> 6 & 0x3F)
            put(0x80 | scalar & 0x3F)
        default:
            put(0xF0 | scalar >> 18)
            put(0x80 | scalar >> 12 & 0x3F)
            put(0x80 | scalar >> 6 & 0x3F)
            put(0x80 | scalar & 0x3F)
        }
    }

    private mutating func put(_ byte: UInt32) {
        storage[count] = UInt8(truncatingIfNeeded: byte)
        count += 1
    }
}
