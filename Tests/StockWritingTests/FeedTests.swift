import StockModel
import StockTestSupport
import Testing

@testable import StockWriting

/// Stock uploads: a template and a stock, and the upload that they come to.
@Suite("feeds")
struct FeedTests {
    let folder = TemporaryFolder()

    /// A house with four SKUs: `A` (sellable 10, also called `a-old`), `B` (3), `C` (0) and the kit `K` (2).
    static let sellable = ["A": 10, "B": 3, "C": 0, "K": 2]
    static let open: [OpenQuantity] = [
        OpenQuantity(channel: "shopify", sku: "A", listing: "A", quantity: 2),
        OpenQuantity(channel: "shopify", sku: "A", listing: "a-old", quantity: 1),
        OpenQuantity(channel: "shopify", sku: "K", listing: "K", quantity: 4),
        OpenQuantity(channel: "amazon", sku: "A", listing: "A", quantity: 5),
        OpenQuantity(channel: "walmart", sku: "B", listing: "b", quantity: 1),
    ]

    static let shopify =
        "Handle,Title,Option1 Name,Option1 Value,SKU,Location,Unavailable (not editable),On hand (current),On hand (new)\n"
    static let ebay = "Action,Item number,Title,Start price,Available quantity,Custom label (SKU)\n"

    static let variations =
        "Action,Item number,Title,Start price,Available quantity,Relationship,Relationship details,Custom label (SKU)\n"

    /// What a template comes to.
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let channel: String
        var buffer = 0
        var location: String?
        let template: String
        let upload: String
        var notes: [String] = []

        init(
            _ description: String, channel: String, buffer: Int = 0, location: String? = nil, template: String,
            upload: String, notes: [String] = []
        ) {
            testDescription = description
            self.channel = channel
            self.buffer = buffer
            self.location = location
            self.template = template
            self.upload = upload
            self.notes = notes
        }
    }

    @Test("the upload that a template comes to", arguments: amazon + shopifyCases + ebayCases + others)
    func uploads(item: Case) throws {
        let feed = try feed(item)
        #expect(String(decoding: feed.bytes, as: UTF8.self) == item.upload)
        // Which SKUs have no listing is tested by itself.
        #expect(feed.notes.filter { !$0.contains("no listing") } == item.notes)
    }

    static let amazon = [
        Case(
            "sellable; prices are left empty, so that they stay; open orders are already taken off",
            channel: "amazon", template: "sku\tprice\tquantity\nA\t9.99\t1\nC\t5\t7\n",
            upload: "sku\tprice\tquantity\nA\t\t10\nC\t\t0\n"),
        Case(
            "the listings report, saved with commas and quotes: the upload has tabs and none",
            channel: "amazon-de",
            template: "item-name,seller-sku,price,quantity,asin1\r\n\"Six, 6\"\" cable\",A,9,1,B0\r\n",
            upload: "sku\tprice\tquantity\r\nA\t\t10\r\n"),
        Case(
            "a quote in a tab file is data",
            channel: "amazon", template: "item-name\tsku\tasin\tprice\tquantity\n6\" cable\tA\tB0\t9\t1\n",
            upload: "sku\tprice\tquantity\nA\t\t10\n"),
        Case(
            "less the buffer, never below 0", channel: "amazon", buffer: 4,
            template: "sku\tquantity\nA\t1\nB\t1\nC\t1\n",
            upload: "sku\tprice\tquantity\nA\t\t6\nB\t\t0\nC\t\t0\n"),
        Case(
            "names as the catalogue knows them: alias, other case, protected by a spreadsheet; written as they are",
            channel: "amazon", template: "sku\tquantity\na-old\t1\nb\t1\n=\"C\"\t1\n'K\t2\n",
            upload: "sku\tprice\tquantity\na-old\t\t10\nb\t\t3\n=\"C\"\t\t0\n'K\t\t2\n"),
        Case(
            "what is no SKU, sent by Amazon, named twice or cannot be read is left out",
            channel: "amazon",
            template: "sku\tquantity\tfulfillment-channel\nX1\t4\tDEFAULT\nA\t\t\nB\t4\tAMAZON_NA\nC\t1\tDEFAULT\n"
                + "C\t2\tDEFAULT\nK\t1\tDEFAULT\textra\n\t1\tDEFAULT\n",
            upload: "sku\tprice\tquantity\nC\t\t0\n",
            notes: [
                "2 listings are no SKU of the house; the channel keeps their figure: X1",
                "1 listing has no stock figure of the house at the channel: A",
                "1 listing is sent from the channel's own warehouse: B",
                "1 listing is named twice; the first counts: C",
                "1 row cannot be read: K",
            ]),
        Case(
            "a template of a header alone", channel: "amazon", template: "sku\tprice\tquantity\n",
            upload: "sku\tprice\tquantity\n"),
        Case(
            "the last cells of a row may be missing, and the last line end", channel: "amazon",
            template: "sku\tquantity\tfulfillment-channel\nA\t1", upload: "sku\tprice\tquantity\nA\t\t10\n"),
    ]

    static let shopifyCases = [
        Case(
            "on hand is what may be sold, what this shop's own orders wait for, and what is set aside",
            channel: "shopify", buffer: 1,
            template: shopify + "k,Kit,Title,Default,K,Main,0,1,\nb,\"B, red\",Title,Default,B,Main,2,9,\n",
            upload: shopify + "k,Kit,Title,Default,K,Main,0,1,5\nb,\"B, red\",Title,Default,B,Main,2,9,4\n"),
        Case(
            "another shop's orders are not this one's", channel: "shopify-b", template: shopify + "k,,,,K,Main,,1,\n",
            upload: shopify + "k,,,,K,Main,,1,2\n"),
        Case(
            "one listing of a SKU has all of its open orders, whatever their name", channel: "shopify",
            template: shopify + "a,,,,A,Main,,1,\n", upload: shopify + "a,,,,A,Main,,1,13\n"),
        Case(
            "several listings of a SKU have those of their own name", channel: "shopify",
            template: shopify + "a,,,,A,Main,,1,\na,,,,a-old,Main,,1,\n",
            upload: shopify + "a,,,,A,Main,,1,12\na,,,,a-old,Main,,1,11\n"),
        Case(
            "of one that is left out too", channel: "shopify", location: "Main",
            template: shopify + "a,,,,A,Main,,1,\na,,,,A,Shop,,1,\na,,,,a-old,Main,,not stocked,\n",
            upload: shopify + "a,,,,A,Main,,1,12\n",
            notes: ["1 listing has no stock figure of the house at the channel: a-old"]),
        Case(
            "and none where they have one name", channel: "shopify",
            template: shopify + "a,,,,A,Main,,1,\na2,,,,A,Main,,1,\n",
            upload: shopify + "a,,,,A,Main,,1,10\na2,,,,A,Main,,1,10\n",
            notes: [
                "Open orders of SKUs with several listings of one name cannot be told apart, so less is offered: A"
            ]),
        Case(
            "the house's location alone; not stocked is not 0", channel: "shopify", location: "main",
            template: shopify + "b,,,,B,Main,,1,\nb,,,,B,\"Shop, old\",,1,\nk,,,,K,Main,,not stocked,\n",
            upload: shopify + "b,,,,B,Main,,1,3\n",
            notes: ["1 listing has no stock figure of the house at the channel: K"]),
        Case(
            "the export of 2023 is filled where it has the old figure; saved with semicolons it gets its commas back",
            channel: "shopify",
            template: "Handle;Option1 Value;SKU;Location;Unavailable;Committed;Available;On hand\n"
                + "b;x;B;Main;1;0;9;10\n",
            upload: "Handle,Option1 Value,SKU,Location,Unavailable,Committed,Available,On hand\nb,x,B,Main,1,0,9,4\n"),
        Case(
            "a column for each location holds what is available; the others are left out", channel: "shopify",
            location: "Main, East", template: "Handle,Option1 Value,SKU,\"Main, East\",Shop\nk,x,K,9,5\n",
            upload: "Handle,Option1 Value,SKU,\"Main, East\"\nk,x,K,2\n"),
    ]

    static let ebayCases = [
        Case(
            "the lines in front of the header stay; every row revises; prices are empty", channel: "ebay",
            template: "#INFO,Version=1.0.0,,,,\r\n\(ebay)Revise,11,\"A \"\"new\"\"\",9.99,1,A\r\n,12,B,5,0,B\r\n",
            upload: "#INFO,Version=1.0.0,,,,\r\n" + ebay.dropLast()
                + "\r\nRevise,11,\"A \"\"new\"\"\",,10,A\r\nRevise,12,B,,3,B\r\n"),
        Case(
            "with the semicolons of its country, and File Exchange's names", channel: "ebay",
            template: "*Action(SiteID=Germany|Country=DE);ItemID;CustomLabel;Quantity;StartPrice\n;11;B;1;5,00\n",
            upload: "*Action(SiteID=Germany|Country=DE);ItemID;CustomLabel;Quantity;StartPrice\nRevise;11;B;3;\n"),
        Case(
            "variations stand under their listing, which is there if one of them is",
            channel: "ebay",
            template: variations + "Revise,11,Shoe,9,,,Size=1;2;3,\n,,,9,4,Variation,Size=1,A\n"
                + ",,,9,4,Variation,Size=2,X2\n,,,9,4,Variation,Size=3,B\nRevise,12,Hat,9,,,Size=4,\n"
                + ",,,9,4,Variation,Size=4,X4\nRevise,13,,9,1,,,C\nRevise,1.4E+11,Cap,9,,,Size=5,\n"
                + ",,,9,4,Variation,Size=5,K\n",
            upload: variations + "Revise,11,Shoe,,,,Size=1;2;3,\n,,,,10,Variation,Size=1,A\n"
                + ",,,,3,Variation,Size=3,B\nRevise,13,,,0,,,C\n",
            notes: [
                "3 listings are no SKU of the house; the channel keeps their figure: X2, X4",
                "1 listing has no item number, or one that a spreadsheet ruined: K",
            ]),
        Case(
            "of the Active listings report: item, label and variation; no auctions, no groups, no ruined numbers",
            channel: "ebay",
            template: "Item number,Title,Variation details,Custom label (SKU),Available quantity,Format,Start price\n"
                + "11,A,,A,1,FIXED_PRICE,9\n12,B,Size=S;L,C,2,FIXED_PRICE,9\n12,B,Size=S,B,1,FIXED_PRICE,9\n"
                + "13,K,,K,1,AUCTION,9\n1.4E+11,A,,A,1,FIXED_PRICE,9\n",
            upload: "Action,Item number,Available quantity,Relationship,Relationship details,Custom label (SKU)\n"
                + "Revise,11,10,,,A\nRevise,12,,,Size=S;L,\n,,3,Variation,Size=S,B\n",
            notes: [
                "1 listing is no fixed-price listing: K",
                "1 listing has no item number, or one that a spreadsheet ruined: A",
            ]),
    ]

    static let others = [
        Case(
            "Walmart's report: what is sold and not sent is included", channel: "walmart", buffer: 1,
            template: "SKU,Item ID,Ship Node ID,Ship Node Name,Input Quantity,AvailToSell Quantity\n"
                + "B,7,100,East,5,4\nA,8,100,East,5,4\n",
            upload: "SKU,Quantity,Ship Node ID\nB,3,100\nA,9,100\n"),
        Case(
            "one of Walmart's nodes, by its name or number", channel: "walmart", location: "east",
            template: "SKU,Ship Node ID,Ship Node Name,Input Quantity\nA,100,East,5\nA,200,West,5\n",
            upload: "SKU,Quantity,Ship Node ID\nA,10,100\n"),
        Case(
            "Walmart's inventory file as it is", channel: "walmart",
            template: "SKU,Fulfillment Center ID,Quantity,Lag\nA,100,5,1\n",
            upload: "SKU,Fulfillment Center ID,Quantity,Lag\nA,100,10,1\n"),
        Case(
            "WooCommerce: mark, parent of a variation, in stock or not; what is not managed stays so",
            channel: "woocommerce",
            template: "\u{FEFF}ID,Type,SKU,Name,In stock?,Stock,Regular price,Parent\n1,simple,A,Å,0,1,9,\n"
                + "2,variation,C,C,1,1,9,id:1\n3,simple,B,B,1,,9,\n4,variation,K,K,1,parent,9,id:1\n5,simple,C,C,backorder,0,9,\n",
            upload: "\u{FEFF}ID,Type,SKU,Parent,In stock?,Stock\n1,simple,A,,1,10\n2,variation,C,id:1,0,0\n"
                + "5,simple,C,,backorder,0\n",
            notes: ["2 listings have no stock figure of the house at the channel: B, K"]),
        Case(
            "a channel of another name: the columns tell whose it is", channel: "web-de",
            template: "ID,Type,SKU,Stock\n1,simple,A,1\n", upload: "ID,Type,SKU,Stock\n1,simple,A,10\n"),
    ]

    @Test("an upload keeps the bytes of its template, whatever their encoding")
    func encoding() throws {
        let windows: [UInt8] = Array("Handle,Option1 Value,SKU,Location,On hand\nb,Gr".utf8) + [0xF6, 0xDF, 0x65]
        let request = request(channel: "shopify")
        write(windows + Array(",B,Main,1\n".utf8))
        #expect(try Feed(request, of: stock()).bytes == windows + Array(",B,Main,3\n".utf8))
        // No channel takes UTF-16.
        let text = "SKU,Input Quantity\nB,1\n"
        write([0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
        #expect(try Feed(self.request(channel: "walmart"), of: stock()).bytes == Array("SKU,Quantity\nB,4\n".utf8))
    }

    @Test("SKUs without listing, and how many there are of all")
    func unlisted() throws {
        write(Array("sku\tquantity\nA\t1\na-old\t1\nB\t\nX\t1\n".utf8))
        let feed = try Feed(request(channel: "amazon"), of: stock())
        #expect(feed.unlisted == ["C", "K"])
        #expect(feed.notes.last == "2 SKUs have no listing: C, K")
        #expect((feed.listings, feed.leftOut) == (2, 2))
        #expect(feed.fileExtension == "txt")
    }

    @Test(
        "listings that cannot be used",
        arguments: [
            ("amazon", nil, "", "The file is empty. Fetch the export again."),
            (
                "amazon", nil, "\(shopify)b,,,,B,Main,0,1,\n",
                "None of the first 30 lines is the header of Amazon's listings report (\"seller-sku\", \"asin\", \"price\", "
                    + "\"quantity\"); of Amazon's Price & Quantity file (\"sku\", \"quantity\"). Export the listings again, in "
                    + "English and with all columns."
            ),
            ("amazon", nil, "sku\tquantity\nA\t\u{0}1\n", "The file holds byte 0"),
            ("amazon", "Main", "sku\tquantity\nA\t1\n", "The listings tell no locations. Remove `location:`"),
            ("web", nil, "sku\tquantity\nA\t1\n", "None of the first 30 lines is the header of Amazon's listings"),
            (
                "shopify", nil, "\(shopify)b,,,,B,Main,0,1,\nb,,,,B,Shop,0,1,\n",
                "The listings have several locations, and stock written to all would be offered more than once: \"Main\", "
                    + "\"Shop\". Say which is the house's, such as `location: Main`."
            ),
            (
                "shopify", "Mian", "\(shopify)b,,,,B,Main,0,1,\n",
                "The listings have no location \"Mian\", only \"Main\". Correct `location:` of the feed."
            ),
            (
                "shopify", nil, "Handle,Option1 Value,SKU,East,West\nb,x,B,1,1\n",
                "The listings have several locations, and stock written to all would be offered more than once: \"East\""
            ),
        ] as [(String, String?, String, String)])
    func unusable(channel: String, location: String?, text: String, problem: String) throws {
        write(Array(text.utf8))
        var request = request(channel: channel)
        request.location = location
        let failure = try #require(throws: FeedFailure.self) { try Feed(request, of: stock()) }
        #expect(failure.description.hasPrefix(problem), "\(failure)")
    }

    @Test("a file that is missing or no file is an error of the feed")
    func missing() throws {
        let request = FeedRequest(channel: "amazon", listings: folder("none.txt"))
        let failure = try #require(throws: FeedFailure.self) { try Feed(request, of: stock()) }
        #expect(failure.description.hasPrefix("The file cannot be read: "))
        #expect(throws: FeedFailure.self) {
            try Feed(FeedRequest(channel: "amazon", listings: folder.path), of: stock())
        }
    }

    @Test("a template of many pieces, with line ends inside quotes, comes out as one of one piece does")
    func large() throws {
        let row = { (number: Int) in "b,\"Line one\nline \(number)\",x,y,B,Main,,1," }
        let rows = (0..<5000).map(row)
        write(Array((Self.shopify + rows.map { $0 + "\n" }.joined()).utf8))
        let feed = try Feed(request(channel: "shopify"), of: stock())
        #expect(feed.bytes == Array((Self.shopify + rows.map { $0 + "3\n" }.joined()).utf8))
    }

    @Test("a template that is cut off gives no row that the whole one has not", arguments: ["amazon", "walmart"])
    func prefixes(channel: String) throws {
        let template =
            channel == "amazon"
            ? "item-name\tseller-sku\tprice\tquantity\tasin1\r\nLamp \"x\"\tA\t1\t2\tB0\r\n"
                + "B\tB\t1\t2\tB1\r\n"
            : "SKU,Item ID,Input Quantity\r\n\"A\",\"7\n8\",5\r\nB,9,\"6\"\r\n"
        let bytes = Array(template.utf8)
        write(bytes)
        let whole = Set(try Feed(request(channel: channel), of: stock()).bytes.split(separator: 0x0A))
        for count in bytes.indices {
            write(Array(bytes[..<count]))
            guard let feed = try? Feed(request(channel: channel), of: stock()) else { continue }
            let rows = feed.bytes.split(separator: 0x0A)
            // Before the first line end nothing tells that lines end in CR LF.
            #expect(count < 60 || whole.isSuperset(of: rows), "\(count)")
            #expect(feed.listings <= 2)
        }
    }

    // MARK: Writing

    @Test("feeds are files of the run; one that cannot be made does not stop the others")
    func files() throws {
        write(Array("sku\tquantity\nA\t1\n".utf8))
        let requests = [request(channel: "amazon"), FeedRequest(channel: "ebay", listings: folder("none.csv"))]
        let publication = try Publication(in: folder("out"), businessDate: Timestamp(day: 20_000))
        let (feeds, notes) = try FeedFiles.write(requests, of: stock(), sources: [], to: publication)
        try publication.publish()
        #expect(folder.text("out/latest/feeds/amazon.txt") == "sku\tprice\tquantity\nA\t\t10\n")
        #expect(folder.names("out/latest/feeds") == ["amazon.txt"])
        #expect(folder.mode("out/latest/feeds") & 0o777 == 0o755)
        #expect(feeds.map(\.file) == ["feeds/amazon.txt", ""])
        #expect(feeds[1].problem.hasPrefix("none.csv: The file cannot be read: "))
        #expect(notes.map(\.text) == ["amazon: 3 SKUs have no listing: B, C, K"])
        var summary = RunSummary(
            businessDate: Timestamp(day: 1), startedAt: Timestamp(day: 1), finishedAt: Timestamp(day: 1),
            durationMilliseconds: 0)
        summary.take(feeds, notes: notes)
        #expect(summary.exitCode(failOn: nil) == 2)
    }

    @Test(
        "none is written where a file was rejected that tells of sales or returns",
        arguments: [
            ("order", true), ("copy", true), ("fulfilment", true), ("return", true), ("adjustment", true),
            ("despatch", false), ("catalogue", false), ("", false),
        ])
    func heldBack(kind: String, isHeld: Bool) throws {
        write(Array("sku\tquantity\nA\t1\n".utf8))
        var source = Source(file: "x.csv")
        source.kind = kind
        source.outcome = .rejected
        let publication = try Publication(in: folder("out"), businessDate: Timestamp(day: 20_000))
        let (feeds, _) = try FeedFiles.write(
            [request(channel: "amazon")], of: stock(), sources: [source], to: publication)
        try publication.publish()
        #expect(folder.names("out/latest/feeds").isEmpty == isHeld)
        let problem = "The run rejected x.csv whole, so its figures may offer what is sold. Correct it and run again."
        #expect(feeds.map(\.problem) == [isHeld ? problem : ""])
    }

    @Test("a channel's name is made safe for a file")
    func names() throws {
        write(Array("ID,Type,SKU,Stock\n1,simple,A,1\n".utf8))
        let publication = try Publication(in: folder("out"), businessDate: Timestamp(day: 20_000))
        let (feeds, _) = try FeedFiles.write(
            [request(channel: "../web")], of: stock(), sources: [], to: publication)
        try publication.publish()
        #expect(feeds.map(\.file) == ["feeds/_.._web.csv"])
    }

    private func feed(_ item: Case) throws -> Feed {
        write(Array(item.template.utf8))
        var request = request(channel: item.channel)
        request.buffer = item.buffer
        request.location = item.location
        return try Feed(request, of: stock())
    }

    private func request(channel: String) -> FeedRequest {
        FeedRequest(channel: channel, listings: folder("listings"))
    }

    private func stock() -> FeedStock {
        let rows = Self.sellable.map { sku, sellable in
            var row = StockRow(sku: sku)
            row.sellable = sellable
            return row
        }
        return FeedStock(rows: rows, open: Self.open) { name in
            if Self.sellable[name] != nil { return name }
            if name.lowercased() == "a-old" { return "A" }
            return Self.sellable[name.uppercased()] == nil ? name : name.uppercased()
        }
    }

    private func write(_ bytes: [UInt8]) { folder.makeFile("listings", bytes: bytes) }
}
