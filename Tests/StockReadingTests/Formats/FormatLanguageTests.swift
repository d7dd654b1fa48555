import StockModel
import StockReading
import Testing

@Suite("The language of formats")
struct FormatLanguageTests {
    @Test("every mistake is told with its place and the nearest right word")
    func mistakes() {
        let yaml = """
            format: acme
            kind: oders
            haeder: [A]
            header: {all: [A], sum: [B]}
            """
        let (_, problems) = FormatDefinition.read(yaml: yaml, file: "acme.yaml")
        #expect(
            problems.map(\.description) == [
                "acme.yaml:3:1: There is no `haeder` here. Did you mean \"header\"?",
                "acme.yaml:4:20: There is no `sum` here. Known: all, any, none.",
                "acme.yaml:2:7: \"oders\" is none of opening, despatch, order, copy, fulfilment, return, adjustment, "
                    + "identity, catalogue, registration, watched, warranty-term, warranty-change, remedied, told. Did you mean \"order\"?",
            ])
    }

    @Test(
        "mistakes of all sorts",
        arguments: [
            ("", "acme.yaml: The file is empty."),
            ("format: [", "acme.yaml:2:1: Not YAML:"),
            ("- x", "acme.yaml:1:3: Write a format here, as `key: value`, not a text."),
            ("header: [A]\nrefuse: no", "acme.yaml:1:1: `format` is missing: the format's name, such as acme-orders."),
            ("format: a\nrefuse: no", "acme.yaml:1:1: `header` is missing: the columns that tell the format."),
            ("format: a\nheader: []\nrefuse: no", "acme.yaml:2:9: Name at least one column that every such file has."),
            ("format: a\nheader: [A]", "acme.yaml:1:1: `kind` is missing:"),
            ("format: a\nformat: b\nheader: [A]\nrefuse: no", "acme.yaml:1:1: Written twice: format."),
            (
                "format: a\nheader: [A]\nrefuse: no\nfields: {}",
                "acme.yaml:4:9: A format with `refuse` reads nothing, so `fields` has no place here."
            ),
            (
                "\(Self.start)fields: {documnt: A}",
                "acme.yaml:4:10: There is no `documnt` here. Did you mean \"document\"?"
            ),
            (
                "\(Self.start)fields: {document: A}",
                "acme.yaml:4:9: `scope` is missing: a record of kind order must have it."
            ),
            ("\(Self.start)\(Self.fields)quotes: maybe", "acme.yaml:5:9: Write yes or no here."),
            ("\(Self.start)\(Self.fields)dates: DD/MM", "acme.yaml:5:8: \"DD/MM\" is no form of dates;"),
            (
                "\(Self.start)\(Self.fields)dates: {day_first: DD/MM/YYYY}",
                "acme.yaml:5:8: Write both day_first and month_first, or neither."
            ),
            ("\(Self.start)\(Self.fields)dates: {zone: Mars}", "acme.yaml:5:8: There is no time zone \"Mars\";"),
            ("\(Self.start)\(Self.fields)footers: '(a'", "acme.yaml:5:10: A ( has no ) behind it."),
            ("\(Self.start)\(Self.fields)skip: [{when: {empty: A}}]", "acme.yaml:5:8: `reason` is missing:"),
            (
                "\(Self.start)\(Self.fields)skip: [{when: {column: A}, reason: x}]",
                "acme.yaml:5:24: Write one test beside the column: equals, begins, contains, matches, above, below."
            ),
            (
                "\(Self.start)\(Self.fields)skip: [{when: {filled: A, empty: B}, reason: x}]",
                "acme.yaml:5:15: Write one condition here:"
            ),
            (
                "\(Self.start)\(Self.fields)skip: [{when: {column: A, above: -1}, reason: x}]",
                "acme.yaml:5:34: Write a whole number or {column: …} here."
            ),
            (
                "\(Self.start)\(Self.fields)buyer: {nmae: A}",
                "acme.yaml:5:9: There is no `nmae` here. Did you mean \"name\"?"
            ),
            (
                "format: a\nkind: return\nheader: [A]\nfields: {document: A, sku: B, at: C}\nbuyer: {name: A}",
                "acme.yaml:5:8: Only orders, copies and registrations have a buyer."
            ),
            (
                "\(Self.start)fields: {scope: {is: x}, document: A, sku: A, quantity: A, at: A, status: {is: shiped}}",
                "acme.yaml:4:80: \"shiped\" is none of open, cancelled, shipped. Did you mean \"shipped\"?"
            ),
            (
                "\(Self.start)fields: {scope: {is: x, column: A}, document: A, sku: A, quantity: A, at: A, status: A}",
                "acme.yaml:4:17: Write one of `column`, `join`, `is` and `cases` here."
            ),
        ])
    func mistake(yaml: String, wanted: String) {
        let (_, problems) = FormatDefinition.read(yaml: yaml, file: "acme.yaml")
        #expect(problems.contains { $0.description.hasPrefix(wanted) }, "\(problems)")
    }

    private static let start = "format: a\nkind: order\nheader: [A]\n"
    private static let fields = "fields: {scope: {is: x}, document: A, sku: A, quantity: A, at: A, status: A}\n"

    @Test("a mistake adds nothing; a definition of the same name takes the place of the earlier one")
    func adding() {
        var definitions = Definitions.builtIn
        let count = definitions.formats.count
        #expect(definitions.add(yaml: "format: a", file: "a.yaml").isEmpty == false)
        #expect(definitions.formats.count == count)
        let yaml = "format: house-identities\nkind: identity\nheader: [a, b]\nfields: {serial: a, also: b}"
        #expect(definitions.add(yaml: yaml, file: "a.yaml").isEmpty)
        #expect(definitions.formats.count == count && definitions.formats.first?.file == "a.yaml")
    }

    @Test("conditions, cases, words, patterns, numbers against columns, footers and groups of rows")
    func everything() throws {
        let definitions = Definitions.with(
            #"""
            format: acme-orders
            title: Acme orders
            kind: order
            header:
              all: [[Order No, Order Number], Item, Ordered, Shipped, Date]
              none: [Nothing]
            ignore: all
            channel: acme
            decimal: comma
            lists: "/"
            dates:
              forms: ["Mon-DD-YY[ HH:mm:ss]"]
              zone: Europe/Berlin
            inherit:
              key: [Order No, Order Number]
              columns: [Buyer, Date, Money]
            footers: ['\d+,record\(s\) downloaded.*', 'Seller ID.*']
            skip:
              - {when: [{empty: Item}, {filled: Buyer}], reason: the order's own row}
              - {when: {column: Item, matches: 'TEST-\d+'}, reason: a test}
            reject:
              - {when: {not: {any: [{column: Warehouse, equals: [own, ours]}, {column: Warehouse, begins: Fulfilled by},
                  {empty: Warehouse}]}}, reason: "Nobody knows this warehouse."}
            fields:
              document: [Order No, Order Number]
              sku: Item
              quantity: {column: Ordered, else: "1"}
              shipped_quantity: Shipped
              status:
                cases:
                  - {when: {column: Money, contains: cancel}, is: cancelled}
                  - {when: {column: Shipped, below: {column: Ordered}}, is: open}
                  - {when: {column: Shipped, above: 0}, is: shipped}
                  - {column: Money, words: {open: [waiting], shipped: [sent off]}, else: open}
              at: Date
              stock: {cases: [{when: {column: Warehouse, begins: Fulfilled by}, is: other}, {is: house}]}
              serials: {column: [Note, Buyer Note], extract: 'SN[ :]*([A-Z]\d{3})'}
              line: {column: Position, extract: 'no (\d+)'}
            buyer:
              name: Buyer
              postcode: Zip
            """#)
        let text = """
            ,,,,,,,,,,
            Order Number,Item,Ordered,Shipped,Date,Money,Warehouse,Note,Position,Buyer,Zip
            ,,,,,,,,,,
            A1,,,,May-05-26 01:53:00,,,,,Ann,'02134
            A1,AX,3,0,,,own,"left: SN A001, sn:B002",line no 7,,
            A1,BX,"2,00",2,,,Fulfilled By Acme,,,,
            A2,AX,1,1,May-06-26,Cancelled!,,,,Bo,'s-Gravenhage
            A3,AX,,,May-06-26,sent-off,,,,,
            A4,AX,,,May-06-26,lost,,,,,
            A5,AX,1,1,May-06-26,,moon,,,,
            A6,TEST-12,1,1,May-06-26,,,,,,

            21,record(s) downloaded,from Oct-02-26 to Oct-02-26
            Seller ID : name

            """
        let file = try FormatFixture(
            text, definitions: definitions, settings: .with { settings, _ in settings.capturesBuyers = true })
        #expect(
            file.plain == [
                #"{"kind":"order","scope":"acme","document":"A1","line":"7","sku":"AX","quantity":3,"#
                    + #""serials":["A001","B002"],"status":"open","at":"2026-05-04T23:53:00Z","shipped_quantity":0,"#
                    + #""stock":"house","buyer":{"name":"Ann"}}"#,
                #"{"kind":"order","scope":"acme","document":"A1","sku":"BX","quantity":2,"status":"shipped","#
                    + #""at":"2026-05-04T23:53:00Z","shipped_quantity":2,"stock":"other","buyer":{"name":"Ann"}}"#,
                #"{"kind":"order","scope":"acme","document":"A2","sku":"AX","quantity":1,"status":"cancelled","#
                    + #""at":"2026-05-06","shipped_quantity":1,"stock":"house","#
                    + #""buyer":{"name":"Bo","postcode":"'s-Gravenhage"}}"#,
                #"{"kind":"order","scope":"acme","document":"A3","sku":"AX","quantity":1,"status":"shipped","#
                    + #""at":"2026-05-06","stock":"house"}"#,
            ])
        #expect(
            file.rejects == [
                "7@9 Money \"lost\": The word is not known here. Write one of these: waiting, sent off.",
                "8@10: Nobody knows this warehouse.",
            ])
        #expect(
            file.source.notes == [
                "1 row skipped: the order's own row.", "1 row skipped: a test.", "2 rows skipped: a footer.",
            ])
        #expect(file.source.format == "acme-orders")
    }

    @Test("the built-in formats have no mistakes, and their names are their own")
    func builtIn() {
        let names = Definitions.builtIn.formats.map(\.name)
        #expect(names.count >= 20 && Set(names).count == names.count)
        #expect(Definitions.builtIn.formats.allSatisfy { $0.refusal == nil || $0.refusal?.hasSuffix(".") == true })
    }
}
