/// A buffer of bytes that is filled, read and emptied again and again: room for the values of one record while it is read.
///
/// Ranges stay valid until `removeAll`; the bytes that `bytes(_:)` lends only until the next append.
package final class ByteScratch {
    /// Its bytes, in memory of their own: who appends for every element of a file does it through this pointer, as calls of
    /// the object count references around each copy (a hundredth of reading XML).
    let content: UnsafeMutablePointer<Content>

    /// A growing stretch of bytes. Its one owner calls `free`.
    struct Content {
        private var storage: UnsafeMutablePointer<UInt8>
        private var capacity: Int
        private(set) var count = 0

        fileprivate init(capacity: Int) {
            self.capacity = capacity
            storage = .allocate(capacity: capacity)
        }

        fileprivate func free() { storage.deallocate() }

        fileprivate mutating func truncate(to count: Int) { self.count = min(self.count, count) }

        @inline(__always)
        mutating func append(_ bytes: Bytes) -> Range<Int> {
            let start = count
            guard let source = bytes.baseAddress else { return start..<start }
            if bytes.count > capacity &- start { grow(by: bytes.count) }
            (storage + start).update(from: source, count: bytes.count)
            count = start &+ bytes.count
            return Range(uncheckedBounds: (start, count))
        }

        @inline(__always)
        fileprivate mutating func append(_ byte: UInt8) {
            if count == capacity { grow(by: 1) }
            storage[count] = byte
            count += 1
        }

        @inline(__always)
        func bytes(_ range: Range<Int>) -> Bytes { Bytes(start: storage + range.lowerBound, count: range.count) }

        fileprivate func offset(of lent: Bytes) -> Int { lent.baseAddress.map { $0 - UnsafePointer(storage) } ?? 0 }

        @inline(never)
        private mutating func grow(by more: Int) {
            capacity = max(capacity * 2, count + more)
            let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
            larger.update(from: storage, count: count)
            storage.deallocate()
            storage = larger
        }
    }

    package init(capacity: Int = 4096) {
        content = .allocate(capacity: 1)
        content.initialize(to: Content(capacity: capacity))
    }

    deinit {
        content.pointee.free()
        content.deallocate()
    }

    /// How many bytes it holds.
    package var count: Int { content.pointee.count }

    /// Forgets the bytes and keeps the room.
    package func removeAll() { content.pointee.truncate(to: 0) }

    /// Forgets the bytes from `count` on.
    package func truncate(to count: Int) { content.pointee.truncate(to: count) }

    /// Appends the bytes and returns where they lie.
    @discardableResult
    package func append(_ bytes: Bytes) -> Range<Int> { content.pointee.append(bytes) }

    /// Appends one byte.
    package func append(_ byte: UInt8) { content.pointee.append(byte) }

    /// The bytes at a range that `append` returned.
    package func bytes(_ range: Range<Int>) -> Bytes { content.pointee.bytes(range) }

    /// Where bytes that `bytes(_:)` lent, or a part of them, lie.
    package func offset(of lent: Bytes) -> Int { content.pointee.offset(of: lent) }
}
