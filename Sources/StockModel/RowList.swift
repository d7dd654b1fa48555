/// Where the next row of a list goes. Apart from the list's object, so that an append counts no references.
public struct RowTail<Row: BitwiseCopyable> {
    @usableFromInline var next: UnsafeMutablePointer<Row>?
    /// Rows for which there is room.
    @usableFromInline var left = 0
}

/// A growing list of plain rows in blocks that are never moved, so that growing costs no copy and rows can be pointed at.
///
/// Written by one thread; afterwards read, and its rows changed in place, by whoever owns it then.
public final class RowList<Row: BitwiseCopyable>: @unchecked Sendable {
    // Sendable: owned by one worker at a time, handed over whole.
    @usableFromInline var blocks: [UnsafeMutablePointer<Row>] = []
    @usableFromInline let tail: UnsafeMutablePointer<RowTail<Row>>
    private let pool: BlockPool
    private let ownsTail: Bool

    /// A list whose blocks come from `pool`.
    public convenience init(pool: BlockPool = BlockPool()) {
        self.init(pool: pool, tail: .allocate(capacity: 1), ownsTail: true)
    }

    fileprivate init(pool: BlockPool, tail: UnsafeMutablePointer<RowTail<Row>>, ownsTail: Bool) {
        self.pool = pool
        self.tail = tail
        self.ownsTail = ownsTail
        tail.initialize(to: RowTail(next: nil, left: 0))
    }

    deinit {
        // Not the tail of a `PartitionedRows`, which may be gone already.
        for block in blocks { pool.give(block) }
        if ownsTail { tail.deallocate() }
    }

    /// How many rows a block holds.
    @inlinable @inline(__always) static var rowsInBlock: Int { BlockPool.blockSize / MemoryLayout<Row>.stride }

    /// How many rows there are.
    @inlinable @inline(__always) public var count: Int { blocks.count * Self.rowsInBlock - tail.pointee.left }

    /// Whether there is no row.
    @inlinable public var isEmpty: Bool { count == 0 }

    /// Appends a row.
    @inlinable @inline(__always) public func append(_ row: Row) { _ = appended(row) }

    /// Appends a row and returns its address.
    @inlinable @inline(__always) public func appended(_ row: Row) -> UnsafeMutablePointer<Row> {
        if tail.pointee.left == 0 { addBlock() }
        let place = tail.pointee.next.unsafelyUnwrapped
        place.initialize(to: row)
        tail.pointee.next = place + 1
        tail.pointee.left &-= 1
        return place
    }

    @usableFromInline func addBlock() {
        let block = pool.take().bindMemory(to: Row.self, capacity: Self.rowsInBlock)
        blocks.append(block)
        tail.pointee = RowTail(next: block, left: Self.rowsInBlock)
    }

    /// The row at `index`; 0 ≤ index < count is the caller's promise.
    @inlinable @inline(__always) public subscript(index: Int) -> Row {
        get { pointer(at: index).pointee }
        set { pointer(at: index).pointee = newValue }
    }

    /// The address of the row at `index`, which stays its address until the row is removed.
    @inlinable @inline(__always) public func pointer(at index: Int) -> UnsafeMutablePointer<Row> {
        blocks[index / Self.rowsInBlock] + index % Self.rowsInBlock
    }

    /// Calls `body` with the address of each row, in order.
    @inlinable @inline(__always) public func forEachPointer(_ body: (UnsafeMutablePointer<Row>) -> Void) {
        var rest = count
        for block in blocks {
            for row in 0..<min(rest, Self.rowsInBlock) { body(block + row) }
            rest -= Self.rowsInBlock
        }
    }

    /// Forgets the rows from `count` on.
    public func truncate(to count: Int) {
        guard count < self.count else { return }
        let needed = (count + Self.rowsInBlock - 1) / Self.rowsInBlock
        while blocks.count > needed { pool.give(blocks.removeLast()) }
        let left = needed * Self.rowsInBlock - count
        tail.pointee = RowTail(next: blocks.last.map { $0 + (Self.rowsInBlock - left) }, left: left)
    }

    /// Forgets all rows and gives their memory back.
    public func removeAll() {
        for block in blocks { pool.give(block) }
        blocks = []
        tail.pointee = RowTail(next: nil, left: 0)
    }
}

/// Several lists of rows, one for each partition, whose tails lie side by side: an append to any of them is a look at its
/// tail and a store.
public final class PartitionedRows<Row: BitwiseCopyable>: @unchecked Sendable {
    // Sendable: owned by one worker at a time, handed over whole.
    /// The lists by partition.
    public let lists: [RowList<Row>]
    @usableFromInline let tails: UnsafeMutablePointer<RowTail<Row>>
    /// How many lists there are.
    public let count: Int

    /// `count` empty lists whose blocks come from `pool`.
    public init(partitions count: Int, pool: BlockPool = BlockPool()) {
        let tails = UnsafeMutablePointer<RowTail<Row>>.allocate(capacity: count)
        lists = (0..<count).map { RowList(pool: pool, tail: tails + $0, ownsTail: false) }
        self.tails = tails
        self.count = count
    }

    deinit {
        // The lists end after this, and do not look at their tails then.
        tails.deallocate()
    }

    /// Appends a row to the list of a partition.
    @inlinable @inline(__always) public func append(_ row: Row, to partition: Int) {
        let tail = tails + partition
        if tail.pointee.left == 0 { lists[partition].addBlock() }
        let place = tail.pointee.next.unsafelyUnwrapped
        place.initialize(to: row)
        tail.pointee.next = place + 1
        tail.pointee.left &-= 1
        // The next row of this list comes after many of others; of what is behind the block's end nothing is changed.
        Prefetch.forWriting(place + 1)
    }
}
