import Testing

@testable import StockReading

@Suite("Paths of a dialect")
struct DialectPathTests {
    private func mistake(_ text: String) -> String {
        do throws(DialectPathParser.Mistake) {
            return "no mistake: \(try DialectPathParser.path(text))"
        } catch {
            return error.message
        }
    }

    @Test("elements, attributes, the level itself, and the root")
    func plain() throws {
        let path = try DialectPathParser.path("Item/StandardItemIdentification/ID")
        #expect(path.steps.map(\.name) == ["Item", "StandardItemIdentification", "ID"])
        #expect(path.attribute == nil && !path.isFromRoot && path.text == "Item/StandardItemIdentification/ID")
        #expect(try DialectPathParser.path("DeliveredQuantity/@unitCode").attribute == "unitCode")
        #expect(try DialectPathParser.path("@quantity").steps.isEmpty)
        #expect(try DialectPathParser.path(".") == DialectPath(text: "."))
        let root = try DialectPathParser.path("/Header/From/@name")
        #expect(root.isFromRoot && root.steps.count == 2 && root.attribute == "name")
    }

    @Test("conditions, on the element behind which they stand")
    func conditions() throws {
        let path = try DialectPathParser.path("S_DTM[D_374=011]/C_X[@type=ean|gtin][!Old][Level!=F][Q='a]b|c']/D_373")
        #expect(path.steps.map(\.name) == ["S_DTM", "C_X", "D_373"])
        #expect(path.steps[0].conditions.map(\.values) == [["011"]])
        let conditions = path.steps[1].conditions
        #expect(conditions.map(\.path.text) == ["@type", "Old", "Level", "Q"])
        #expect(conditions.map(\.values) == [["ean", "gtin"], [], ["F"], ["a]b|c"]])
        #expect(conditions.map(\.isNegated) == [false, true, true, false])
        #expect(path.prefix(through: 0) == "S_DTM[D_374=011]")
    }

    @Test(
        "mistakes say what to write",
        arguments: [
            ("cbc:ID", "Leave the prefix out: elements are found by local name. Write \"ID\"."),
            ("a//b", "The name of an element is missing in \"a//b\"."),
            ("a/", "The name of an element is missing in \"a/\"."),
            ("@", "The name of an attribute is missing in \"@\"."),
            ("@a/b", "\"/b\" does not belong at the end of a path."),
            ("a b", "\" b\" does not belong at the end of a path."), ("*", "\"*\" is no name of an element."),
            ("1a", "\"1a\" is no name of an element."), ("a[b", "The condition \"[b\" has no ] at its end."),
            ("a[b=]", "A condition compares with a text; this one is empty."),
            ("a[b='c]", "A ' has no second one."), ("a[b[c]]", "A condition cannot have conditions of its own."),
            ("a[/b]", "A condition's path starts at its element, not with \"/\"."),
            ("a[!b!=c]", "Write [b=…] or [!…], not both."),
        ])
    func mistakes(text: String, expected: String) {
        #expect(mistake(text) == expected)
    }
}
