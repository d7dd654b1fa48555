import StockModel
import StockReading
import Testing

@Suite("Several lines out of one row")
struct LinesTests {
    private let packed = """
        format: acme
        kind: order
        header: [No, Item 1]
        ignore: all
        channel: acme
        lines: {columns: 'Item {n}', parts: '|'}
        fields:
          document: No
          sku: line.sku
          quantity: [line.quantity, line.3]
          serials: {text: line.meta}
          status: {is: open}
          at: Day
        """

    private func read(_ yaml: String, _ text: String) throws -> FormatFixture {
        try FormatFixture(text, definitions: .with(yaml))
    }

    @Test("packed cells: parts by name or by place, repeated ones together; empty cells are no lines")
    func parts() throws {
        let file = try read(
            packed,
            """
            No,Day,Item 1,Item 2,Item 3
            1,2026-05-01,name:A | B|sku:X1|quantity:2,,sku: X2 |x|3
            2,2026-05-01,,sku:X3|quantity:1|meta:Colour:red|meta:Serial no.:S-77,
            3,2026-05-01,,,

            """)
        #expect(
            try file.columns("document", "sku", "quantity", "record", "line_number") == [
                "1 X1 2 1 2", "1 X2 3 1 2", "2 X3 1 2 3",
            ])
        #expect(file.records[2].contains(#""serials":["S-77"]"#))
        #expect(file.source.records == 3 && file.source.notes == ["1 row skipped: without any line."])
    }

    @Test("a line that cannot be taken rejects its whole row, with all its lines")
    func wholeRow() throws {
        let file = try read(packed, "No,Day,Item 1,Item 2\n1,2026-05-01,sku:X1|quantity:2,sku:X2|quantity:many\n")
        #expect(file.records.isEmpty && file.source.rejected == 1)
        #expect(
            file.rejects == [
                "1@2 line.quantity \"many\": The quantity is not a number; write digits only, without sign, thousands "
                    + "separator or words."
            ])
    }

    @Test("a numbered column missing between others refuses the file")
    func gap() throws {
        let file = try read(packed, "No,Day,Item 1,Item 3\n1,2026-05-01,sku:X1|quantity:2,\n")
        #expect(
            file.rejects == [
                "0@1 Item 2: The column \"Item 2\" is missing, and with it lines. Export all columns."
            ])
    }

    private let numbered = """
        format: acme
        kind: order
        header: [No, Item 1 SKU]
        ignore: all
        channel: acme
        lines: {columns: 'Item {n} *'}
        fields: {document: No, sku: line.SKU, quantity: line.Qty, status: {is: open}, at: Day}
        """

    @Test("numbered columns for each part, in any order")
    func numberedParts() throws {
        let file = try read(
            numbered, "Item 2 Qty,No,Item 1 SKU,Day,Item 10 SKU,Item 1 Qty,Item 2 sku\n4,1,X1,2026-05-01,,3,X2\n")
        #expect(file.rejects.count == 1 && file.rejects[0].contains("\"Item 3 *\" is missing"))
        let whole = try read(numbered, "Item 2 Qty,No,Item 1 SKU,Day,Item 1 Qty,Item 2 sku\n4,1,X1,2026-05-01,3,X2\n")
        #expect(try whole.columns("document", "sku", "quantity") == ["1 X1 3", "1 X2 4"])
        let part = try read(numbered, "No,Item 1 SKU,Day,Item 1 Qty,Item 2 sku\n1,X1,2026-05-01,3,X2\n")
        #expect(part.rejects == ["0@1 Item 2 Qty: The column \"Item 2 Qty\" is missing. Export all columns."])
    }

    @Test(
        "a list in JSON",
        arguments: [
            (#"[{"sku":"X1","qty":2},{"qty":1.0,"sku":"X\u00e4\"2"}]"#, ["X1 2", "Xä\"2 1"]),
            (#" { "sku" : "X1" , "qty" : "3", "more": {"a": [1, {"sku": "no"}]}, "b": null } "#, ["X1 3"]),
            ("[]", []), ("", []),
        ])
    func json(cell: String, lines: [String]) throws {
        let file = try read(
            numbered.replacing("{columns: 'Item {n} *'}", with: "{json: Items}").replacing("Item 1 SKU", with: "Items"),
            "No;Day;Items\n1;2026-05-01;\"\(cell.replacing("\"", with: "\"\""))\"\n"
                .replacing("line.SKU", with: "line.sku"))
        #expect(try file.columns("sku", "quantity") == lines)
        #expect(file.rejects.isEmpty)
    }

    @Test(
        "broken JSON is rejected",
        arguments: [
            "[{", "[{}", "{\"a\":}", "[1]", "[{\"a\":1}] x", "x", "[{\"a\" 1}]", "[{\"a\":\"\\u12\"}]", "[{},]",
        ])
    func brokenJSON(cell: String) throws {
        let file = try read(
            numbered.replacing("{columns: 'Item {n} *'}", with: "{json: Items}").replacing("Item 1 SKU", with: "Items"),
            "No;Day;Items\n1;2026-05-01;\"\(cell.replacing("\"", with: "\"\""))\"\n")
        #expect(file.records.isEmpty && file.rejects.count == 1)
        #expect(file.rejects[0].contains("This is no list of items such as"))
    }

    @Test(
        "mistakes in `lines`",
        arguments: [
            ("{columns: item}", "Write {n} once, where the number of the line stands: line_item_{n}."),
            (
                "{columns: 'item {n}'}",
                "Write * at its end, where the name of a part stands, or `parts` for packed cells."
            ),
            ("{columns: 'item {n}', parts: '||'}", "Write one ASCII character here."),
            ("{json: A, parts: '|'}", "With `json` there is no `parts`."),
            ("{}", "`columns` is missing: the numbered columns, such as line_item_{n}."),
        ])
    func mistakes(lines: String, message: String) {
        let yaml = numbered.replacing("{columns: 'Item {n} *'}", with: lines)
        let (_, problems) = FormatDefinition.read(yaml: yaml, file: "acme.yaml")
        #expect(problems.map(\.message) == [message])
    }
}
