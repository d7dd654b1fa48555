/// The columns that tell a format, folded.
struct FoldedHeader: Sendable {
    /// Of each list one must be there.
    let all: [[String]]
    private let any: Set<String>
    private let none: Set<String>
    private let known: Set<String>
    private let ignoresOthers: Bool

    init(_ format: FormatDefinition) {
        all = format.header.all.map { $0.map { FoldedName.fold($0) } }
        any = Set(format.header.any.map { FoldedName.fold($0) })
        none = Set(format.header.none.map { FoldedName.fold($0) })
        known = Set(format.columns.map { FoldedName.fold($0) })
        ignoresOthers = format.ignored == nil
    }

    /// How many telling columns there are; 0 where the header is not of this format.
    func score(_ columns: Set<String>) -> Int {
        guard all.allSatisfy({ $0.contains(where: columns.contains) }), none.isDisjoint(with: columns) else {
            return 0
        }
        let hits = any.intersection(columns).count
        guard any.isEmpty || hits > 0 || columns.isSubset(of: known) else { return 0 }
        // Columns that every file of the format has tell more than those of which it has one or another.
        return all.count * 100 + min(hits, 99)
    }

    /// Columns that nearly every export has, folded; they tell nothing.
    private static let common: Set = ["orderid", "ordernumber", "orderstatus", "status", "sku", "quantity"]

    /// What is missing, where at least two columns and four or half of all are there, and either the format knows half of
    /// the header or two of them are its own: an order number and a SKU alone are in every channel's export.
    func nearness(_ columns: Set<String>, format: FormatDefinition) -> Nearest? {
        guard format.refusal == nil, none.isDisjoint(with: columns) else { return nil }
        let own = all.count { $0.contains { columns.contains($0) && !Self.common.contains($0) } }
        guard ignoresOthers ? own >= 2 : known.intersection(columns).count * 2 >= columns.count else { return nil }
        let missing = zip(all, format.header.all).filter { !$0.0.contains(where: columns.contains) }
        let found = all.count - missing.count
        guard found >= 2, found >= 4 || found * 2 >= all.count, !missing.isEmpty else { return nil }
        return Nearest(
            name: format.name, title: format.title, missing: missing.map { $0.1.joined(separator: "\" or \"") },
            found: found)
    }
}
