/// An open-addressed hash table from hashes to indices, 8 bytes a slot, at most half full.
///
/// A slot keeps 32 bits of the hash beside the index, so that a miss seldom touches the serials themselves. Whoever looks
/// up compares the serials.
struct SerialTable {
    /// 0 where free; else the upper half of the spread hash, and the index plus 1.
    private var slots: [UInt64]
    private let mask: Int

    init(capacity: Int) {
        var size = 16
        while size < capacity * 2 { size *= 2 }
        slots = Array(repeating: 0, count: size)
        mask = size - 1
    }

    /// Adds `index` under `sum`, beside what is there under it.
    mutating func insert(_ sum: UInt64, index: Int) {
        let hash = SerialHash.spread(sum)
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 { slot = (slot + 1) & mask }
        slots[slot] = hash & 0xFFFF_FFFF_0000_0000 | UInt64(index + 1)
    }

    /// Calls `visit` with each index that was added under `sum`, and seldom with another, until it returns false.
    @inline(__always)
    func visit(_ sum: UInt64, _ visit: (Int) -> Bool) {
        let hash = SerialHash.spread(sum)
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 {
            if slots[slot] >> 32 == hash >> 32, !visit(Int(slots[slot] & 0xFFFF_FFFF) - 1) { return }
            slot = (slot + 1) & mask
        }
    }
}
