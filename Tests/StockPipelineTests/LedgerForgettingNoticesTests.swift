import Foundation
import StockLedger
import StockModel
import StockTestSupport
import StockWriting
import Testing

@testable import StockPipeline

@Suite("forgetting a buyer of whom more than records tell")
struct LedgerForgettingNoticesTests {
    let shop = RecallShop()
    private var folder: TemporaryFolder { shop.folder }
    private let query = BuyerQuery(email: "ann.harlow@example.com")

    private static let stock = "sku,as_of,serial\nD,2026-11-01,S1\nD,2026-11-01,S2\nD,2026-11-01,S3\n"
    private static let orders =
        RecallShop.header + "web,#1001,1,D,1,shipped,2026-11-05,S1,\(RecallShop.ann)"
        + "web,#1002,1,D,1,shipped,2026-11-05,S2,\(RecallShop.bob)"

    private func forget() throws -> LedgerForgetting.Outcome {
        let forgetting = LedgerForgetting(ledger: shop.ledger)
        let dry = try forgetting.forget(query, isDryRun: true)
        let outcome = try forgetting.forget(query)
        #expect(dry == outcome)
        #expect(try shop.traces() == [])
        #expect(try shop.shown(in: "out") == [])
        #expect(try LedgerUpkeep(ledger: shop.ledger, workers: 1).verify() == [])
        #expect(try forgetting.forget(query) == LedgerForgetting.Outcome())
        return outcome
    }

    // MARK: The ledger

    /// Each record tells a part, the tool's copy fills a gap, and what was joined the night before is joined anew.
    @Test("what several records told, joined over nights and filled by a copy, leaves no trace and does not come back")
    func joined() throws {
        let first =
            RecallShop.header + "web,#1001,1,D,1,open,2026-11-05,S1,Ann Harlow,,,,1 Quay Street,Leith,,GB\n"
            + "web,#1002,1,D,1,shipped,2026-11-05,S2,\(RecallShop.bob)"
        let second =
            RecallShop.header
            + "web,#1001,1,D,1,shipped,2026-11-05,S1,,Harlow Ltd,Ann.Harlow@example.com,,,,EH6 6LX,\n"
        let copies = """
            tool,channel,order_id,line_id,sku,quantity,status,ordered_at,buyer_name,buyer_phone
            desk,web,1001,1,D,1,shipped,2026-11-05,A. Harlow,+44 131 555 0101

            """
        try shop.run(["stock.csv": Self.stock, "first.csv": first], isFirst: true)
        try shop.run(["second.csv": second])
        try shop.run(["copies.csv": copies])
        let holder = try SerialTracer(ledger: shop.ledger).trace("S1").units.first?.holders.first?.buyer
        #expect(holder?.name == "Ann Harlow" && holder?.email == "Ann.Harlow@example.com")
        #expect(try shop.traces() == RecallShop.words)

        let outcome = try forget()
        #expect(outcome.orders == ["1001"] && outcome.records == 3)
        #expect(try shop.traces(["bob@example.com"]) == ["bob@example.com"])
        #expect(try SerialTracer(ledger: shop.ledger).trace("S1").units.first?.holders.first?.buyer == Trace.Buyer())

        // The next night repeats all of it, with one row more for each file to be another.
        let more = "web,#1003,1,E,1,open,2026-11-20,,Cleo,,cleo@example.com,,,,,\n"
        try shop.run([
            "first.csv": first + more, "second.csv": second + more,
            "copies.csv": copies + "desk,web,1003,1,E,1,open,2026-11-20,Cleo,\n",
        ])
        #expect(try shop.traces() == [])
        #expect(try shop.shown(in: "out") == [])
        #expect(try LedgerUpkeep(ledger: shop.ledger, workers: 1).verify() == [])
    }

    @Test("another shop's order of the same number keeps its buyer, and so does its unit's recall")
    func sameNumber() throws {
        let orders =
            Self.orders + "shop-b,1001,1,D,1,shipped,2026-11-05,S3,\(RecallShop.bob)"
        try shop.run(["stock.csv": Self.stock, "orders.csv": orders], isFirst: true)
        let outcome = try forget()
        #expect(outcome.orders == ["1001"] && outcome.records == 1)
        #expect(
            try SerialTracer(ledger: shop.ledger).trace("S3").units.first?.holders.first?.buyer.email
                == "bob@example.com")
        #expect(shop.rows("out/latest/recalls/R-1/email.csv").count == 2)
        #expect(try shop.shown(in: "out", ["bob@example.com"]) == ["bob@example.com"])
    }

    @Test("what a file that was taken back had told is wiped as well")
    func retracted() throws {
        try shop.run(["stock.csv": Self.stock, "orders.csv": Self.orders], isFirst: true, recalls: false)
        _ = try LedgerUpkeep(ledger: shop.ledger, workers: 1).retract("orders.csv")
        let outcome = try LedgerForgetting(ledger: shop.ledger).forget(query)
        #expect(outcome.isEmpty && outcome.isFinished)
        #expect(try shop.traces() == [])
    }

    @Test("while somebody reads the ledger traces stay, which is said; the next call wipes them")
    func reader() throws {
        try shop.run(["stock.csv": Self.stock, "orders.csv": Self.orders], isFirst: true, recalls: false)
        let forgetting = LedgerForgetting(ledger: shop.ledger)
        let outcome = try Ledger(at: shop.ledger, isReadOnly: true).look { transaction in
            #expect(try transaction.setting("folded on day") != nil)
            return try forgetting.forget(query)
        }
        #expect(outcome.records == 1 && outcome.traces.hasPrefix("Somebody is reading the ledger"))
        #expect(try forgetting.forget(query).isFinished)
        #expect(try shop.traces() == [])
    }

    @Test("a unit of a forgotten buyer is listed as of somebody who cannot be reached, night and day")
    func unreachable() throws {
        try shop.run(["stock.csv": Self.stock, "orders.csv": Self.orders], isFirst: true, recalls: false)
        #expect(try forget().files.isEmpty)
        try shop.run([:])
        try shop.recall("alone")
        for path in ["out/latest/recalls/R-1", "alone"] {
            let rows = shop.rows("\(path)/unreachable.csv")
            #expect(rows.count == 1)
            #expect(rows.first?.hasSuffix(",first,,,,,,,,,,web,1001,D,S1,no order of it names a buyer") == true)
            #expect(try shop.shown(in: path) == [])
        }
        #expect(shop.rows("out/latest/recalls/R-1/email.csv").count == 1)
    }

    // MARK: What is published

    @Test("lists keep the row without the person, letters go, and the manifest is true again, in all runs")
    func published() throws {
        let ann = "S1,2026-11-10,A. Harlow,Ann.Harlow@example.com,EH6 6LX\n"
        let cards = "serial,registered_at,name,email,postcode\n" + ann
        try shop.run(
            ["stock.csv": Self.stock, "orders.csv": Self.orders, "cards.csv": cards], isFirst: true)
        try shop.run(["more.csv": RecallShop.header + "web,#1009,1,D,1,shipped,2026-11-06,S3,\(RecallShop.ann)"])
        let runs = ["out/runs/2026-11-23.1", "out/runs/2026-11-23.2"]
        let lists = ["post", "email", "consignees"].map { "recalls/R-1/\($0).csv" }
        func letters(_ run: String) -> Int {
            (folder.text("\(run)/recalls/R-1/letters.html") ?? "").components(separatedBy: "<article ").count - 1
        }
        let before = runs.map { run in lists.map { shop.rows("\(run)/\($0)").count } }
        #expect(before == [[2, 2, 1], [1, 1, 1]])
        #expect(runs.map(letters) == [2, 1])
        let units = runs.map { folder.text("\($0)/recalls/R-1/units.csv") }
        let summaries = runs.map { folder.text("\($0)/recalls/R-1/summary.json") }

        let outcome = try forget()
        #expect(outcome.orders == ["1001", "1009"] && outcome.registrations == 1)
        #expect(outcome.rows == 6 && outcome.letters == 2 && outcome.rejected == 0)
        #expect(runs.map { run in lists.map { shop.rows("\(run)/\($0)").count } } == before)
        #expect(runs.map(letters) == [1, 0])
        let left = try #require(shop.rows("\(runs[0])/recalls/R-1/post.csv").first { $0.contains(",1001,") })
        #expect(left.contains(",first,,,,,,,,,,web,1001,D,S1"))
        #expect(try shop.shown(in: runs[0], ["bob@example.com", "\"2, Mill Road\""]).count == 2)
        #expect(folder.text("\(runs[1])/recalls/R-1/letters.html")?.contains("Nobody is to be written to") == true)
        #expect(runs.map { folder.text("\($0)/recalls/R-1/units.csv") } == units)
        #expect(runs.map { folder.text("\($0)/recalls/R-1/summary.json") } == summaries)
        for run in runs {
            #expect(try shop.wrongInManifest(run) == [])
            #expect(folder.mode("\(run)/recalls/R-1/post.csv") & 0o777 == 0o600)
        }
        #expect(folder.names("\(runs[0])/recalls/R-1") == folder.names("\(runs[1])/recalls/R-1"))
    }

    @Test(
        "which rows are whose",
        arguments: [
            // Fits what was asked for.
            ("R-1,first,X,ann.harlow@EXAMPLE.com,,,,,,,,web,77,D,S9", true),
            // His order in his channel, whatever is shown; not in another channel.
            ("R-1,first,X,,,,,,,,,web,77;1001,D,S9", true), ("R-1,first,X,,,,,,,,,shop-b,1001,D,S9", false),
            ("R-1,first,X,,,,,,,,,shop-b;web,1001;77,D,S9", false), ("R-1,first,X,,,,,,,,,shop-b;web,1001,D,S9", true),
            // His order, and a detail.
            ("R-1,first,X,,'+44 131 5550101,,,,,,,shop-b,1001,D,S9", true),
            // Two details, or one.
            ("R-1,first,ANN HARLOW,,,\"1, Quay Street\",,,,,,b,7,D,S9", true),
            ("R-1,first,Ann Harlow,,,3 Mill Road,,,,,,b,7,D,S9", false),
            // Blanked before.
            ("R-1,first,,,,,,,,,,web,1001,D,S9", false),
        ])
    func rows(row: String, isHis: Bool) throws {
        var person = ForgottenPerson(query)
        let traits = BuyerTraits(
            emails: ["Ann.Harlow@example.com"], names: ["Ann Harlow", "Harlow Ltd"], postcodes: ["EH6 6LX"],
            others: ["+44 131 555 0101", "1 Quay Street"])
        person.add(traits, of: "1001", channels: ["web"])
        let header =
            "recipient_id,notice,name,email,phone,address1,address2,city,region,postcode,country,channel,order_ids,skus,"
            + "serials\n"
        let list = try #require(PersonalList(Array("\(header)\(row)\n".utf8)))
        let blanked = list.blanked { person.isShown(in: $0) }
        #expect(blanked.rows == (isHis ? 1 : 0) && blanked.recipients == (isHis ? ["R-1"] : []))
        let end = row.split(separator: ",").suffix(4).joined(separator: ",")
        let text = isHis ? "R-1,first,,,,,,,,,,\(end)" : row
        #expect(String(decoding: blanked.bytes, as: UTF8.self) == "\(header)\(text)\n")
    }

    @Test("the register of warranties keeps the unit, and the name of the goods")
    func register() throws {
        let header = "serial,sku,name,buyer_name,buyer_email,channel,order_id,starts_on,ends_on,state\n"
        let text = header + "S1,D,\"Charger, 65 W\",Ann Harlow,Ann.Harlow@example.com,web,1001,2026-11-05,,active\n"
        var person = ForgottenPerson(query)
        person.add(BuyerTraits(emails: ["Ann.Harlow@example.com"], names: [], postcodes: [], others: []), of: "1001")
        let blanked = try #require(PersonalList(Array(text.utf8))).blanked { person.isShown(in: $0) }
        #expect(
            String(decoding: blanked.bytes, as: UTF8.self)
                == header + "S1,D,\"Charger, 65 W\",,,web,1001,2026-11-05,,active\n")
        #expect(PersonalList(Array("sku,serial,place,lot\n".utf8)) == nil && PersonalList([]) == nil)
    }
}
