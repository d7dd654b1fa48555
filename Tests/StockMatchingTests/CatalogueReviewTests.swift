import StockModel
import Testing

@testable import StockMatching

@Suite("what a catalogue must not say")
struct CatalogueReviewTests {
    /// Entries, each with its line, and the columns and problems that must be told, in this order.
    static let cases: [(title: String, entries: [CatalogueEntry], told: [String])] = [
        ("nothing wrong", [entry("A", aliases: ["A", "a"], parts: ["7"]), entry("B", parts: ["Acme=7"])], []),
        (
            "one name to two entries, all of them",
            [
                entry("A", gtin: "2000000151281", aliases: ["x", "y"], parts: ["7", "Acme=7"]),
                entry("B", gtin: "02000000151281", aliases: ["y", "A"], parts: ["Acme=7"]),
                entry("C", aliases: ["x"], parts: ["7"]),
            ],
            [
                "3 aliases: The name y leads to two catalogue entries: A (line 2) and B (line 3)",
                "3 aliases: The name A leads to two catalogue entries: A (line 2) and B (line 3)",
                "3 supplier_parts: The supplier part Acme=7 leads to two catalogue entries: A (line 2) and B (line 3)",
                "3 gtin: The GTIN 02000000151281 leads to two catalogue entries: A (line 2) and B (line 3)",
                "4 aliases: The name x leads to two catalogue entries: A (line 2) and C (line 4)",
                "4 supplier_parts: The supplier part 7 leads to two catalogue entries: A (line 2) and C (line 4)",
            ]
        ),
        (
            "a SKU twice: the names that it has in common with itself are not told",
            [entry("A", gtin: "2000000151281", aliases: ["x"]), entry("A", gtin: "2000000151281", aliases: ["x"])],
            ["3 sku: The SKU A leads to two catalogue entries: A (line 2) and A (line 3)"]
        ),
        (
            "a kit of a kit, and of itself",
            [
                entry("P"), entry("K", components: ["P", "L", "K"]), entry("L", components: ["P"]),
            ],
            [
                "3 components: The kit K has the kit L as a component",
                "3 components: The kit K has the kit K as a component",
            ]
        ),
        (
            "identifiers that cannot be used",
            [entry("A", identifier: "imie"), entry("B", identifier: "pattern:A{3,2}"), entry("C", identifier: "vin")],
            [
                "2 identifier: The identifier of A cannot be used: character 1 of `imie`: “imie” is no kind of identifier",
                "3 identifier: The identifier of B cannot be used: character 10 of `pattern:A{3,2}`: the pattern cannot be "
                    + "used: the count runs backwards, from 3 to 2",
            ]
        ),
    ]

    @Test("all contradictions, in the order of the entries", arguments: cases.indices)
    func problems(index: Int) {
        let (title, entries, told) = Self.cases[index]
        let problems = CatalogueReview.problems(in: Self.numbered(entries))
        #expect(problems.map { "\($0.entry.lineNumber) \($0.column): \($0.problem)" } == told, "\(title)")
        #expect(problems.allSatisfy { !$0.remedy.isEmpty })
    }

    @Test("the first of contradicting entries counts for those who go on all the same")
    func first() {
        let index = CatalogueIndex(
            entries: Self.numbered([
                Self.entry("A", gtin: "2000000151281", aliases: ["x"]),
                Self.entry("B", gtin: "2000000151281", aliases: ["x"]),
            ]))
        #expect(index.resolve(ItemIdentifiers(sku: "x")) == "A")
        #expect(index.resolve(ItemIdentifiers(gtin: "2000000151281")) == "A")
    }

    private static func numbered(_ entries: [CatalogueEntry]) -> [CatalogueEntry] {
        entries.enumerated().map { index, entry in
            var entry = entry
            entry.lineNumber = index + 2
            return entry
        }
    }

    private static func entry(
        _ sku: String, gtin: String = "", aliases: [String] = [], parts: [String] = [], components: [String] = [],
        identifier: String = "any"
    ) -> CatalogueEntry {
        var entry = CatalogueEntry(sku: sku)
        entry.gtin = gtin
        entry.aliases = aliases
        entry.supplierParts = parts
        entry.identifier = identifier
        entry.components = components.map { KitComponent(sku: $0, count: 1) }
        return entry
    }
}
