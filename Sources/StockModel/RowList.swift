internal import Glibc

/// Where the next row of a list goes. Apart from the list's object, so that an append counts no references.
package struct RowTail<Row: BitwiseCopyable> {
    @usableFromInline var next: UnsafeMutablePointer<Row>?
    /// Rows for which there is room.
    @usableFromInline var left = 0
}

/// A growing list of plain rows in chunks that are never moved, so that growing costs no copy and rows can be pointed at.
///
/// Written by one thread; afterwards read, and its rows changed in place, by whoever owns it then.
package final class RowList<Row: BitwiseCopyable>: @unchecked Sendable {
    // Sendable: owned by one worker at a time, handed over whole.
    @usableFromInline let shift: Int
    @usableFromInline var chunks: [UnsafeMutablePointer<Row>] = []
    @usableFromInline let tail: UnsafeMutablePointer<RowTail<Row>>
    private let ownsTail: Bool

    /// A list whose chunks hold 2^`shift` rows.
    package convenience init(shift: Int = 9) {
        self.init(shift: shift, tail: .allocate(capacity: 1), ownsTail: true)
    }

    fileprivate init(shift: Int, tail: UnsafeMutablePointer<RowTail<Row>>, ownsTail: Bool) {
        self.shift = shift
        self.tail = tail
        self.ownsTail = ownsTail
        tail.initialize(to: RowTail(next: nil, left: 0))
    }

    deinit {
        // Not the tail of a `PartitionedRows`, which may be gone already.
        for chunk in chunks { release(chunk) }
        if ownsTail { tail.deallocate() }
    }

    /// How many rows there are.
    @inlinable @inline(__always) package var count: Int { chunks.count << shift - tail.pointee.left }

    @inlinable package var isEmpty: Bool { count == 0 }

    @inlinable @inline(__always) package func append(_ row: Row) {
        if tail.pointee.left == 0 { addChunk() }
        let place = tail.pointee.next.unsafelyUnwrapped
        place.initialize(to: row)
        tail.pointee.next = place + 1
        tail.pointee.left &-= 1
    }

    /// Appends a row and returns its address.
    @inlinable @inline(__always) package func appended(_ row: Row) -> UnsafeMutablePointer<Row> {
        append(row)
        return tail.pointee.next.unsafelyUnwrapped - 1
    }

    @usableFromInline func addChunk() {
        let size = MemoryLayout<Row>.stride << shift
        // Mapped rather than taken from malloc's heap, so that a list that is no longer needed gives its memory back to
        // the system. No memory left is nothing a caller can mend; see `Arena.grow`.
        guard let room = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), room != MAP_FAILED
        else { fatalError("out of memory: \(size) bytes for rows") }
        let chunk = room.bindMemory(to: Row.self, capacity: 1 << shift)
        chunks.append(chunk)
        tail.pointee = RowTail(next: chunk, left: 1 << shift)
    }

    private func release(_ chunk: UnsafeMutablePointer<Row>) { munmap(chunk, MemoryLayout<Row>.stride << shift) }

    /// The row at `index`; 0 ≤ index < count is the caller's promise.
    @inlinable @inline(__always) package subscript(index: Int) -> Row {
        get { pointer(at: index).pointee }
        set { pointer(at: index).pointee = newValue }
    }

    /// The address of the row at `index`, which stays its address until the row is removed.
    @inlinable @inline(__always) package func pointer(at index: Int) -> UnsafeMutablePointer<Row> {
        chunks[index >> shift] + (index & ((1 << shift) - 1))
    }

    /// Calls `body` with the address of each row, in order.
    @inlinable @inline(__always) package func forEachPointer(_ body: (UnsafeMutablePointer<Row>) -> Void) {
        var rest = count
        for chunk in chunks {
            for row in 0..<min(rest, 1 << shift) { body(chunk + row) }
            rest -= 1 << shift
        }
    }

    /// Forgets the rows from `count` on.
    package func truncate(to count: Int) {
        guard count < self.count else { return }
        let needed = (count + (1 << shift) - 1) >> shift
        while chunks.count > needed { release(chunks.removeLast()) }
        let left = needed << shift - count
        tail.pointee = RowTail(next: chunks.last.map { $0 + ((1 << shift) - left) }, left: left)
    }

    /// Forgets all rows and gives their memory back.
    package func removeAll() {
        for chunk in chunks { release(chunk) }
        chunks = []
        tail.pointee = RowTail(next: nil, left: 0)
    }
}

/// Several lists of rows, one for each partition, whose tails lie side by side: an append to any of them is a look at its
/// tail and a store.
package final class PartitionedRows<Row: BitwiseCopyable>: @unchecked Sendable {
    // Sendable: owned by one worker at a time, handed over whole.
    package let lists: [RowList<Row>]
    @usableFromInline let tails: UnsafeMutablePointer<RowTail<Row>>
    package let count: Int

    package init(partitions count: Int) {
        let tails = UnsafeMutablePointer<RowTail<Row>>.allocate(capacity: count)
        lists = (0..<count).map { RowList(shift: 9, tail: tails + $0, ownsTail: false) }
        self.tails = tails
        self.count = count
    }

    deinit { tails.deallocate() }

    @inlinable @inline(__always) package func append(_ row: Row, to partition: Int) {
        let tail = tails + partition
        if tail.pointee.left == 0 { lists[partition].addChunk() }
        let place = tail.pointee.next.unsafelyUnwrapped
        place.initialize(to: row)
        tail.pointee.next = place + 1
        tail.pointee.left &-= 1
    }
}
