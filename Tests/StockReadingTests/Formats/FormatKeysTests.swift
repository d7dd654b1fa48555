import StockModel
import StockReading
import Testing

@Suite("Keys that few formats need")
struct FormatKeysTests {
    private func format(_ keys: String, sku: String = "SKU", serials: String = "SN", kind: String = "order") -> String {
        """
        format: acme
        kind: \(kind)
        header: [No, SKU]
        ignore: all
        channel: acme
        \(keys)
        fields:
          document: No
          sku: \(sku)
          serials: \(serials)
          quantity: Qty
          \(kind == "order" ? "status: {is: open}\n  at: Day" : "shipped_at: Day")
        \(kind == "order" ? "buyer: {name: {join: [First, Last]}, city: City}" : "")
        """
    }

    private func read(_ yaml: String, _ text: String, _ options: (inout SourceOptions) -> Void = { _ in }) throws
        -> FormatFixture
    {
        try FormatFixture(
            text, definitions: .with(yaml),
            settings: .with { settings, source in
                settings.capturesBuyers = true
                options(&source)
            })
    }

    @Test("joined columns: what is filled, with blanks between; nothing where the file lacks one")
    func join() throws {
        let yaml = format("", sku: "{cases: [{when: {filled: SKU}, column: SKU}, {join: [Item, Variation]}]}")
        let text = "No,SKU,Item,Variation,Qty,Day,SN,First,Last,City\n"
        let file = try read(
            yaml,
            text + "1,,330,[Red],1,2026-05-01,,Ann,Example,\n2,X,330,,1,2026-05-01,,Ann,,\n3,,330,,1,2026-05-01,,,,\n")
        #expect(try file.columns("document", "sku") == ["1 330 [Red]", "2 X", "3 330"])
        #expect(file.records[0].contains(#""buyer":{"name":"Ann Example"}"#))
        #expect(file.records[1].contains(#""buyer":{"name":"Ann"}"#))
        let without = try read(
            yaml, text.replacing("Last,", with: "").replacing("Variation,", with: "") + "1,,330,1,2026-05-01,,Ann,\n")
        #expect(without.rejects.count == 1 && without.rejects[0].contains("The SKU is missing."))
    }

    @Test("a masked value is no value")
    func masked() throws {
        let file = try read(
            format(""),
            "No,SKU,Qty,Day,SN,First,Last,City\n1,X,1,2026-05-01,,A**,E*****,Leeds\n2,X,1,2026-05-01,,,,L***\n")
        #expect(file.records[0].contains(#""buyer":{"city":"Leeds"}"#))
        #expect(!file.records[1].contains("buyer"))
    }

    @Test("only a row of the right sort lends its cells")
    func from() throws {
        let yaml = format(
            """
            inherit: {key: No, columns: [Day], from: {empty: SKU}}
            skip: {when: {empty: SKU}, reason: an order as a whole}
            """)
        let file = try read(
            yaml,
            """
            No,SKU,Qty,Day,SN
            1,,3,2026-05-01,
            1,X,1,,
            1,Y,2,2026-05-02,
            2,X,1,2026-05-03,
            2,Y,1,,

            """)
        #expect(try file.columns("document", "sku", "at") == ["1 X 2026-05-01", "1 Y 2026-05-02", "2 X 2026-05-03"])
        #expect(file.rejects.count == 1 && file.rejects[0].hasPrefix("5@6 Day"))
    }

    @Test("rows without a key are of the document above, unless a row between cannot be read")
    func withoutKey() throws {
        let yaml = format("inherit: {key: No, columns: [No, Day], without_key: above}")
        let file = try read(
            yaml,
            """
            No,SKU,Qty,Day,SN
            1,X,1,2026-05-01,
            ,Y,2,,
            2,X
            ,Z,1,,
            3,X,1,2026-05-03,
            ,Y,1,,

            """)
        #expect(
            try file.columns("document", "sku", "at") == [
                "1 X 2026-05-01", "1 Y 2026-05-01", "3 X 2026-05-03", "3 Y 2026-05-03",
            ])
        #expect(file.rejects.map { $0.prefix(4) } == ["3@4:", "4@5 "])
    }

    @Test("text: serials behind captions of all its columns, once each; of a document's first row alone if so said")
    func text() throws {
        let rows = """
            No,SKU,Qty,Day,Note,Memo
            1,X,1,2026-05-01,SN: A-11,SN=a-11 IMEI: B-22
            1,Y,1,2026-05-01,SN: A-11,
            2,Y,1,2026-05-01,SN: A-12,

            """
        let every = try read(format("", serials: "{text: [Note, Memo]}"), rows)
        #expect(every.records[0].contains(#""serials":["A-11","B-22"]"#))
        #expect(every.records[1].contains(#""serials":["A-11"]"#))
        let first = try read(
            format("inherit: {key: No, columns: []}", serials: "{text: [Note, Memo], first_row: yes}"), rows)
        #expect(first.records[0].contains(#""serials":["A-11","B-22"]"#))
        #expect(!first.records[1].contains("serials"))
        #expect(first.records[2].contains(#""serials":["A-12"]"#))
    }

    @Test("blanks separate serials where they are then as many as the quantity")
    func blanks() throws {
        let yaml = format("blanks: counted", kind: "fulfilment")
        let file = try read(
            yaml,
            """
            No,SKU,Qty,Day,SN
            1,X,2,2026-05-01,A1 A2
            2,X,1,2026-05-01,A1 A2
            3,X,2,2026-05-01,"A 1, A 2"
            4,X,,2026-05-01,S/N: A1
            5,X,,2026-05-01,A1 A2

            """)
        let serials = try file.records.map { record in
            try #require(record.firstMatch(of: /"serials":(\[[^\]]*\])/)).1.description
        }
        #expect(serials == [#"["A1","A2"]"#, #"["A1 A2"]"#, #"["A 1","A 2"]"#, #"["S/N: A1"]"#])
        #expect(
            file.rejects == [
                "5@6 SN \"A1 A2\": This may be one serial with blanks in it or several. Separate serials by commas, or "
                    + "tell the quantity."
            ])
    }

    private let dates =
        "dates: {day_first: [D/M/YYYY], month_first: [M/D/YYYY], otherwise: month-first}"

    @Test(
        "an order of day and month that nothing tells is the usual one, with a note",
        arguments: [("3/4/2026", "2026-03-04", 1), ("13/4/2026", "2026-04-13", 0), ("4/13/2026", "2026-04-13", 0)])
    func otherwise(other: String, day: String, notes: Int) throws {
        let text = "No,SKU,Qty,Day,SN\n1,X,1,3/4/2026,\n2,X,1,\(other),\n"
        let file = try read(format(dates), text)
        #expect(try file.columns("at")[1] == day)
        #expect(file.source.notes.count { $0.contains("with the month first, as is usual") } == notes)
        let told = try read(format(dates), text) { $0.dateOrder = .dayFirst }
        #expect(try told.columns("at")[0] == "2026-04-03")
        #expect(!told.source.notes.contains { $0.contains("as is usual") })
    }

    @Test(
        "mistakes",
        arguments: [
            ("blanks: yes", "\"yes\" is none of counted."),
            ("inherit: {key: No, columns: [], without_key: below}", "\"below\" is none of above."),
            ("dates: {forms: iso, otherwise: day}", "\"day\" is none of day-first, month-first."),
        ])
    func mistakes(keys: String, message: String) {
        let (_, problems) = FormatDefinition.read(yaml: format(keys), file: "acme.yaml")
        #expect(problems.count == 1 && problems[0].message.hasPrefix(message), "\(problems)")
    }

    @Test("`text` is for serials, `first_row` for `text`")
    func mistakesOfText() {
        let (_, sku) = FormatDefinition.read(yaml: format("", sku: "{text: A}"), file: "acme.yaml")
        #expect(sku.map(\.message) == ["Only `serials` are looked for in text."])
        let (_, serials) = FormatDefinition.read(
            yaml: format("", serials: "{column: A, first_row: yes}"), file: "acme.yaml")
        #expect(serials.map(\.message) == ["This belongs to `text`."])
    }
}
