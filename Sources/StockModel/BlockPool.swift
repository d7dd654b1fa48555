internal import Synchronization

/// Blocks of one size for rows, shared by all lists of a run: what one list gives back, the next one takes, so that rows of
/// a later stage lie where those of an earlier one lay.
public final class BlockPool: Sendable {
    private struct State: ~Copyable {
        var free: [UnsafeMutableRawPointer] = []
        var regions: [MappedRegion] = []
        var next: UnsafeMutableRawPointer?
        var left = 0
    }

    /// Bytes of a block.
    @inlinable public static var blockSize: Int { 16 << 10 }
    private let state = Mutex(State())
    /// Where its blocks lie instead of in memory, so that they can be let go of; nil where memory is not bounded.
    ///
    /// Folds that find one here lay out their texts by partition, so that those of one partition lie together and the rest
    /// need not be in memory (`RecordStore`, `ConsolidationOutput`, `MatchOutput`).
    public let spill: SpillFile?

    /// A pool without any memory yet.
    public init(spill: SpillFile? = nil) { self.spill = spill }

    deinit {
        state.withLock { state in
            for region in state.regions { region.release() }
        }
    }

    /// A block of undefined content.
    public func take() -> UnsafeMutableRawPointer {
        // The address leaves the lock as a number, because a pointer is not allowed to.
        let address: UInt = state.withLock { state in
            if let block = state.free.popLast() { return UInt(bitPattern: block) }
            if state.left == 0 {
                // Small at first, because many lists stay small.
                let size = state.regions.isEmpty ? 16 * Self.blockSize : 4 << 20
                let region = MappedRegion(size: size, in: spill)
                state.regions.append(region)
                state.next = region.base
                state.left = region.size / Self.blockSize
            }
            let block = state.next.unsafelyUnwrapped
            state.next = block + Self.blockSize
            state.left -= 1
            return UInt(bitPattern: block)
        }
        return UnsafeMutableRawPointer(bitPattern: address).unsafelyUnwrapped
    }

    /// Takes a block back.
    public func give(_ block: UnsafeMutableRawPointer) {
        let address = UInt(bitPattern: block)
        state.withLock { $0.free.append(UnsafeMutableRawPointer(bitPattern: address).unsafelyUnwrapped) }
    }
}

extension BlockPool {
    /// An arena that lies where the pool's blocks do.
    public func makeArena() -> Arena { Arena(spill: spill) }

    /// Arenas for the texts of so many partitions: they grow by single blocks of the pool, because there may be thousands.
    public func makeArenas(partitions count: Int) -> [Arena] { (0..<count).map { _ in Arena(blocksOf: self) } }
}
