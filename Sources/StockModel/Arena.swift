/// Memory for texts and lists that live as long as a run: chunks that are never moved and never freed one by one.
///
/// One arena belongs to one worker while it is written; afterwards it is only read, from any thread. Nothing in it is
/// destroyed on its own, so only plain values (`BitwiseCopyable`) may be put there.
public final class Arena: @unchecked Sendable {
    // Sendable: written by one thread, then handed over whole; readers never change it.
    private var regions: [MappedRegion] = []
    /// Regions that `removeAll` has emptied.
    private var spare: [MappedRegion] = []
    private let spill: SpillFile?
    /// Where small regions come from, and what keeps them.
    private let pool: BlockPool?
    @usableFromInline var next: UnsafeMutableRawPointer?
    @usableFromInline var left = 0

    /// An arena without any memory yet.
    ///
    /// - Parameter spill: Where its chunks lie instead of in memory.
    public init(spill: SpillFile? = nil) {
        self.spill = spill
        pool = nil
    }

    /// One whose chunks are blocks of `pool`; what is larger than a block lies where the pool does.
    init(blocksOf pool: BlockPool) {
        spill = pool.spill
        self.pool = pool
    }

    deinit { for region in regions + spare { region.release() } }

    /// Uninitialised room for `count` bytes, aligned to 8.
    @inlinable public func allocate(_ count: Int) -> UnsafeMutableRawPointer {
        // What texts have left of eight bytes.
        let skipped = (0 &- Int(bitPattern: next)) & 7
        guard count + skipped <= left, let room = next else { return grow(by: count) }
        next = room + (skipped + count)
        left -= skipped + count
        return room + skipped
    }

    /// Uninitialised room for `count` bytes of text, wherever it begins: rows have millions of short texts.
    @inlinable public func allocate(text count: Int) -> UnsafeMutableRawPointer {
        guard count <= left, let room = next else { return grow(by: count) }
        next = room + count
        left -= count
        return room
    }

    @usableFromInline func grow(by count: Int) -> UnsafeMutableRawPointer {
        if let pool, count <= BlockPool.blockSize {
            let block = pool.take()
            next = block + count
            left = BlockPool.blockSize - count
            return block
        }
        // Small at first, because many arenas stay small; then in huge pages.
        let usual = regions.isEmpty && pool == nil ? 64 << 10 : 4 << 20
        let isLarge = count >= usual || pool != nil
        let region = takeSpare(count) ?? MappedRegion(size: isLarge ? count : usual, in: spill)
        regions.append(region)
        guard !isLarge else { return region.base }
        next = region.base + count
        left = region.size - count
        return region.base
    }

    private func takeSpare(_ count: Int) -> MappedRegion? {
        spare.lastIndex { $0.size >= count }.map { spare.remove(at: $0) }
    }

    /// Forgets all that is in it and keeps the memory for what comes.
    ///
    /// Only for an arena that is nobody else's: whatever points into it is wrong afterwards.
    public func removeAll() {
        guard regions.count > 1 else {
            // The usual case, after each row of a file.
            next = regions.first?.base
            left = regions.first?.size ?? 0
            return
        }
        spare += regions
        regions = []
        (next, left) = (nil, 0)
    }

    /// A copy of `bytes` that lives as long as the arena.
    @inlinable public func store(_ bytes: UnsafeBufferPointer<UInt8>) -> Text {
        guard let source = bytes.baseAddress, bytes.count > 0 else { return .empty }
        let room = allocate(text: bytes.count)
        room.copyMemory(from: source, byteCount: bytes.count)
        return Text(base: UnsafePointer(room.assumingMemoryBound(to: UInt8.self)), count: bytes.count)
    }

    /// A copy of a string's UTF-8 that lives as long as the arena.
    public func store(_ string: String) -> Text {
        var copy = string
        return copy.withUTF8 { store($0) }
    }

    /// A copy of `values` that lives as long as the arena.
    @inlinable public func store<Value: BitwiseCopyable>(
        list values: UnsafeBufferPointer<Value>
    ) -> UnsafeBufferPointer<Value> {
        guard values.count > 0, let source = values.baseAddress else {
            return UnsafeBufferPointer(start: nil, count: 0)
        }
        let size = values.count * MemoryLayout<Value>.stride
        let room = allocate(size).bindMemory(to: Value.self, capacity: values.count)
        room.initialize(from: source, count: values.count)
        return UnsafeBufferPointer(start: room, count: values.count)
    }
}
