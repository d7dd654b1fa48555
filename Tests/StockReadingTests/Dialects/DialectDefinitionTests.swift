import Foundation
import Testing

@testable import StockReading

@Suite("Definitions of dialects")
struct DialectDefinitionTests {
    /// A definition without mistakes, some of whose lines are replaced.
    private func mistakes(_ replacements: (String, String)...) -> [String] {
        var yaml = """
            dialect: acme
            recognise:
              - root: Advice
                namespace: none
            notice:
              document: Number
              supplier: Supplier
              issued: Date
            lines:
              at: Line
              quantity: Quantity
              supplier_part: Part
            units:
              - at: Unit
                serial: Serial
            """
        for (old, new) in replacements {
            precondition(yaml.contains(old))
            yaml = yaml.replacing(old, with: new)
        }
        return DialectDefinition.read(yaml: yaml, file: "acme.yaml").1.map(\.description)
    }

    @Test("the built-in ones have no mistake, and each its own name")
    func builtIn() {
        let names = Definitions.builtIn.dialects.map(\.name)
        #expect(names.contains("ubl-despatch-advice") && Set(names).count == names.count)
    }

    @Test("the examples of the guide have no mistake")
    func guide() throws {
        let guide = URL(filePath: #filePath).appending(path: "../../../../docs/definitions.md").standardized
        let blocks = try String(contentsOf: guide, encoding: .utf8).components(separatedBy: "```yaml\n").dropFirst()
            .map { String($0.prefix(upTo: $0.range(of: "```")?.lowerBound ?? $0.endIndex)) }
            .filter { $0.hasPrefix("dialect:") }
        #expect(blocks.count == 2)
        for block in blocks {
            #expect(DialectDefinition.read(yaml: block, file: "definitions.md").1 == [])
        }
    }

    @Test("all mistakes are found at once, each with its place and the nearest right word")
    func allAtOnce() {
        #expect(mistakes() == [])
        #expect(
            mistakes(
                ("quantity: Quantity", "quantiy: Quantity"), ("issued: Date", "issued: cbc:Date"),
                ("at: Unit", "at: /Unit")) == [
                    "acme.yaml:8:11: Leave the prefix out: elements are found by local name. Write \"Date\".",
                    "acme.yaml:11:3: There is no `quantiy` here. Did you mean \"quantity\"?",
                    "acme.yaml:14:9: Write the path of an element below the level above.",
                ])
    }

    @Test("a document has lines or events")
    func events() {
        #expect(
            mistakes(
                ("dialect: acme", "dialect: acme\nevents: {step: {from: A, shipping: B}, objects: {at: C, name: .}}"))
                == [
                    "acme.yaml:11:3: A document has lines or events; leave `lines` out where there are `events`.",
                    "acme.yaml:15:3: A document has lines or events; leave `units` out where there are `events`.",
                    "acme.yaml:2:9: Write in `notice`, as `despatched`, where an event's time stands.",
                ])
    }

    @Test(
        "what a definition must not say",
        arguments: [
            ("  document: Number\n", "", "acme.yaml:6:3: `document` is missing: where the notice's number stands."),
            (
                "  - root: Advice\n    namespace: none", "  - root: Advice",
                "acme.yaml:3:5: `namespace` is missing: its namespace, `none` for no namespace, or `any`."
            ),
            (
                "root: Advice", "root: Acme/Advice",
                "acme.yaml:3:11: Write the local name of one element; what must lie below it goes under `has`."
            ),
            (
                "at: Line", "at: [Line, Line/Sub]",
                "acme.yaml:10:14: \"Line\" is matched already; an element inside another cannot be of its level."
            ),
            (
                "at: Line", "at: [Line/Sub, Line]",
                "acme.yaml:10:18: \"Line/Sub\" lies inside; an element inside another cannot be of its level."
            ),
            ("at: Line", "at: .", "acme.yaml:10:7: Write the path of an element below the level above."),
            (
                "at: Line", "at: 'A[b]/Line'",
                "acme.yaml:10:7: Of a level's path only the last element can have conditions."
            ),
            (
                "supplier_part: Part", "lot: Lot",
                "acme.yaml:10:3: Write at least one of `buyer_part`, `supplier_part` and `gtin`: a line must name its goods."
            ),
            (
                "quantity: Quantity", "quantity: /Quantity",
                "acme.yaml:11:13: Only the notice's values can be looked for from the root; write a path below the line."
            ),
            (
                "serial: Serial", "serial: {text: A}",
                "acme.yaml:15:13: A constant is no serial; write where the serials stand."
            ),
            (
                "serial: Serial", "serial: Serial\n    split: '→'",
                "acme.yaml:16:12: Only ASCII characters can separate."
            ),
            (
                "serial: Serial", "serial: Serial\n    per_unit: many",
                "acme.yaml:16:15: Write how many identifiers a unit has, 1 to 20, or `all` for those that stand together."
            ),
            (
                "serial: Serial", "serial: Serial\n    range: {from: A, to: B}",
                "acme.yaml:15:13: A unit is a range or a serial; write another unit for the other."
            ),
            (
                "serial: Serial", "range: {from: A}",
                "acme.yaml:15:12: `to` is missing: where the last serial stands."
            ),
            (
                "serial: Serial", "serial: 'A{1..3}{1..2}'",
                "acme.yaml:15:13: The numbers in braces run side by side, so each must have as many."
            ),
            (
                "at: Line", "at: Line\n  tree: {id: A, parent: B, item: C, components: F}",
                "acme.yaml:11:49: Write as `level` where these words stand."
            ),
            (
                "at: Line", "at: Line\n  tree: {id: A, item: C, inherit: lot}",
                "acme.yaml:11:9: `parent` is missing: where the number of the loop around it stands."
            ),
            (
                "dialect: acme", "dialect: acme\ndates: [YYYY]",
                "acme.yaml:2:9: \(TimestampFormError.unknownForm("YYYY"))"
            ),
            (
                "dialect: acme", "dialect: acme\ndecimal: dot",
                "acme.yaml:2:10: \"dot\" is none of point, comma."
            ),
            (
                "quantity: Quantity", "quantity: {from: Quantity, repeated: last}",
                "acme.yaml:11:40: \"last\" is none of first, refuse, ignore."
            ),
            (
                "quantity: Quantity", "quantity: {from: Q, text: '1'}",
                "acme.yaml:11:13: Write `from` or `text`, not both."
            ),
            ("issued: Date", "issued: {time: T}", "acme.yaml:8:11: `date` is missing: where the date stands."),
            (
                "issued: Date", "issued: Date\n  purpose: {replace: [R]}",
                "acme.yaml:9:12: `from` is missing: where the code stands."
            ),
        ])
    func mistake(old: String, new: String, expected: String) {
        #expect(mistakes((old, new)) == [expected])
    }
}
