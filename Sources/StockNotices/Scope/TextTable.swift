internal import StockModel

/// A set of texts in an arena: open addressing, at most half full, nothing counted when it is asked.
struct TextTable: BitwiseCopyable, @unchecked Sendable {
    // Sendable: points into an arena that is only read once the table is made.
    /// 0 where free; else the upper half of a text's hash, and its place among the texts plus 1, so that a miss seldom
    /// looks at a text.
    private let slots: UnsafeBufferPointer<UInt64>
    private let texts: UnsafeBufferPointer<Text>

    /// A table of `texts`, which must lie in `arena` or live as long; an empty one is never found.
    init(_ texts: [Text], in arena: Arena) {
        var size = 8
        while size < texts.count * 2 { size *= 2 }
        var slots = [UInt64](repeating: 0, count: size)
        for (index, text) in texts.enumerated() {
            let hash = Self.hash(text)
            var slot = Int(truncatingIfNeeded: hash) & (size - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = hash & 0xFFFF_FFFF_0000_0000 | UInt64(index + 1)
        }
        self.slots = slots.withUnsafeBufferPointer { arena.store(list: $0) }
        self.texts = texts.withUnsafeBufferPointer { arena.store(list: $0) }
    }

    func contains(_ text: Text) -> Bool {
        guard !text.isEmpty else { return false }
        let hash = Self.hash(text)
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 {
            if slots[slot] >> 32 == hash >> 32, texts[Int(slots[slot] & 0xFFFF_FFFF) - 1] == text { return true }
            slot = (slot + 1) & mask
        }
        return false
    }

    private static func hash(_ text: Text) -> UInt64 { StableHash.mix(0, text.stableHash) }
}
