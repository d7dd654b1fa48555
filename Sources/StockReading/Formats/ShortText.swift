internal import StockModel

/// A text of at most 16 bytes as two machine words: compared and hashed without touching memory.
struct ShortText: BitwiseCopyable, Equatable {
    fileprivate private(set) var low: UInt64 = 0
    fileprivate private(set) var high: UInt64 = 0
    fileprivate private(set) var count: UInt8 = 0

    /// Nil for a longer text.
    @inline(__always) init?(_ bytes: Bytes) {
        guard bytes.count <= 16, let base = bytes.baseAddress else {
            if bytes.count == 0 { return }
            return nil
        }
        count = UInt8(truncatingIfNeeded: bytes.count)
        guard bytes.count >= 8 else {
            low = ByteWord.short(base, count: bytes.count)
            return
        }
        low = ByteWord.whole(base, 0)
        if bytes.count == 16 {
            high = ByteWord.whole(base, 8)
        } else {
            high = ByteWord.end(base, count: bytes.count, rest: bytes.count &- 8)
        }
    }

    /// Where a table looks for it first.
    @inline(__always) var hash: UInt64 { Self.hash(low, high, Int32(count)) }

    @inline(__always) fileprivate static func hash(_ low: UInt64, _ high: UInt64, _ count: Int32) -> UInt64 {
        StableHash.mix(StableHash.mix(UInt64(count), low), high)
    }
}

/// What short names were looked up to: one file's memory of ids, without copies of the names.
///
/// Names repeat from row to row; a repeated one costs a few multiplications and one look at the table.
struct ShortNames {
    /// 24 bytes, so that thousands of names stay in a core's own cache.
    private struct Slot {
        var low: UInt64 = 0
        var high: UInt64 = 0
        /// −1 where the slot is free.
        var count: Int32 = -1
        var id: Int32 = 0
    }

    private var slots = Array(repeating: Slot(), count: 256)
    private var used = 0

    /// The id of a name; nil where it is new.
    @inline(__always) subscript(_ text: ShortText) -> Int32? {
        let mask = slots.count - 1
        var index = Int(truncatingIfNeeded: text.hash) & mask
        while true {
            let slot = slots[index]
            if slot.low == text.low, slot.high == text.high, slot.count == Int32(text.count) { return slot.id }
            if slot.count < 0 { return nil }
            index = (index + 1) & mask
        }
    }

    /// Takes note of a new name.
    mutating func insert(_ text: ShortText, id: Int32) {
        used += 1
        if used * 4 > slots.count * 3 { grow() }
        put(Slot(low: text.low, high: text.high, count: Int32(text.count), id: id), hash: text.hash)
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: Slot(), count: old.count * 2)
        for slot in old where slot.count >= 0 {
            put(slot, hash: ShortText.hash(slot.low, slot.high, slot.count))
        }
    }

    private mutating func put(_ slot: Slot, hash: UInt64) {
        var index = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[index].count >= 0 { index = (index + 1) & (slots.count - 1) }
        slots[index] = slot
    }
}

/// Words and their values, with the last one that was looked up: most cells repeat the one above them.
struct RecentWord<Value: BitwiseCopyable & Sendable> {
    private let words: Words<Value>
    private var last: ShortText?
    private var value: Value?

    init(_ words: Words<Value>) { self.words = words }

    /// The value of a word, nil where it is unknown.
    @inline(__always) mutating func callAsFunction(_ word: Bytes) -> Value? {
        guard let text = ShortText(word) else { return words[word] }
        if text == last { return value }
        value = words[word]
        last = text
        return value
    }
}
