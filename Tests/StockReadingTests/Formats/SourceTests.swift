import StockModel
import StockReading
import Testing

/// What the content of a file cannot tell, and its source does.
@Suite("Sources")
struct SourceTests {
    private let log = """
        Order,Item,Scanned SN,Time,Station
        #1,AX,S1,2026-11-03,A
        #2,,S2,2026-11-03,A

        """

    private let columns = ["order_id": "order", "sku": "Item", "serials": "SCANNED_SN", "shipped_at": "Time"]

    @Test("a mapping lets any header be read as a house format; messages name the file's own columns")
    func mapping() throws {
        let file = try FormatFixture(log, settings: .with { _, options in options.columns = columns })
        #expect(file.source.format == "house-fulfilments")
        #expect(try file.columns("document", "sku") == ["#1 AX"])
        #expect(try file.serials == ["S1"])
        #expect(file.rejects == ["2@3 Item: The SKU is missing. Give the article a SKU and export again."])
        #expect(file.source.notes == ["Columns not used: Station."])
        #expect(file.source.header == "Order,Item,Scanned SN,Time,Station")
    }

    @Test("where the file has a column of that name besides, the source's word counts")
    func twice() throws {
        let text = "order_id,sku,Order,Item,shipped_at\nX,Y,#1,AX,2026-11-03\n"
        let settings = ReadingSettings.with { _, options in options.columns = ["order_id": "Order", "sku": "Item"] }
        let file = try FormatFixture(text, settings: settings)
        #expect(try file.columns("document", "sku") == ["#1 AX"])
        #expect(file.source.notes == ["Columns not used: order_id, sku."])
    }

    @Test("a second header is known by the file's own names")
    func secondHeader() throws {
        let text = log + "Order,Item,Scanned SN,Time,Station\n#3,AX,S3,2026-11-03,B\n"
        let file = try FormatFixture(text, settings: .with { _, options in options.columns = columns })
        #expect(try file.columns("document") == ["#1", "#3"])
        #expect(file.source.notes[0] == "1 row skipped: the header again.")
    }

    @Test("a column of the mapping that is not there is named, with the nearest that is")
    func misspelt() throws {
        var optional = columns
        optional["serials"] = "Scaned SN"
        let note =
            "The source says that serials is in the column \"Scaned SN\", which is not there. "
            + "Did you mean \"Scanned SN\"?"
        let read = try FormatFixture(log, settings: .with { _, options in options.columns = optional })
        #expect(read.source.outcome == .read && read.source.notes.contains(note))
        var required = columns
        required["sku"] = "Itm"
        let refused = try FormatFixture(log, settings: .with { _, options in options.columns = required })
        #expect(refused.source.outcome == .rejected)
        let problem = try #require(refused.rejects.first)
        #expect(problem.hasPrefix("0@0: Not recognised."))
        #expect(
            problem.hasSuffix(
                " The source says that sku is in the column \"Itm\", which is not there. Did you mean \"Item\"?"))
    }

    @Test(
        "a source is found by the name as it is listed, or by its last part",
        arguments: [
            ("*shop-b*", "shop-b/orders.csv", true), ("*shop-b*", "in/shop-b.csv", true),
            ("packlog*.csv", "warehouse/packlog-1.csv", true), ("packlog*.csv", "warehouse/old-packlog.csv", false),
            ("warehouse/*", "warehouse/packlog-1.csv", true), ("ware?ouse/*", "packlog-1.csv", false),
        ])
    func match(pattern: String, name: String, matches: Bool) {
        var options = SourceOptions()
        options.match = pattern
        #expect(options.matches(name) == matches)
    }

    @Test("stores say what other systems call a channel, in copies, orders, fulfilments and returns")
    func stores() throws {
        var settings = ReadingSettings()
        settings.stores = ["My Shop": "shopify"]
        let copies =
            "tool,channel,order_id,sku,quantity,status,ordered_at\nMy Shop,my-shop,1,A,1,open,2026-11-01\n"
            + "ss,Other,2,A,1,open,2026-11-01\nss,,3,A,1,open,2026-11-01\n"
        #expect(
            try FormatFixture(copies, settings: settings).columns("scope", "channel") == [
                "My Shop shopify", "ss Other", "ss -",
            ])
        let orders = "channel,order_id,sku,quantity,status,ordered_at\nMY SHOP,1,A,1,open,2026-11-01\n"
        #expect(try FormatFixture(orders, settings: settings).columns("scope") == ["shopify"])
        let log = "channel,order_id,sku,shipped_at\nMyShop,1,A,2026-11-01\n,2,A,2026-11-01\n"
        #expect(try FormatFixture(log, settings: settings).columns("scope") == ["shopify", "-"])
    }

    @Test("what a tool calls the store comes before the marketplace that it names")
    func storesOfTools() throws {
        var settings = ReadingSettings()
        settings.stores = ["Quayside Goods": "shopify-b", "Manual Orders": "telephone"]
        let header = "Order - Number,Order - Status,Date - Order Date,Item - SKU,Item - Qty,Market - Market Name,"
        let shipments =
            header + "Market - Store Name\n1,Shipped,2026-11-01,A,1,Shopify,quayside goods\n"
            + "2,Shipped,2026-11-01,A,1,Shopify,Other Goods\n3,Shipped,2026-11-01,A,1,,Manual Orders\n"
            + "4,Shipped,2026-11-01,A,1,,Elsewhere\n"
        #expect(
            try FormatFixture(shipments, settings: settings).columns("document", "channel") == [
                "1 shopify-b", "2 shopify", "3 telephone", "4 -",
            ])
        #expect(
            try FormatFixture(shipments).columns("document", "channel") == ["1 shopify", "2 shopify", "3 -", "4 -"])
        let log = """
            format: acme-log
            kind: fulfilment
            header: [No, Item, Sent]
            channel: web
            fields: {document: No, sku: Item, shipped_at: Sent, store: Shop}
            """
        let rows = "No,Item,Sent,Shop\n1,A,2026-11-01,Manual Orders\n2,A,2026-11-01,Elsewhere\n"
        #expect(
            try FormatFixture(rows, definitions: .with(log), settings: settings).columns("scope") == [
                "telephone", "web",
            ])
    }

    @Test(
        "a source that says its order of dates has them in any format",
        arguments: [
            ("03.11.2026 14:02", "2026-11-03T13:02:00Z", "2026-03-11T13:02:00Z"),
            ("3/11/2026", "2026-11-03", "2026-03-11"),
            ("3-11-2026 2:02:09 PM", "2026-11-03T13:02:09Z", "2026-03-11T13:02:09Z"),
            ("2026-11-03", "2026-11-03", "2026-11-03"),
        ])
    func dateOrder(date: String, dayFirst: String, monthFirst: String) throws {
        let text = "order_id,sku,shipped_at\n1,A,\(date)\n"
        for (order, expected) in [(DateOrder.dayFirst, dayFirst), (.monthFirst, monthFirst)] {
            let settings = ReadingSettings.with { _, options in
                options.dateOrder = order
                options.zone = "Europe/Berlin"
            }
            #expect(try FormatFixture(text, settings: settings).columns("shipped_at") == [expected])
        }
    }

    @Test("cells that are scans are read as such; elsewhere a serial that begins with S keeps it")
    func scans() throws {
        let text = "order_id,sku,shipped_at,serials\n1,A,2026-11-01,SSN1;*SSN2*\n2,A,2026-11-01,SN3;K9\n"
        let plain = try FormatFixture(text)
        #expect(try plain.serials == ["SSN1;*SSN2*", "SN3;K9"])
        let scans = try FormatFixture(text, settings: .with { _, options in options.scans = true })
        #expect(try scans.serials == ["SN1;SN2"])
        #expect(
            scans.rejects == [
                "2@3 serials \"K9\": The scan names K, an order number, and no unit. Scan the label of the serial."
            ])
        let identities = try FormatFixture("serial,also\nSA1,22S7;SB\n", settings: .with { $1.scans = true })
        #expect(try identities.columns("serial", "also") == ["A1 7", "A1 B"])
    }

    @Test("a format can say that its cells are scans")
    func format() throws {
        let yaml = """
            format: scan-log
            kind: fulfilment
            header: [Order, Item, Scan, Time]
            scans: yes
            scan_separators: "|"
            fields: {document: Order, sku: Item, serials: Scan, shipped_at: Time}
            """
        let file = try FormatFixture("Order,Item,Scan,Time\n1,A,1PX|S7,2026-11-01\n", definitions: .with(yaml))
        #expect(try file.serials == ["7"])
        var definitions = Definitions.builtIn
        let wrong = yaml.replacing("yes", with: "no").replacing("\"|\"", with: "\"|S\"")
        #expect(
            definitions.add(yaml: wrong, file: "f.yaml").map(\.description) == [
                "f.yaml:5:18: \"S\" cannot stand for FNC1. Write signs that are no letters, digits or blanks, such as "
                    + "\"|~\".", "f.yaml:5:18: This means nothing without `scans: yes`.",
            ])
    }
}
