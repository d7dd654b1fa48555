import StockModel

/// Normalises the serials of records in place (`semantics.md`, section 3).
final class SerialLists {
    let context: FoldContext
    let arena: Arena
    private let normaliser: SerialNormaliser
    /// Whether plain serials are sure to be normal: no placeholder of the user's can be one of them.
    private let trustsPlain: Bool
    private var scratch: [UInt8] = []
    private var places = ScratchList<Int32>()

    init(context: FoldContext, arena: Arena) {
        self.context = context
        self.arena = arena
        normaliser = context.tables.normaliser
        trustsPlain = context.tables.rules.placeholders.isEmpty
    }

    deinit { places.free() }

    /// Replaces the serials of `record` by their normalised forms, each once, without placeholders, in their order.
    ///
    /// - Parameters:
    ///   - sku: What the record's identifiers resolve to; becomes what a carrier's GTIN resolves to where the catalogue
    ///     knows none of the identifiers.
    /// - Returns: The units' serials that the record lists more than once.
    func normalise(_ record: UnsafeMutablePointer<Record>, sku: inout Int32) -> UnsafeBufferPointer<Text> {
        let none = UnsafeBufferPointer<Text>(start: nil, count: 0)
        let list = record.pointee.serials
        guard list.count > 0 else { return none }
        if list.count == 1, trustsPlain, list[0].isPlain, !context.hasAliases, !context[sku].checksSerials {
            // By far the most lines have one serial, and nothing to change in it.
            return none
        }
        // The list lies in the reader's arena, where nobody else looks at it any more.
        let entries = UnsafeMutableBufferPointer(mutating: list)
        var kept = 0
        var carried: [GTIN] = []
        for index in entries.indices {
            if trustsPlain, entries[index].isPlain {
                if kept != index { entries[kept] = entries[index] }
                kept += 1
                continue
            }
            let result = normaliser.normalise(entries[index].text, scratch: &scratch)
            if let gtin = result.gtin { carried.append(gtin) }
            var entry = entries[index]
            switch result {
            case .none: continue
            case .asWritten(let text): entry.text = text
            case .changed: entry.text = scratch.withUnsafeBufferPointer { arena.store($0) }
            }
            entries[kept] = entry
            kept += 1
        }
        if context[sku].entry < 0 {
            for gtin in carried { if let found = context.tables.skus.sku(gtin: gtin) { sku = found; break } }
        }
        if context[sku].checksSerials { convert(entries, count: kept, scheme: context.tables.skus.scheme(of: sku)) }
        var repeats: [Text] = []
        if kept > 1 { kept = dropRepeats(entries, count: kept, told: &repeats) }
        if context.hasAliases {
            let aliases = context.tables.aliases
            for index in 0..<kept {
                let text = entries[index].text
                let replacement = aliases.replacement(for: text)
                if replacement != text { entries[index].text = replacement }
            }
            // Two identifiers of one unit on one line are one unit, and no mistake.
            var untold: [Text] = []
            if kept > 1 { kept = dropRepeats(entries, count: kept, told: &untold) }
        }
        record.pointee.serials = UnsafeBufferPointer(start: kept > 0 ? entries.baseAddress : nil, count: kept)
        return repeats.isEmpty ? none : repeats.withUnsafeBufferPointer { arena.store(list: $0) }
    }

    /// Rule 4: an IMEISV becomes its IMEI, a decimal MEID its hexadecimal form.
    private func convert(
        _ entries: UnsafeMutableBufferPointer<ListedSerial>, count: Int, scheme: IdentifierScheme
    ) {
        for index in 0..<count where scheme.rewrite(entries[index].text, scratch: &scratch) {
            entries[index].text = scratch.withUnsafeBufferPointer { arena.store($0) }
        }
    }

    /// Takes note of a repeated serial, by the serial of its unit, once.
    private func tell(_ text: Text, _ told: inout [Text]) {
        let serial = context.hasAliases ? context.tables.aliases.replacement(for: text) : text
        if !told.contains(serial) { told.append(serial) }
    }

    /// Keeps the first of each serial and returns how many are left.
    private func dropRepeats(
        _ entries: UnsafeMutableBufferPointer<ListedSerial>, count: Int, told: inout [Text]
    ) -> Int {
        var kept = 0
        if count <= 8 {
            for index in 0..<count {
                if (0..<kept).contains(where: { entries[$0].text == entries[index].text }) {
                    tell(entries[index].text, &told)
                } else {
                    if kept != index { entries[kept] = entries[index] }
                    kept += 1
                }
            }
            return kept
        }
        // A small table of places by hash, so that a long list costs one look each.
        var size = 16
        while size < count * 2 { size *= 2 }
        places.fill(-1, count: size)
        for index in 0..<count {
            let text = entries[index].text
            var slot = Int(truncatingIfNeeded: text.stableHash) & (size - 1)
            while places[slot] >= 0, entries[Int(places[slot])].text != text {
                slot = (slot + 1) & (size - 1)
            }
            if places[slot] >= 0 {
                tell(text, &told)
            } else {
                if kept != index { entries[kept] = entries[index] }
                places[slot] = Int32(kept)
                kept += 1
            }
        }
        return kept
    }
}

extension Text {
    /// Whether two sorted lists hold the same serials: −1, 0 or 1 in the order of their first difference.
    static func compareSorted(_ a: [Text], _ b: [Text]) -> Int {
        for (left, right) in zip(a, b) {
            let order = Text.compare(left, right)
            if order != 0 { return order }
        }
        return a.count == b.count ? 0 : (a.count < b.count ? -1 : 1)
    }
}

extension UnsafeBufferPointer<ListedSerial> {
    /// The serials in byte order.
    var sortedTexts: [Text] { map(\.text).sorted() }
}
