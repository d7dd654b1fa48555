import StockModel

/// Groups items by an equal key: a hash table over a partition, its memory kept from one partition to the next.
final class Groups {
    /// Open addressing: the first item of a group with the lower half of its mixed hash, so that most slots are told apart
    /// without a look at the item; −1 for an empty slot.
    private var heads = ScratchList<Slot>()
    /// By item: the last member of the group that it is the first of; −1 where it is not the first.
    private var tails = ScratchList<Int32>()
    /// The next member of an item's group; −1 at its end.
    private var next = ScratchList<Int32>()
    private var members = ScratchList<Int32>()

    deinit {
        heads.free()
        tails.free()
        next.free()
        members.free()
    }

    /// Calls `body` with the indices of each group, in order of their first members, so that what lies together in memory
    /// is looked at together; members in order of their index.
    ///
    /// Items point at memory that lies far apart: what is needed of an item is asked for some items before its turn.
    ///
    /// - Parameters:
    ///   - count: How many items there are; fewer than 2³⁰.
    ///   - prefetch: Asks for the memory that comparing and folding an item needs.
    ///   - hash: A hash of an item's key.
    ///   - same: Whether two items, whose hashes are probably equal, have one key.
    @inline(__always) func forEach(
        count: Int, prefetch: (Int) -> Void, hash: (Int) -> UInt64, same: (Int, Int) -> Bool,
        _ body: (UnsafeBufferPointer<Int32>) -> Void
    ) {
        var size = 16
        while size < count * 2 { size *= 2 }
        self.heads.fill(Slot(first: -1, tag: 0), count: size)
        self.tails.fill(-1, count: count)
        self.next.fill(-1, count: count)
        let heads = self.heads.mutableBuffer
        let tails = self.tails.mutableBuffer
        let next = self.next.mutableBuffer
        for item in 0..<count {
            if item + Self.lead < count {
                prefetch(item + Self.lead)
                let mixed = StableHash.mix(0, hash(item + Self.lead))
                Prefetch.forReading(heads.baseAddress.unsafelyUnwrapped + (Int(truncatingIfNeeded: mixed) & (size - 1)))
            }
            let mixed = StableHash.mix(0, hash(item))
            let tag = UInt32(truncatingIfNeeded: mixed >> 32)
            var slot = Int(truncatingIfNeeded: mixed) & (size - 1)
            while true {
                let head = heads[slot]
                if head.first < 0 {
                    heads[slot] = Slot(first: Int32(truncatingIfNeeded: item), tag: tag)
                    tails[item] = Int32(truncatingIfNeeded: item)
                    break
                }
                if head.tag == tag, same(Int(head.first), item) {
                    next[Int(tails[Int(head.first)])] = Int32(truncatingIfNeeded: item)
                    tails[Int(head.first)] = Int32(truncatingIfNeeded: item)
                    break
                }
                slot = (slot + 1) & (size - 1)
            }
        }
        for first in 0..<count {
            if first + Self.lead < count { prefetch(first + Self.lead) }
            guard tails[first] >= 0 else { continue }
            members.removeAll()
            var item = Int32(truncatingIfNeeded: first)
            while item >= 0 {
                members.append(item)
                item = next[Int(item)]
            }
            body(members.buffer)
        }
    }

    private struct Slot: BitwiseCopyable {
        var first: Int32
        var tag: UInt32
    }

    /// How many items are under way to the cache at a time.
    private static let lead = 24
}
