/// A buffer of bytes that is filled, read and emptied again and again: room for the values of one record while it is read.
///
/// Ranges stay valid until `removeAll`; the bytes that `bytes(_:)` lends only until the next append.
package final class ByteScratch {
    private var storage: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    /// How many bytes it holds.
    package private(set) var count = 0

    package init(capacity: Int = 4096) {
        self.capacity = capacity
        storage = .allocate(capacity: capacity)
    }

    deinit { storage.deallocate() }

    /// Forgets the bytes and keeps the room.
    package func removeAll() { count = 0 }

    /// Forgets the bytes from `count` on.
    package func truncate(to count: Int) { self.count = min(self.count, count) }

    /// Appends the bytes and returns where they lie.
    @discardableResult
    package func append(_ bytes: Bytes) -> Range<Int> {
        let start = count
        guard let source = bytes.baseAddress else { return start..<start }
        if count + bytes.count > capacity { grow(by: bytes.count) }
        (storage + count).update(from: source, count: bytes.count)
        count += bytes.count
        return start..<count
    }

    /// Appends one byte.
    package func append(_ byte: UInt8) {
        if count == capacity { grow(by: 1) }
        storage[count] = byte
        count += 1
    }

    /// The bytes at a range that `append` returned.
    package func bytes(_ range: Range<Int>) -> Bytes {
        Bytes(start: storage + range.lowerBound, count: range.count)
    }

    /// Where bytes that `bytes(_:)` lent, or a part of them, lie.
    package func offset(of lent: Bytes) -> Int { lent.baseAddress.map { $0 - UnsafePointer(storage) } ?? 0 }

    private func grow(by more: Int) {
        capacity = max(capacity * 2, count + more)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        larger.update(from: storage, count: count)
        storage.deallocate()
        storage = larger
    }
}
