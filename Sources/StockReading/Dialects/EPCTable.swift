/// The identifiers that a document names, each once, under numbers from 0.
struct EPCTable {
    /// One identifier; the texts lie in `text`.
    struct Entry {
        var kind: EPCName.Kind
        var gtin: Range<Int>
        var serial: Range<Int>
        var lot: Range<Int>
        var key: Range<Int>
        /// As first written.
        var written: Range<Int>
    }

    private(set) var entries: [Entry] = []
    private let text = ByteScratch()
    /// Numbers by hash, −1 where free; a power of two of places.
    private var places = [Int32](repeating: -1, count: 64)

    /// The number of an identifier.
    mutating func number(of written: Bytes) -> Int32 {
        let name = EPCName(written)
        return name.key.withUnsafeBufferPointer { key in
            var place = Self.hash(key) & (places.count - 1)
            while places[place] >= 0 {
                if text.bytes(entries[Int(places[place])].key).equals(key) { return places[place] }
                place = (place + 1) & (places.count - 1)
            }
            places[place] = Int32(entries.count)
            add(name, key, written)
            return Int32(entries.count - 1)
        }
    }

    func bytes(_ range: Range<Int>) -> Bytes { text.bytes(range) }

    subscript(number: Int32) -> Entry { entries[Int(number)] }

    private mutating func add(_ name: EPCName, _ key: Bytes, _ written: Bytes) {
        func keep(_ bytes: [UInt8]) -> Range<Int> { bytes.withUnsafeBufferPointer { text.append($0) } }
        entries.append(
            Entry(
                kind: name.kind, gtin: keep(name.gtin), serial: keep(name.serial), lot: keep(name.lot),
                key: text.append(key), written: text.append(written)))
        if entries.count * 2 > places.count { grow() }
    }

    private mutating func grow() {
        places = [Int32](repeating: -1, count: places.count * 2)
        for (number, entry) in entries.enumerated() {
            var place = Self.hash(text.bytes(entry.key)) & (places.count - 1)
            while places[place] >= 0 { place = (place + 1) & (places.count - 1) }
            places[place] = Int32(number)
        }
    }

    /// Seeded per process, so that no file can be made to collide; nothing that is written depends on it.
    private static func hash(_ key: Bytes) -> Int {
        var hasher = Hasher()
        hasher.combine(bytes: UnsafeRawBufferPointer(key))
        return hasher.finalize()
    }
}
