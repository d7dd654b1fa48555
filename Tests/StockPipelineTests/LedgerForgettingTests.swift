import Foundation
import StockLedger
import StockModel
import StockNotices
import StockTestSupport
import StockWriting
import Testing

@testable import StockPipeline

@Suite("forgetting a buyer")
struct LedgerForgettingTests {
    let folder = TemporaryFolder()

    private static let header =
        "channel,order_id,line_id,sku,quantity,status,ordered_at,serials,buyer_name,buyer_email,address1,postcode"
    private static let orders = """
        \(header)
        web,#1001,1,D,1,shipped,2026-11-05,S1,Ann Harlow,Ann.Harlow@example.com,1 Quay Street,A1 2BC
        web,#1001,2,E,2,open,2026-11-05,,Harlow Ltd,,1 Quay Street,A1 2BC
        web,#1002,1,D,1,shipped,2026-11-05,S2,Ann Harlow,other@example.com,9 High Street,Z9 9ZZ
        web,#1003,1,D,1,shipped,2026-11-31,S3,Ann Harlow,ann.harlow@example.com,1 Quay Street,A1 2BC
        web,#1004,1,D,1,shipped,2026-11-31,S4,Bob Ortiz,bob@example.com,2 Quay Street,A1 2BC

        """

    private func run(_ files: [String: String], isFirst: Bool = false) throws {
        folder.makeFolder("in")
        for (name, text) in files { folder.makeFile("in/\(name)", text) }
        var settings = RunSettings(
            inputs: [folder("in")], output: folder("out"),
            rules: Rules(businessDay: try #require(Timestamp(iso8601: "2026-11-23")).day))
        settings.ledger = LedgerSettings(path: ledger, pipeline: "p")
        settings.ledger?.isMade = isFirst
        _ = try Pipeline.run(settings)
    }

    private var ledger: String { folder("l.sqlite") }

    /// How many records have something by which their buyers are linked with others.
    private func linkedRecords() throws -> Int {
        let book = try Ledger(at: ledger, isReadOnly: true)
        return try book.look { transaction in
            var count = 0
            try transaction.buyerLinks().forEach(from: 0, through: Int.max) { _, bytes in
                for place in 0..<bytes.count / BuyerLink.size where BuyerLink(bytes: bytes, at: place) != .none {
                    count += 1
                }
            }
            return count
        }
    }

    private func ledgerShows(_ text: String) throws -> Bool {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: ledger))
        return bytes.range(of: Data(text.utf8)) != nil
    }

    @Test("all of the orders' details go, from published rejects too; nothing else changes")
    func forget() throws {
        try run(["orders.csv": Self.orders], isFirst: true)
        let stock = folder.text("out/latest/stock_by_sku.csv")
        let rejects = "out/latest/rejects/orders.csv"
        #expect(try linkedRecords() == 3)
        #expect(try #require(folder.text(rejects)).contains("ann.harlow"))

        let forgetting = LedgerForgetting(ledger: ledger)
        let query = BuyerQuery(email: " ANN.harlow@example.com")
        let dry = try forgetting.forget(query, isDryRun: true)
        #expect(try ledgerShows("Ann.Harlow@example.com"))
        let outcome = try forgetting.forget(query)
        #expect(dry == outcome)
        #expect(outcome.records == 2 && outcome.orders == ["1001"] && outcome.rejected == 1)
        for word in ["Ann.Harlow@", "Harlow Ltd"] { #expect(try !ledgerShows(word), "\(word)") }
        #expect(try linkedRecords() == 1)
        // Another Ann Harlow stays.
        #expect(try ledgerShows("other@example.com"))

        let left = try #require(folder.text(rejects))
        #expect(left.hasPrefix(Self.header) && !left.contains("ann.harlow") && left.contains("bob@example.com"))
        #expect(folder.mode(rejects) & 0o777 == 0o600)
        let manifest = try #require(folder.text("out/latest/manifest.json"))
        #expect(manifest.contains("\"sha256\": \"\(Digest.hexadecimal(of: left))\""))

        #expect(try LedgerUpkeep(ledger: ledger, workers: 1).verify() == [])
        #expect(try SerialTracer(ledger: ledger).trace("S1").units.first?.holders.first?.buyer == Trace.Buyer())
        #expect(try forgetting.forget(query).isEmpty)

        // Tomorrow's export repeats the orders, with a new row for the file to be another.
        try run(["orders.csv": Self.orders + "web,#1005,1,D,1,open,2026-11-20,,Cleo,cleo@example.com,,\n"])
        for word in ["Ann.Harlow@", "Harlow Ltd", "ann.harlow"] { #expect(try !ledgerShows(word), "\(word)") }
        #expect(try ledgerShows("cleo@example.com"))
        // The other Ann Harlow twice, and Cleo.
        #expect(try linkedRecords() == 3)
        let repeated = try #require(folder.text(rejects))
        #expect(repeated.contains("bob@example.com"))
        #expect(folder.text("out/latest/stock_by_sku.csv") != stock, "there is one more order")
    }

    @Test(
        "who is meant: all that is given must fit one record",
        arguments: [
            (BuyerQuery(name: "ann  HARLOW"), ["1001", "1002"]), (BuyerQuery(name: "harlow ltd."), ["1001"]),
            (BuyerQuery(name: "Ann Harlow", postcode: "z99zz"), ["1002"]),
            (BuyerQuery(email: "other@example.com", name: "Bob"), []), (BuyerQuery(name: "Ann"), []),
            (BuyerQuery(email: "other@example.com"), ["1002"]),
        ])
    func meant(query: BuyerQuery, orders: [String]) throws {
        try run(["orders.csv": Self.orders], isFirst: true)
        #expect(try LedgerForgetting(ledger: ledger).forget(query, isDryRun: true).orders == orders)
    }

    @Test("a rejected record of a forgotten order is not kept again")
    func rejectedAgain() throws {
        try run(["orders.csv": Self.orders], isFirst: true)
        _ = try LedgerForgetting(ledger: ledger).forget(BuyerQuery(email: "ann.harlow@example.com"))
        try run([
            "broken.csv": "\(Self.header)\nweb,#1001,1,D,1,shipped,2026-11-32,S1,Ann Harlow,ann.harlow@example.com,,\n"
        ])
        #expect(folder.text("out/latest/rejects/broken.csv") == nil)
        #expect(try #require(folder.text("out/latest/rejects.csv")).contains("broken.csv,1,2,ordered_at"))
    }

    @Test(
        "records of a rejects file",
        arguments: [
            ("a,b\n1,2\n", ["a,b\n", "1,2\n"]), ("a\n\"1\n2\"\n3\n", ["a\n", "\"1\n2\"\n", "3\n"]),
            ("a\n\"1\n2\n", ["a\n", "\"1\n", "2\n"]), ("a\n", ["a\n"]),
        ])
    func records(text: String, records: [String]) { #expect(PublishedRejects.records(text) == records) }
}
