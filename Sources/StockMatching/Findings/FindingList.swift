package import StockModel

/// All findings of a run in the order of `findings.csv`, worded one by one when they are written.
package struct FindingList: RandomAccessCollection {
    private let context: FoldContext
    private let rows: [FindingRow]
    private let words: FindingWording

    /// The findings of a list and others besides.
    package init(_ list: FindingList, adding more: [FindingRow]) {
        context = list.context
        words = list.words
        let kinds = Self.kindRanks()
        let context = context
        rows =
            more.isEmpty ? list.rows : (list.rows + more).sorted { Self.precedes($0, $1, context, kinds) }
    }

    /// Adds what only the whole run shows (unknown SKUs, contested identifiers), finds the likeliest units for unknown
    /// serials, and sorts.
    ///
    /// - Parameters:
    ///   - parts: The findings of all workers.
    ///   - units: All units that the house has, for suggestions, in groups that each hold all of their SKUs.
    ///   - arena: Where texts are kept.
    ///   - spill: Where the texts of findings lie, if memory is bounded: what they are sorted by is copied then.
    package init(
        context: FoldContext, parts: [RowList<FindingRow>], totals: SKUTotals, units: [[RowList<UnitResult>]],
        arena: Arena, spill: SpillFile? = nil
    ) {
        self.context = context
        words = FindingWording(context: context)
        var all: [FindingRow] = []
        all.reserveCapacity(parts.reduce(0) { $0 + $1.count })
        for part in parts { for index in 0..<part.count { all.append(part[index]) } }
        if let spill {
            for index in all.indices {
                if index & 255 == 0 { spill.relieve() }
                all[index].move(to: arena)
            }
        }
        all += Self.ofWholeRun(context, totals)
        Suggestions(context: context, arena: arena).complete(&all, units: units, spill: spill)
        let kinds = Self.kindRanks()
        let order = all.indices.sorted { Self.precedes(all[$0], all[$1], context, kinds) }
        rows = order.map { all[$0] }
    }

    package var startIndex: Int { 0 }

    package var endIndex: Int { rows.count }

    /// The finding at a place, worded.
    package subscript(index: Int) -> Finding {
        words.finding(rows[index])
    }

    /// The finding at a place, as the folds gave it.
    package func row(at index: Int) -> FindingRow { rows[index] }

    /// How many there are of each kind.
    package var counts: [FindingKind: Int] {
        var counts: [FindingKind: Int] = [:]
        for row in rows { counts[row.kind, default: 0] += 1 }
        return counts
    }

    /// Findings that no fold of one key gives: contested identifiers, and SKUs without catalogue entry.
    package static func ofWholeRun(_ context: FoldContext, _ totals: SKUTotals) -> [FindingRow] {
        var all: [FindingRow] = []
        for conflict in context.tables.aliases.conflicts {
            var finding = FindingRow(.aliasConflict)
            finding.serial = conflict.identifier
            all.append(finding)
        }
        if context.tables.skus.hasCatalogue {
            for (sku, info) in context.skus.enumerated() where totals.isNamed[sku] && info.entry < 0 {
                var finding = FindingRow(.unknownSKU)
                finding.sku = Int32(sku)
                all.append(finding)
            }
        }
        return all
    }

    /// The place of each kind: by severity, then by its word.
    private static func kindRanks() -> [FindingKind: Int] {
        let sorted = FindingKind.allCases.sorted {
            ($0.severity.rawValue, $0.rawValue) < ($1.severity.rawValue, $1.rawValue)
        }
        return Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, $0) })
    }

    private static func precedes(
        _ a: FindingRow, _ b: FindingRow, _ context: FoldContext, _ kinds: [FindingKind: Int]
    ) -> Bool {
        if a.kind != b.kind { return kinds[a.kind, default: 0] < kinds[b.kind, default: 0] }
        if a.sku != b.sku { return a.sku < b.sku }
        var order = Text.compare(a.serial, b.serial)
        if order != 0 { return order < 0 }
        if a.party != b.party { return context.rank(a.party) < context.rank(b.party) }
        order = Text.compare(a.document, b.document)
        if order != 0 { return order < 0 }
        order = Text.compare(a.lineNumber, b.lineNumber)
        if order != 0 { return order < 0 }
        // A copy, and the sum of a tool's copies, can say the same of one document.
        return a.quantity != b.quantity ? a.quantity < b.quantity : a.at < b.at
    }
}
