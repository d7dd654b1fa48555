import StockModel
import StockReading
import Testing

@Suite("Shopify orders")
struct ShopifyTests {
    private let header =
        "Name,Email,Financial Status,Fulfillment Status,Fulfilled at,Accepts Marketing,Created at,Lineitem quantity,"
        + "Lineitem name,Lineitem sku,Lineitem requires shipping,Lineitem fulfillment status,Shipping Name,Shipping Zip,"
        + "Cancelled at,Tags,Source\n"

    private func read(_ rows: String..., buyers: Bool = false) throws -> FormatFixture {
        try FormatFixture(
            header + rows.joined(separator: "\n") + "\n",
            settings: .with { settings, _ in settings.capturesBuyers = buyers })
    }

    @Test("later rows take from the first what only it has; the line's own state counts")
    func continuation() throws {
        let file = try read(
            "#1001,a@example.com,paid,partial,2026-05-02 08:00:00 -0400,no,2026-05-01 09:58:12 -0400,1,Drill,DR,true,"
                + "fulfilled,Ann,'02134,,,web",
            "#1001,,,,,,2026-05-01 09:58:12 -0400,2,\"Bit set 1/4\"\" hex\r\nlong\", BT ,true,pending,,,,,",
            "#1002,,paid,unfulfilled,,yes,2026-05-01 23:30:00 -0400,1,Drill,DR,true,pending,Bo,LS1 1BA,,,web",
            buyers: true)
        #expect(
            try file.columns("document", "sku", "quantity", "status", "at", "shipped_at") == [
                "#1001 DR 1 shipped 2026-05-01T13:58:12Z 2026-05-02T12:00:00Z",
                "#1001 BT 2 open 2026-05-01T13:58:12Z -",
                "#1002 DR 1 open 2026-05-02T03:30:00Z -",
            ])
        #expect(
            file.records[1].contains(
                #""buyer":{"name":"Ann","email":"a@example.com","postcode":"02134","consent":"no"}"#))
        #expect(file.records[1].contains(#""record":2,"line_number":3}"#))
        #expect(file.records[2].contains(#""record":3,"line_number":5}"#))
        #expect(file.rejects.isEmpty && file.source.notes.isEmpty)
    }

    @Test(
        "money going back does not move goods",
        arguments: [
            ("paid", "unfulfilled", "pending", "", "open"),
            ("paid", "fulfilled", "fulfilled", "", "shipped"),
            ("paid", "fulfilled", "", "", "shipped"),
            ("paid", "partial", "pending", "", "open"),
            ("pending", "fulfilled", "fulfilled", "", "shipped"),
            ("pending", "", "", "", "open"),
            ("refunded", "unfulfilled", "pending", "", "cancelled"),
            ("refunded", "", "", "", "cancelled"),
            ("refunded", "fulfilled", "fulfilled", "", "shipped"),
            ("partially_refunded", "fulfilled", "fulfilled", "", "shipped"),
            ("partially_refunded", "unfulfilled", "pending", "", "open"),
            ("voided", "unfulfilled", "pending", "", "cancelled"),
            ("paid", "unfulfilled", "pending", "2026-05-03 10:00:00 -0400", "cancelled"),
            ("paid", "fulfilled", "fulfilled", "2026-05-03 10:00:00 -0400", "shipped"),
            ("paid", "restocked", "", "", "cancelled"),
        ])
    func status(money: String, order: String, line: String, cancelled: String, state: String) throws {
        let file = try read(
            "#1,,\(money),\(order),,,2026-05-01 09:58:12 -0400,1,Drill,DR,true,\(line),,,\(cancelled),,")
        #expect(try file.columns("status") == [state])
    }

    @Test("an unknown state is rejected, and so is a line whose order's first row is missing")
    func unknownState() throws {
        let file = try read(
            "#1,,paid,unfulfilled,,,2026-05-01 09:58:12 -0400,1,Drill,DR,true,teleported,,,,,",
            "#2,,,,,,2026-05-01 09:58:12 -0400,1,Drill,DR,true,pending,,,,,")
        #expect(file.rejects.map { $0.prefix(3) } == ["1@2", "2@3"])
        #expect(file.rejects[0].contains("\"teleported\": The word is not known here. Write one of these: pending,"))
        #expect(file.rejects[1].contains("The first row of this order is missing"))
    }

    @Test("a line without SKU is rejected unless it is no goods at all")
    func noSKU() throws {
        let file = try read(
            "#1,,paid,unfulfilled,,,2026-05-01 09:58:12 -0400,1,Tip,,false,pending,,,,,",
            "#1,,,,,,2026-05-01 09:58:12 -0400,1,Drill,,true,pending,,,,,")
        #expect(file.rejects == ["2@3 Lineitem sku: The SKU is missing. Give the article a SKU and export again."])
        #expect(
            file.source.notes == [
                "1 row skipped: a line without SKU that needs no shipping, such as a tip or gift card."
            ])
    }

    @Test("an order of TikTok in the shop is TikTok's, under TikTok's number, all its rows")
    func tiktok() throws {
        let file = try read(
            "#1,,paid,unfulfilled,,,2026-05-01 09:58:12 -0400,1,Drill,DR,true,pending,,,,"
                + "\"vip, TikTokOrderID:576800000000004001, x\",tiktok",
            "#1,,,,,,2026-05-01 09:58:12 -0400,1,Bits,BT,true,pending,,,,,",
            "#2,,paid,unfulfilled,,,2026-05-01 09:58:12 -0400,1,Drill,DR,true,pending,,,,vip,web")
        #expect(
            try file.columns("scope", "document", "sku") == [
                "tiktok 576800000000004001 DR", "tiktok 576800000000004001 BT", "shopify #2 DR",
            ])
    }

    @Test("the source's channel takes the place of shopify")
    func channel() throws {
        let row = "#1,,paid,unfulfilled,,,2026-05-01 09:58:12 -0400,1,Drill,DR,true,pending,,,,,\n"
        let file = try FormatFixture(
            header + row, named: "in/orders-shop-b.csv",
            settings: .with { _, options in
                options.match = "*shop-b*"
                options.channel = "shopify-b"
            })
        #expect(try file.columns("scope") == ["shopify-b"])
    }

    @Test("dates that a spreadsheet rewrote: one day above 12 settles the file")
    func rewrittenDates() throws {
        func row(_ date: String) -> String { "#1,,paid,unfulfilled,,,\(date),1,Drill,DR,true,pending,,,,," }
        let dayFirst = try read(row("03/04/2026 10:00"), row("13/04/2026 10:00"))
        #expect(try dayFirst.columns("at") == ["2026-04-03T10:00:00Z", "2026-04-13T10:00:00Z"])
        #expect(
            dayFirst.source.notes == [
                "Times without a zone were read as UTC. Export them with their offset if it is another."
            ])
        let monthFirst = try read(row("3/4/2026 9:00"), row("4/13/2026 10:00:05"))
        #expect(try monthFirst.columns("at") == ["2026-03-04T09:00:00Z", "2026-04-13T10:00:05Z"])
        let open = try read(row("03/04/2026 10:00"))
        #expect(open.source.outcome == .rejected)
        #expect(open.rejects[0].contains("Export it with dates such as 2026-11-23."))
        let torn = try read(row("13/04/2026 10:00"), row("04/13/2026 10:00"))
        #expect(torn.source.outcome == .rejected && torn.rejects[0].contains("none of them can be trusted"))
        let told = try FormatFixture(
            header + row("03/04/2026 10:00") + "\n",
            settings: .with { _, options in
                options.dateOrder = .monthFirst
                options.zone = "Europe/Berlin"
            })
        #expect(try told.columns("at") == ["2026-03-04T09:00:00Z"])
        #expect(told.source.notes.isEmpty)
    }

    @Test("rows that a spreadsheet turned into one cell each")
    func wrapped() throws {
        let file = try read(
            "\"#1,,paid,unfulfilled,,,2026-05-01 09:58:12 -0400,1,\"\"Drill, big\"\",DR,true,pending,,,,,\"")
        #expect(try file.columns("document", "sku") == ["#1 DR"])
    }

    @Test("a missing column that is needed refuses the file, and so does one that is there twice")
    func columns() throws {
        let without = try FormatFixture(header.replacing("Cancelled at,", with: "") + "#1,paid,1,DR\n")
        #expect(
            without.rejects == [
                "0@0: Not recognised. It comes nearest to Shopify orders (shopify-orders), but the column \"Cancelled at\" "
                    + "is missing. Export it with all columns."
            ])
        #expect(without.source.outcome == .rejected)
        let twice = try FormatFixture(header.replacing("Source", with: "lineitem-sku") + "#1,paid,1,DR,2026-05-01,DR\n")
        #expect(
            twice.rejects == [
                "0@1 Lineitem sku: The header has the column \"Lineitem sku\" twice, so it is not clear which one counts. "
                    + "Leave one out."
            ])
    }
}
