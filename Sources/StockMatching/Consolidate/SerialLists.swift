import StockModel

/// Normalises the serials of records in place (`semantics.md`, section 3).
final class SerialLists {
    let context: FoldContext
    let arena: Arena
    private let normaliser: SerialNormaliser
    private var scratch: [UInt8] = []
    private var seen: Set<Text> = []

    init(context: FoldContext, arena: Arena) {
        self.context = context
        self.arena = arena
        normaliser = context.tables.normaliser
    }

    /// Replaces the serials of `record` by their normalised forms, each once, without placeholders, in their order.
    ///
    /// - Parameters:
    ///   - sku: What the record's identifiers resolve to; becomes what a carrier's GTIN resolves to where the catalogue
    ///     knows none of the identifiers.
    ///   - repeated: Called with the unit's serial for each serial that the record lists more than once.
    func normalise(
        _ record: UnsafeMutablePointer<Record>, sku: inout Int32, repeated: (Text) -> Void
    ) {
        let list = record.pointee.serials
        guard list.count > 0 else { return }
        // The list lies in the reader's arena, where nobody else looks at it any more.
        let entries = UnsafeMutableBufferPointer(mutating: list)
        var kept = 0
        var carried: [GTIN] = []
        for index in entries.indices {
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
        if kept > 1 { kept = dropRepeats(entries, count: kept, repeated: repeated) }
        if context.hasAliases {
            for index in 0..<kept { entries[index].text = context.tables.aliases.replacement(for: entries[index].text) }
            // Two identifiers of one unit on one line are one unit, and no mistake.
            if kept > 1 { kept = dropRepeats(entries, count: kept) { _ in } }
        }
        record.pointee.serials = UnsafeBufferPointer(start: kept > 0 ? entries.baseAddress : nil, count: kept)
    }

    /// Rule 4: an IMEISV becomes its IMEI, a decimal MEID its hexadecimal form.
    private func convert(
        _ entries: UnsafeMutableBufferPointer<ListedSerial>, count: Int, scheme: IdentifierScheme
    ) {
        for index in 0..<count where scheme.rewrite(entries[index].text, scratch: &scratch) {
            entries[index].text = scratch.withUnsafeBufferPointer { arena.store($0) }
        }
    }

    /// Keeps the first of each serial and returns how many are left.
    private func dropRepeats(
        _ entries: UnsafeMutableBufferPointer<ListedSerial>, count: Int, repeated: (Text) -> Void
    ) -> Int {
        var kept = 0
        var told: [Text] = []
        func found(_ text: Text) {
            guard !told.contains(text) else { return }
            told.append(text)
            repeated(context.tables.aliases.replacement(for: text))
        }
        if count <= 8 {
            for index in 0..<count {
                let text = entries[index].text
                if (0..<kept).contains(where: { entries[$0].text == text }) {
                    found(text)
                } else {
                    entries[kept] = entries[index]
                    kept += 1
                }
            }
            return kept
        }
        seen.removeAll(keepingCapacity: true)
        for index in 0..<count {
            if seen.insert(entries[index].text).inserted {
                entries[kept] = entries[index]
                kept += 1
            } else {
                found(entries[index].text)
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
