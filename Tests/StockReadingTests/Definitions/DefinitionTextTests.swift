import StockReading
import Testing

@Suite("The texts of definitions")
struct DefinitionTextTests {
    private static let two = """
        # Both of Acme.
        - format: acme-stock
          kind: opening
          header: [Article, Counted]
          fields: {sku: Article, at: Counted}

        # What went out.
        - format: acme-log
          kind: fulfilment
          header: [Order, Article, Sent]
          fields: {document: Order, sku: Article, shipped_at: Sent}
        """

    @Test("of a file with several formats only the entry, unchanged")
    func entries() throws {
        let definitions = Definitions.with(Self.two)
        let stock = try #require(definitions.text(named: "acme-stock"))
        #expect(stock.ownText + (definitions.text(named: "acme-log")?.ownText ?? "") == Self.two)
        #expect(
            definitions.text(named: "acme-log")?.ownText.hasPrefix("# What went out.\n- format: acme-log\n") == true)
        #expect(stock.yaml == Self.two)
    }

    @Test("an entry that needs another is shown with its file")
    func anchors() {
        let yaml = """
            - {format: a, header: [One, Two], refuse: &no "Never."}
            - {format: b, header: [One, Three], refuse: *no}
            """
        let definitions = Definitions.with(yaml)
        #expect(definitions.text(named: "a")?.ownText == "- {format: a, header: [One, Two], refuse: &no \"Never.\"}\n")
        #expect(definitions.text(named: "b")?.ownText == yaml)
    }

    @Test("the own text of every definition is a definition of its name")
    func everyOne() {
        for text in Definitions.builtIn.texts {
            var definitions = Definitions()
            #expect(definitions.add(yaml: text.ownText, file: "copy.yaml").isEmpty, "\(text.name)")
            #expect(definitions.text(named: text.name) != nil, "\(text.name)")
        }
    }

    @Test("a list has every definition once, and says which are the user's")
    func summaries() {
        let summaries = Definitions.with(Self.two).summaries
        #expect(summaries.map(\.name) == summaries.map(\.name).sorted())
        #expect(Set(summaries.map(\.name)).count == summaries.count)
        #expect(
            summaries.filter { !$0.isBuiltIn }.map { "\($0.name) \($0.kind)" } == [
                "acme-log fulfilment", "acme-stock opening",
            ])
        #expect(summaries.contains { $0.name == "ubl-despatch-advice" && $0.form == "XML" && $0.kind == "despatch" })
        #expect(summaries.contains { $0.name == "own-stock" && $0.kind == "refused" })
    }
}
