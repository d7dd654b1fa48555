import Foundation
import StockModel
import Testing
import Yams

@testable import StockReading

/// Every fixture with any one column or element left out, or its columns moved, gives the same records less that field, or a
/// refusal.
@Suite("fixtures with something left out")
struct MutationLawTests {
    private static let tables = Fixtures.all.filter { $0.hasPrefix("formats/") }
    private static let documents = Fixtures.all.filter { $0.hasPrefix("dialects/") }

    @Test("a column left out", arguments: tables)
    func columns(_ name: String) throws {
        let original = try FixtureReading(path: Fixtures.path(name))
        guard !original.isRefused else { return }
        let definition = try Self.definition(original.source.format)
        let table = try #require(try Self.table(name, original))
        for (index, column) in table.columns.enumerated() {
            let law = MutationLaw(
                original: original, changed: try FixtureReading(table.without(column: index), name: name),
                use: .ofColumn(column, in: definition), removed: column, goesByLine: false)
            #expect(law.violations.isEmpty, "without \(column): \(law.violations.joined(separator: "; "))")
        }
    }

    @Test("columns in another order", arguments: tables)
    func permutations(_ name: String) throws {
        let original = try FixtureReading(path: Fixtures.path(name))
        // A row that is cut off has no column that could be moved.
        let isCutOff = original.rejects.contains { $0.problem.hasPrefix("The row ") }
        guard !original.isRefused, !isCutOff else { return }
        let table = try #require(try Self.table(name, original))
        let order = Array(table.columns.indices)
        let middle = order.count / 2
        for other in [order.reversed(), Array(order[middle...] + order[..<middle])] {
            let changed = try FixtureReading(table.permuted(other), name: name)
            #expect(changed.source.format == original.source.format)
            #expect(changed.records.map(\.values) == original.records.map(\.values))
            #expect(changed.rejects.map(\.record) == original.rejects.map(\.record))
        }
    }

    @Test("an element or attribute left out", arguments: documents)
    func elements(_ name: String) throws {
        let original = try FixtureReading(path: Fixtures.path(name))
        guard !original.isRefused else { return }
        let definition = try Self.definition(original.source.format)
        let encoding: String.Encoding = original.source.layout.encoding == "UTF-8" ? .utf8 : .isoLatin1
        let text = try #require(String(data: Data(try Fixtures.bytes(name)), encoding: encoding))
        let document = DocumentText(text)
        #expect(document.names.count > 5)
        for element in document.names {
            let law = MutationLaw(
                original: original,
                changed: try FixtureReading(
                    Array(try #require(document.without(element).data(using: encoding))), name: name),
                use: .ofElement(element.name, under: element.parent, in: definition), removed: element.name,
                goesByLine: true)
            #expect(law.violations.isEmpty, "without \(element): \(law.violations.joined(separator: "; "))")
        }
    }

    private static func table(_ name: String, _ original: FixtureReading) throws -> TableText? {
        let format = Definitions.builtIn.formats.first { $0.name == original.source.format }
        let isQuoted = format?.isQuoted == true || original.source.layout.delimiter != "\t"
        return TableText(
            try Fixtures.bytes(name), layout: original.source.layout, isQuoted: isQuoted,
            rejected: Set(original.rejects.map(\.record)))
    }

    /// The YAML of one definition.
    private static func definition(_ name: String) throws -> Node {
        let text = try #require(Definitions.builtIn.text(named: name))
        let root = try #require(try compose(yaml: text.yaml))
        return try #require(root.sequence?.first { $0["format"]?.string == name } ?? root)
    }
}

/// The check of the law must be able to fail.
@Suite("the law of what is left out")
struct MutationLawCheckTests {
    /// A format that guesses: without `Gone` an order that was cancelled is open, and `Item` is taken from anywhere.
    private static let guessing = """
        format: guessing
        kind: order
        header: [No, When, Count]
        channel: web
        fields:
          document: No
          sku: [Item, Name]
          quantity: Count
          status:
            cases:
              - {when: {filled: Gone}, is: cancelled}
              - {is: open}
          at: When
          shipped_at: {column: Sent, else: "2026-01-01"}
        """

    private static let text = "No,When,Count,Item,Name,Gone,Sent\n1,2026-11-01,2,A,Lamp,yes,2026-11-02\n"

    @Test(
        "what a column left out does",
        arguments: [
            ("No", []), ("When", []), ("Count", []), ("Item", []), ("Name", []), ("Sent", []),
            ("Gone", ["record 1: status is \"open\", not \"cancelled\""]),
        ])
    func columns(column: String, violations: [String]) throws {
        #expect(try Self.violations(without: column) == violations)
    }

    @Test("a value that changes although nothing mentions the column")
    func unrelated() throws {
        let original = try Self.read(Self.text)
        let changed = try Self.read(Self.text.replacing(",2,A,", with: ",3,A,"))
        let law = MutationLaw(
            original: original, changed: changed, use: DefinitionUse(), removed: "Name", goesByLine: false)
        #expect(law.violations == ["record 1: quantity is 3, not 2"])
    }

    @Test("records that vanish or come up")
    func records() throws {
        let two = Self.text + "2,2026-11-01,1,B,,,\n"
        let (one, both) = (try Self.read(Self.text), try Self.read(two))
        let law = { (a: FixtureReading, b: FixtureReading) in
            MutationLaw(original: a, changed: b, use: DefinitionUse(), removed: "x", goesByLine: false).violations
        }
        #expect(law(both, one) == ["record 2 is gone"])
        #expect(law(one, both) == ["record 2 was not there"])
        #expect(law(both, try Self.read(two.replacing("2,2026-11-01,1", with: "2,2026-11-01,x"))) == [])
    }

    @Test("columns and elements are taken out, and nothing else")
    func texts() throws {
        var layout = SourceLayout()
        layout.delimiter = ";"
        layout.encoding = "UTF-8"
        layout.headerLine = 2
        let text = "Export\na;b;c\n1;\"x;\"\"y\"\"\nz\";3\n;;\nfooter\n4;5\n"
        let table = try #require(TableText(Array(text.utf8), layout: layout, isQuoted: true, rejected: [4]))
        #expect(table.columns == ["a", "b", "c"])
        #expect(String(decoding: table.without(column: 1), as: UTF8.self) == "Export\na;c\n1;3\n;\nfooter\n4\n")
        #expect(
            String(decoding: table.permuted([2, 0, 1]), as: UTF8.self)
                == "Export\nc;a;b\n3;1;\"x;\"\"y\"\"\nz\"\n;;\nfooter\n4;5\n")
        let document = DocumentText("<a x='1'><!-- <b/> -->\n<p:b y=\">\">1\n</p:b><c><b/></c></a>")
        #expect(document.names.map(\.description) == ["a/@x", "a/b", "a/c", "b/@y", "c/b"])
        let without = { (parent: String, name: String) in
            document.without(.init(parent: parent, name: name)).replacing(" ", with: "")
        }
        #expect(without("a", "b") == "<ax='1'><!--<b/>-->\n\n<c><b/></c></a>")
        #expect(without("b", "@y") == "<ax='1'><!--<b/>-->\n<p:b>1\n</p:b><c><b/></c></a>")
    }

    @Test("a path mentions an element by its own name and its parent's")
    func mentions() throws {
        let yaml = """
            dialect: d
            notice: {document: ID, supplier: [Party/Name, "Org[@role=from]/Name"]}
            lines: {at: Line, quantity: Qty, buyer_part: "Item/Buyer/ID", lot: "Item/Lot[!Old]/No"}
            units: [{at: Item/Unit, serial: "@sn"}, {at: Item, serial: "Mark[Q_{1..3}=SN]/V_{1..3}"}]
            """
        let definition = try #require(try compose(yaml: yaml))
        let keys = { (name: String, parent: String) in
            DefinitionUse.ofElement(name, under: parent, in: definition).effects.keys.sorted()
        }
        #expect(keys("ID", "Buyer") == ["document", "gtin", "sku", "supplier_part"])
        #expect(keys("ID", "Other") == ["document"])
        #expect(keys("Name", "Other") == [])
        #expect(keys("@role", "Org") == ["scope"])
        #expect(keys("Old", "Anything") == ["expiry", "lot", "serial_lots"])
        #expect(keys("@sn", "Unit") == ["expiry", "lot", "quantity", "serial_lots", "serials"])
        #expect(keys("Q_2", "Mark") == keys("@sn", "Unit") && keys("V_3", "Mark") == keys("@sn", "Unit"))
        #expect(keys("V_4", "Mark") == [] && keys("Unknown", "Line") == [])
        #expect(DefinitionUse.ofElement("Line", under: "D", in: definition).mayVanish)
    }

    private static func violations(without column: String) throws -> [String] {
        let original = try read(text)
        let table = try #require(
            TableText(Array(text.utf8), layout: original.source.layout, isQuoted: true, rejected: []))
        let index = try #require(table.columns.firstIndex(of: column))
        let changed = try read(String(decoding: table.without(column: index), as: UTF8.self))
        let definition = try #require(try compose(yaml: guessing))
        return MutationLaw(
            original: original, changed: changed, use: .ofColumn(column, in: definition), removed: column,
            goesByLine: false
        ).violations
    }

    private static func read(_ text: String) throws -> FixtureReading {
        try FixtureReading(
            Array(text.utf8), name: "guess.csv", reader: FileReader(definitions: .with(guessing)))
    }
}
