import StockModel

/// What a file without one column or element must give: the same records less that field, or a refusal.
struct MutationLaw {
    let original: FixtureReading
    let changed: FixtureReading
    let use: DefinitionUse
    /// What was taken away, as rejects may name it.
    let removed: String
    /// Whether records are told apart by their line, because their numbers shift.
    let goesByLine: Bool

    /// What else the changed file gives; nothing where it obeys.
    var violations: [String] {
        guard !changed.isRefused else { return [] }
        if Self.others[original.source.format] == [removed: changed.source.format] { return [] }
        var found: [String] = []
        let before = Dictionary(grouping: original.records, by: place)
        let after = Dictionary(grouping: changed.records, by: place)
        let rejected = Set(changed.rejects.map { goesByLine ? $0.line : $0.record })
        for (place, records) in before.sorted(by: { $0.key < $1.key }) {
            let now = after[place] ?? []
            if now.isEmpty, !rejected.contains(place), !use.mayVanish { found.append("record \(place) is gone") }
            for (record, other) in zip(records, now) { found += differences(record, other, at: place) }
            if now.count > records.count, !use.mayAppear { found.append("record \(place) is there more often") }
        }
        for place in after.keys.sorted() where before[place] == nil && !mayAppear(place) {
            if after[place]?.allSatisfy(Self.isMark) == true { continue }
            found.append("record \(place) was not there")
        }
        let isOther = changed.source.format != original.source.format
        return isOther && !found.isEmpty ? ["it is read as \(changed.source.format)"] + found : found
    }

    /// Whether it is what a replacement or cancellation leaves whose lines are all rejected: it takes back what came before.
    private static func isMark(_ record: FixtureReading.Record) -> Bool {
        record.values["sku"] == nil && record.values["purpose"] == "\"cancel\""
    }

    private func place(_ record: FixtureReading.Record) -> Int { goesByLine ? record.line : record.number }

    /// Whether a record may be taken that was rejected: for what is gone now, or because it waited for one that was.
    private func mayAppear(_ place: Int) -> Bool {
        if use.mayAppear { return true }
        let why = original.rejects.filter { (goesByLine ? $0.line : $0.record) == place }
        let isDue = { (reject: Reject) in
            reject.field.split(whereSeparator: { "/[]@=".contains($0) }).contains { $0 == self.removed }
                || reject.field == self.removed || reject.problem.hasPrefix("The row has ")
                || (reject.problem.hasPrefix("This row waits") && !self.use.effects.isEmpty)
        }
        return why.contains(where: isDue) || (!why.isEmpty && use.effects["quantity"] == .changed)
    }

    private func differences(_ a: FixtureReading.Record, _ b: FixtureReading.Record, at place: Int) -> [String] {
        let keys = Set(a.values.keys).union(b.values.keys).sorted()
        return keys.filter { a.values[$0] != b.values[$0] && !isAllowed($0, a, b) }.map {
            "record \(place): \($0) is \(b.values[$0] ?? "nothing"), not \(a.values[$0] ?? "nothing")"
        }
    }

    private func isAllowed(_ key: String, _ a: FixtureReading.Record, _ b: FixtureReading.Record) -> Bool {
        guard let effect = use.effects[key] else { return false }
        guard let value = b.values[key] else { return true }
        // What stands in for the goods must be one of their other names.
        if ["sku", "supplier_part", "gtin"].contains(key), effect == .lost {
            return [a.values["sku"], a.values["supplier_part"], a.values["gtin"]].contains(value)
        }
        return effect == .changed || Self.defaults[key] == value
    }

    /// What a file is by its documents without the one column that tells it from that.
    private static let others = ["house-copies": ["tool": "house-orders"]]

    /// What the documents say that stands where nothing is said.
    private static let defaults = [
        "quantity": "1", "stock": "\"house\"", "disposition": "\"quarantine\"", "serials": "\"optional\"",
        "identifier": "\"any\"", "safety_stock": "0", "purpose": "\"original\"",
    ]
}
