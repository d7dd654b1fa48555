internal import Glibc

/// A growing list of plain rows in chunks that are never moved, so that growing costs no copy and rows can be pointed at.
///
/// Written by one thread; afterwards read, and its rows changed in place, by whoever owns it then.
package final class RowList<Row: BitwiseCopyable>: @unchecked Sendable {
    // Sendable: owned by one worker at a time, handed over whole.
    @usableFromInline let rowsInChunk: Int
    @usableFromInline let shift: Int
    @usableFromInline var chunks: [UnsafeMutablePointer<Row>] = []
    @usableFromInline var next: UnsafeMutablePointer<Row>?
    @usableFromInline var left = 0

    /// A list whose chunks hold 2^`shift` rows.
    package init(shift: Int = 9) {
        self.shift = shift
        rowsInChunk = 1 << shift
    }

    deinit { removeAll() }

    /// How many rows there are.
    @inlinable package var count: Int { chunks.count * rowsInChunk - left }

    @inlinable package var isEmpty: Bool { count == 0 }

    @inlinable @inline(__always) package func append(_ row: Row) {
        if left == 0 { addChunk() }
        next.unsafelyUnwrapped.initialize(to: row)
        next = next.unsafelyUnwrapped + 1
        left -= 1
    }

    @usableFromInline func addChunk() {
        let size = rowsInChunk * MemoryLayout<Row>.stride
        // Mapped rather than taken from malloc's heap, so that a list that is no longer needed gives its memory back to
        // the system. No memory left is nothing a caller can mend; see `Arena.grow`.
        guard let room = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), room != MAP_FAILED
        else { fatalError("out of memory: \(size) bytes for rows") }
        let chunk = room.bindMemory(to: Row.self, capacity: rowsInChunk)
        chunks.append(chunk)
        next = chunk
        left = rowsInChunk
    }

    private func release(_ chunk: UnsafeMutablePointer<Row>) { munmap(chunk, rowsInChunk * MemoryLayout<Row>.stride) }

    /// The row at `index`; 0 ≤ index < count is the caller's promise.
    @inlinable package subscript(index: Int) -> Row {
        get { chunks[index >> shift][index & (rowsInChunk - 1)] }
        set { chunks[index >> shift][index & (rowsInChunk - 1)] = newValue }
    }

    /// The address of the row at `index`, which stays its address until the row is removed.
    @inlinable package func pointer(at index: Int) -> UnsafeMutablePointer<Row> {
        chunks[index >> shift] + (index & (rowsInChunk - 1))
    }

    /// Forgets the rows from `count` on.
    package func truncate(to count: Int) {
        guard count < self.count else { return }
        let needed = (count + rowsInChunk - 1) >> shift
        while chunks.count > needed { release(chunks.removeLast()) }
        left = needed * rowsInChunk - count
        next = chunks.last.map { $0 + (rowsInChunk - left) }
    }

    /// Forgets all rows and gives their memory back.
    package func removeAll() {
        for chunk in chunks { release(chunk) }
        chunks = []
        next = nil
        left = 0
    }
}
