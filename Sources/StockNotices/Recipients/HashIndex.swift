/// An open-addressed hash table from the hashes of things to their places in a list, at most half full.
///
/// A slot keeps half of the hash beside the place; whoever looks up compares the things themselves, so that no two people
/// are made one by hashes that somebody chose. It takes a sixth of the memory of a dictionary with names as keys.
struct HashIndex: Sendable {
    /// 0 where free; else the upper half of the hash, and the place plus 1.
    private var slots: [UInt64]
    private var used = 0

    /// - Parameter capacity: How many there are going to be, about.
    init(capacity: Int = 512) {
        slots = [UInt64](repeating: 0, count: 1 << (Int.bitWidth - (max(capacity, 1) * 2 - 1).leadingZeroBitCount))
    }

    /// The first place under `hash` at which is the `same`.
    func find(_ hash: UInt64, same: (Int) -> Bool) -> Int? {
        var place = Self.place(hash, slots.count)
        while slots[place] != 0 {
            if slots[place] >> 32 == hash >> 32 {
                let found = Int(slots[place] & 0xFFFF_FFFF) - 1
                if same(found) { return found }
            }
            place = (place + 1) & (slots.count - 1)
        }
        return nil
    }

    /// Adds a place under `hash`, beside what is there under it.
    mutating func insert(_ hash: UInt64, _ place: Int) {
        if used * 2 >= slots.count { grow() }
        put(hash & 0xFFFF_FFFF_0000_0000 | UInt64(place + 1))
        used += 1
    }

    private mutating func put(_ slot: UInt64) {
        var place = Self.place(slot, slots.count)
        while slots[place] != 0 { place = (place + 1) & (slots.count - 1) }
        slots[place] = slot
    }

    private mutating func grow() {
        let old = slots
        slots = [UInt64](repeating: 0, count: old.count * 2)
        for slot in old where slot != 0 { put(slot) }
    }

    /// Where a hash belongs: by the half of it that slots keep, so that the table can grow.
    private static func place(_ hash: UInt64, _ count: Int) -> Int { Int(hash >> 32) & (count - 1) }
}
