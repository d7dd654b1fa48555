import StockModel

/// Groups items by an equal key: a hash table over a partition, its memory kept from one partition to the next.
package struct Groups {
    private var heads: [Int32] = []
    private var next: [Int32] = []

    package init() {}

    /// Calls `body` with the indices of each group, in order of their first member; members in order of their index.
    ///
    /// - Parameters:
    ///   - count: How many items there are; fewer than 2³¹.
    ///   - hash: A hash of an item's key.
    ///   - same: Whether two items with equal hashes have one key.
    @inline(__always) package mutating func forEach(
        count: Int, hash: (Int) -> UInt64, same: (Int, Int) -> Bool, _ body: (borrowing [Int32]) -> Void
    ) {
        var size = 16
        while size < count * 2 { size *= 2 }
        heads.removeAll(keepingCapacity: true)
        heads.append(contentsOf: repeatElement(-1, count: size))
        next.removeAll(keepingCapacity: true)
        next.append(contentsOf: repeatElement(-1, count: count))
        // Last members by slot of the head, so that members keep their order.
        var tails = heads
        for item in 0..<count {
            var slot = Int(truncatingIfNeeded: StableHash.mix(0, hash(item))) & (size - 1)
            while true {
                let head = heads[slot]
                if head < 0 {
                    heads[slot] = Int32(item)
                    tails[slot] = Int32(item)
                    break
                }
                if hash(Int(head)) == hash(item), same(Int(head), item) {
                    next[Int(tails[slot])] = Int32(item)
                    tails[slot] = Int32(item)
                    break
                }
                slot = (slot + 1) & (size - 1)
            }
        }
        var members: [Int32] = []
        for slot in 0..<size where heads[slot] >= 0 {
            members.removeAll(keepingCapacity: true)
            var item = heads[slot]
            while item >= 0 {
                members.append(item)
                item = next[Int(item)]
            }
            body(members)
        }
    }
}
