/// A small dictionary from words as people write them to values: statuses, dispositions, yes and no.
///
/// Words are folded before they are compared: ASCII letters to lower case, and blanks (all white space), `_` and `-`
/// dropped, so that `On Hold`, `on-hold`, `ON_HOLD` and `OnHold` are one word. Looking up makes no `String`.
package struct Words<Value: Sendable>: Sendable {
    private struct Entry: Sendable {
        var hash: UInt64
        var word: Range<Int>
        var value: Value
    }

    private var folded: [UInt8] = []
    private var entries: [Entry] = []
    /// Indices into `entries`, −1 where free; a power of two in size and at most half full.
    private var slots: [Int32] = []

    /// The words with their values; where two fold to the same, the first counts.
    package init(_ pairs: [(word: String, value: Value)]) {
        var size = 4
        while size < pairs.count * 2 { size *= 2 }
        slots = Array(repeating: -1, count: size)
        for (word, value) in pairs {
            var copy = word
            copy.withUTF8 { add($0, value) }
        }
    }

    package var isEmpty: Bool { entries.isEmpty }

    /// The value of a word, nil where it is unknown.
    package subscript(_ word: Bytes) -> Value? {
        let index = slots[slot(of: word, hash: Self.hash(word))]
        return index < 0 ? nil : entries[Int(index)].value
    }

    private mutating func add(_ word: Bytes, _ value: Value) {
        let hash = Self.hash(word)
        let free = slot(of: word, hash: hash)
        guard slots[free] < 0 else { return }
        let start = folded.count
        FoldedName.forEachByte(of: word) { folded.append($0) }
        slots[free] = Int32(entries.count)
        entries.append(Entry(hash: hash, word: start..<folded.count, value: value))
    }

    /// The slot that holds the word, or the free one where it would go.
    private func slot(of word: Bytes, hash: UInt64) -> Int {
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] >= 0 {
            let entry = entries[Int(slots[slot])]
            if entry.hash == hash, matches(word, entry.word) { return slot }
            slot = (slot + 1) & (slots.count - 1)
        }
        return slot
    }

    private func matches(_ word: Bytes, _ range: Range<Int>) -> Bool {
        var next = range.lowerBound
        var isEqual = true
        FoldedName.forEachByte(of: word) { byte in
            if next < range.upperBound, folded[next] == byte { next += 1 } else { isEqual = false }
        }
        return isEqual && next == range.upperBound
    }

    private static func hash(_ word: Bytes) -> UInt64 {
        // FNV-1a, byte by byte because the folded word exists nowhere.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        FoldedName.forEachByte(of: word) { hash = (hash ^ UInt64($0)) &* 0x100_0000_01B3 }
        return hash ^ (hash >> 32)
    }
}
