import StockModel

/// Groups items by an equal key: a hash table over a partition, its memory kept from one partition to the next.
final class Groups {
    private var heads: [Int32] = []
    /// Last members by slot of the head, so that members keep their order.
    private var tails: [Int32] = []
    private var next: [Int32] = []
    private var members: [Int32] = []

    /// Calls `body` with the indices of each group; members in order of their index.
    ///
    /// - Parameters:
    ///   - count: How many items there are; fewer than 2³⁰.
    ///   - hash: A hash of an item's key.
    ///   - same: Whether two items with equal hashes have one key.
    @inline(__always) func forEach(
        count: Int, hash: (Int) -> UInt64, same: (Int, Int) -> Bool, _ body: (UnsafeBufferPointer<Int32>) -> Void
    ) {
        var size = 16
        while size < count * 2 { size *= 2 }
        Self.fill(&heads, count: size)
        Self.fill(&tails, count: size)
        Self.fill(&next, count: count)
        heads.withUnsafeMutableBufferPointer { heads in
            tails.withUnsafeMutableBufferPointer { tails in
                next.withUnsafeMutableBufferPointer { next in
                    for item in 0..<count {
                        let own = hash(item)
                        var slot = Int(truncatingIfNeeded: StableHash.mix(0, own)) & (size - 1)
                        while true {
                            let head = heads[slot]
                            if head < 0 {
                                heads[slot] = Int32(item)
                                tails[slot] = Int32(item)
                                break
                            }
                            if hash(Int(head)) == own, same(Int(head), item) {
                                next[Int(tails[slot])] = Int32(item)
                                tails[slot] = Int32(item)
                                break
                            }
                            slot = (slot + 1) & (size - 1)
                        }
                    }
                }
            }
        }
        for slot in 0..<size where heads[slot] >= 0 {
            members.removeAll(keepingCapacity: true)
            var item = heads[slot]
            while item >= 0 {
                members.append(item)
                item = next[Int(item)]
            }
            members.withUnsafeBufferPointer(body)
        }
    }

    private static func fill(_ array: inout [Int32], count: Int) {
        array.removeAll(keepingCapacity: true)
        array.append(contentsOf: repeatElement(-1, count: count))
    }
}
