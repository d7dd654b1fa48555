import StockModel
import StockTestSupport
import StockWriting
import Testing

@testable import StockPipeline

/// Feeds of whole runs: what open orders add, and when nothing is written.
@Suite("feeds of a run")
struct FeedRunTests {
    let folder = TemporaryFolder()

    init() {
        folder.makeFolder("in")
        folder.makeFile(
            "in/catalogue.csv",
            """
            sku,aliases,serials,components
            PHONE,OLD-PHONE,optional,
            CASE,,none,
            SET,,optional,PHONE*1;CASE*2

            """)
        folder.makeFile("in/opening.csv", "sku,as_of,quantity\nPHONE,2026-11-01,20\nCASE,2026-11-01,30\n")
    }

    @Test("each channel's own open orders come on top where it takes them off: shipped, cancelled and others' do not")
    func openQuantities() throws {
        orders(
            "shopify,1,PHONE,3,open,2026-11-20,,house", "shopify,2,phone,2,open,2026-11-20,1,house",
            "shopify,3,PHONE,5,shipped,2026-11-20,,house", "shopify,4,PHONE,5,cancelled,2026-11-20,,house",
            "shopify,5,PHONE,5,open,2026-11-20,,other", "ebay,6,PHONE,1,open,2026-11-20,,house",
            "shopify,7,SET,2,open,2026-11-20,1,house")
        // 20 − 5 shipped − 1 shipped − 1 of the set = 13 on hand; committed 3 + 1 + 1 + 1.
        #expect(
            try figures(["PHONE", "CASE", "SET"], channel: "shopify") == [
                "PHONE": 7 + 4, "CASE": 26, "SET": 7 + 1,
            ])
        #expect(try figures(["PHONE", "CASE", "SET"], channel: "shopify-b") == ["PHONE": 7, "CASE": 26, "SET": 7])
    }

    @Test("listings by alias and in other case; with two of one SKU each has its own orders")
    func listings() throws {
        orders(
            "shopify,1,PHONE,3,open,2026-11-20,,house", "shopify,2,OLD-PHONE,2,open,2026-11-20,,house")
        #expect(try figures(["old-phone"], channel: "shopify") == ["old-phone": 15 + 5])
        #expect(
            try figures(["PHONE", "OLD-PHONE"], channel: "shopify") == ["PHONE": 15 + 3, "OLD-PHONE": 15 + 2])
    }

    @Test("orders that are left out as too old are not added")
    func stale() throws {
        orders("shopify,1,PHONE,3,open,2026-01-20,,house", "shopify,2,PHONE,1,open,2026-11-20,,house")
        #expect(try figures(["PHONE"], channel: "shopify", dropsStale: true) == ["PHONE": 19 + 1])
        #expect(try figures(["PHONE"], channel: "shopify") == ["PHONE": 16 + 4])
    }

    @Test("an orders file that is rejected whole holds all feeds back; the run is published")
    func heldBack() throws {
        folder.makeFile("in/bad.csv", "order_id,sku,shipped_at\n" + String(repeating: "1,PHONE,soon\n", count: 30))
        let outcome = try run(["PHONE"], channel: "shopify")
        #expect(outcome.exitCode == 2)
        #expect(
            outcome.summary.feeds.map(\.problem) == [
                "The run rejected bad.csv whole, so its figures may offer what is sold. Correct it and run again."
            ])
        #expect(folder.names("out/latest/feeds").isEmpty)
        #expect(folder.text("out/latest/stock_by_sku.csv") != nil)
    }

    @Test("listings of another channel: no feed, the rest is published, and the exit code says so")
    func wrongListings() throws {
        let outcome = try run(["PHONE"], channel: "amazon")
        #expect(outcome.exitCode == 2)
        #expect(!outcome.summary.hasRejects)
        #expect(outcome.summary.feeds[0].problem.hasPrefix("listings.csv: None of the first 30 lines is the header"))
        let summary = try #require(folder.text("out/latest/summary.json"))
        #expect(summary.contains("\"problem\": \"listings.csv: None of the first"))
    }

    @Test("listings among the inputs are no orders")
    func listingsAmongInputs() throws {
        let outcome = try run(["PHONE"], channel: "shopify", listings: "in/listings.csv")
        #expect(outcome.exitCode == 0)
        #expect(outcome.summary.feeds.map(\.file) == ["feeds/shopify.csv"])
    }

    @Test("older runs are removed once a run is published, and not by one that is not")
    func keep() throws {
        for _ in 0..<4 { _ = try run(["PHONE"], channel: "shopify", keep: 2) }
        #expect(folder.names("out/runs") == ["2026-11-23.3", "2026-11-23.4"])
        folder.makeFile("in/twice.csv", "sku,name\nPHONE,Again\n")
        #expect(throws: RunFailure.self) { try run(["PHONE"], channel: "shopify", keep: 1) }
        #expect(folder.names("out/runs") == ["2026-11-23.3", "2026-11-23.4"])
    }

    private func orders(_ rows: String...) {
        let header = "channel,order_id,sku,quantity,status,ordered_at,shipped_quantity,stock\n"
        folder.makeFile("in/orders.csv", header + rows.map { $0 + "\n" }.joined())
    }

    /// The figures of Shopify listings with these SKUs.
    private func figures(
        _ listed: [String], channel: String, dropsStale: Bool = false
    ) throws -> [String: Int] {
        let outcome = try run(listed, channel: channel, dropsStale: dropsStale)
        let file = try #require(outcome.summary.feeds.first?.file, "\(outcome.summary.feeds)")
        let upload = try #require(folder.text("out/latest/\(file)"), "\(outcome.summary.feeds)")
        let rows = upload.split(separator: "\n").dropFirst().map { $0.split(separator: ",") }
        return Dictionary(uniqueKeysWithValues: rows.compactMap { row in Int(row[4]).map { (String(row[2]), $0) } })
    }

    private func run(
        _ listed: [String], channel: String, listings: String = "listings.csv", dropsStale: Bool = false,
        keep: Int? = nil
    ) throws -> RunOutcome {
        folder.makeFile(
            listings, "Handle,Option1 Value,SKU,Location,On hand\n" + listed.map { "h,x,\($0),Main,1\n" }.joined())
        let date = try #require(Timestamp(iso8601: "2026-11-23"))
        var rules = Rules(businessDay: date.day)
        rules.dropsStaleOpen = dropsStale
        var settings = RunSettings(inputs: [folder("in")], output: folder("out"), rules: rules, workers: 2)
        settings.feeds = [FeedRequest(channel: channel, listings: folder(listings))]
        settings.keep = keep
        return try Pipeline.run(settings)
    }
}
