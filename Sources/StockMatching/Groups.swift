import StockModel

/// Groups items by an equal key: a hash table over a partition, its memory kept from one partition to the next.
final class Groups {
    /// Open addressing: the first item of a group with the lower half of its mixed hash, so that most slots are told apart
    /// without a look at the item; −1 for an empty slot.
    private var heads: [Slot] = []
    /// The last member of a group, by its first, so that members keep their order.
    private var tails: [Int32] = []
    /// The next member of an item's group; −1 at its end.
    private var next: [Int32] = []
    private var isFirst: [Bool] = []
    private var members: [Int32] = []

    /// Calls `body` with the indices of each group, in order of their first members, so that what lies together in memory
    /// is looked at together; members in order of their index.
    ///
    /// Items point at memory that lies far apart. `touch` loads what is needed of an item, for a block of items at once: the
    /// loads of a block overlap, where each item's own would be waited for. On a workload of millions this halves the
    /// time of a fold.
    ///
    /// - Parameters:
    ///   - count: How many items there are; fewer than 2³⁰.
    ///   - touch: Loads a byte of what comparing and folding an item needs, and returns it.
    ///   - hash: A hash of an item's key.
    ///   - same: Whether two items, whose hashes are probably equal, have one key.
    @inline(__always) func forEach(
        count: Int, touch: (Int) -> UInt8, hash: (Int) -> UInt64, same: (Int, Int) -> Bool,
        _ body: (UnsafeBufferPointer<Int32>) -> Void
    ) {
        var size = 16
        while size < count * 2 { size *= 2 }
        heads.removeAll(keepingCapacity: true)
        heads.append(contentsOf: repeatElement(Slot(first: -1, tag: 0), count: size))
        Self.fill(&tails, count: count)
        Self.fill(&next, count: count)
        isFirst.removeAll(keepingCapacity: true)
        isFirst.append(contentsOf: repeatElement(false, count: count))
        heads.withUnsafeMutableBufferPointer { heads in
            tails.withUnsafeMutableBufferPointer { tails in
                next.withUnsafeMutableBufferPointer { next in
                    for item in 0..<count {
                        if item & Self.blockMask == 0 { load(item, count, touch) }
                        let mixed = StableHash.mix(0, hash(item))
                        let tag = UInt32(truncatingIfNeeded: mixed >> 32)
                        var slot = Int(truncatingIfNeeded: mixed) & (size - 1)
                        while true {
                            let head = heads[slot]
                            if head.first < 0 {
                                heads[slot] = Slot(first: Int32(item), tag: tag)
                                tails[item] = Int32(item)
                                isFirst[item] = true
                                break
                            }
                            if head.tag == tag, same(Int(head.first), item) {
                                next[Int(tails[Int(head.first)])] = Int32(item)
                                tails[Int(head.first)] = Int32(item)
                                break
                            }
                            slot = (slot + 1) & (size - 1)
                        }
                    }
                }
            }
        }
        for first in 0..<count {
            if first & Self.blockMask == 0 { load(first, count, touch) }
            guard isFirst[first] else { continue }
            members.removeAll(keepingCapacity: true)
            var item = Int32(first)
            while item >= 0 {
                members.append(item)
                item = next[Int(item)]
            }
            members.withUnsafeBufferPointer(body)
        }
    }

    private struct Slot {
        var first: Int32
        var tag: UInt32
    }

    private static let blockMask = 31
    /// Nothing but what keeps the compiler from leaving out the loads of `touch`.
    private var touched: UInt8 = 0

    /// Touches the block of items that begins at `start`.
    @inline(__always) private func load(_ start: Int, _ count: Int, _ touch: (Int) -> UInt8) {
        var sum: UInt8 = 0
        for item in start..<min(count, start + Self.blockMask + 1) { sum ^= touch(item) }
        touched ^= sum
    }

    private static func fill(_ array: inout [Int32], count: Int) {
        array.removeAll(keepingCapacity: true)
        array.append(contentsOf: repeatElement(-1, count: count))
    }
}
