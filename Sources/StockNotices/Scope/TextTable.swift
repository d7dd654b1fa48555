internal import StockModel

/// A set of texts in an arena: open addressing, at most half full, nothing counted when it is asked.
struct TextTable: BitwiseCopyable, @unchecked Sendable {
    // Sendable: points into an arena that is only read once the table is made.
    private let slots: UnsafeMutableBufferPointer<Text>

    /// A table of `texts`, which must lie in `arena` or live as long; empty ones are left out, they stand for free slots.
    init(_ texts: [Text], in arena: Arena) {
        var size = 8
        while size < texts.count * 2 { size *= 2 }
        let room = arena.allocate(size * MemoryLayout<Text>.stride).bindMemory(to: Text.self, capacity: size)
        room.initialize(repeating: .empty, count: size)
        slots = UnsafeMutableBufferPointer(start: room, count: size)
        for text in texts where !text.isEmpty {
            let slot = place(of: text)
            slots[slot] = text
        }
    }

    func contains(_ text: Text) -> Bool { !text.isEmpty && !slots[place(of: text)].isEmpty }

    /// The slot that holds `text`, or the free one where it belongs.
    private func place(of text: Text) -> Int {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: text.stableHash >> 17) & mask
        while !slots[slot].isEmpty, slots[slot] != text { slot = (slot + 1) & mask }
        return slot
    }
}
