import Foundation
import StockModel
import StockTestSupport
import Testing

@testable import StockPipeline

@Suite("who was told, in exports and from other systems")
struct ToldExportTests {
    let shop = RecallShop()
    private var folder: TemporaryFolder { shop.folder }

    private static let stock = "sku,as_of,serial\nD,2026-11-01,S1\nD,2026-11-01,S2\nD,2026-11-01,S3\n"
    private static let orders =
        RecallShop.header + "web,#1001,1,D,1,shipped,2026-11-05,S1,\(RecallShop.ann)"
        + "web,#1002,1,D,1,shipped,2026-11-05,S2,\(RecallShop.bob)"

    private func listed(_ path: String) -> [String] {
        shop.rows("\(path)/email.csv").map { row in String(row.split(separator: ",")[1]) }
    }

    @Test("a ledger made from an export writes to nobody again, and neither does a one-off over it")
    func roundTrip() throws {
        try shop.run(["stock.csv": Self.stock, "orders.csv": Self.orders], isFirst: true)
        #expect(listed("out/latest/recalls/R-1") == ["first", "first"])
        _ = try LedgerExport(ledger: shop.ledger).write(to: folder("first"))
        let told = try #require(folder.text("first/told.csv"))
        #expect(
            told == """
                campaign,serial,channel,order_id,line_id,registration,possibly,wave,ends_on,expiring_days
                R-1,S1,web,1001,1,,,1,,
                R-1,S2,web,1002,1,,,1,,

                """)

        let more = RecallShop.header + "web,#1003,1,D,1,shipped,2026-11-06,S3,\(RecallShop.ann)"
        folder.makeFile("first/more.csv", more)
        var settings = try shop.settings("first", "out2", on: "2026-11-23")
        #expect(try Pipeline.run(settings).exitCode == 0)
        #expect(listed("out2/latest/recalls/R-1") == ["more"])
        settings.ledger = LedgerSettings(path: folder("l2.sqlite"), pipeline: "p")
        settings.ledger?.isMade = true
        settings.output = folder("out3")
        #expect(try Pipeline.run(settings).exitCode == 0)
        #expect(listed("out3/latest/recalls/R-1") == ["more"])
        #expect(try LedgerUpkeep(ledger: folder("l2.sqlite"), workers: 1).verify() == [])

        // What came in stands beside what the new ledger's own run has told.
        _ = try LedgerExport(ledger: folder("l2.sqlite")).write(to: folder("second"))
        let texts = folder.names("second").filter { $0.hasSuffix("told.csv") }.map { folder.text("second/\($0)") ?? "" }
        #expect(texts.count == 2 && texts.contains(told) && texts.contains { $0.contains("R-1,S3,web,1003,1,,,1,,\n") })
        let status = try LedgerStatus.read(ledger: folder("l2.sqlite"))
        #expect(
            status.told == [
                LedgerStatus.Told(campaign: "R-1", wave: 1, orders: 3, registrations: 0, possibly: 0, units: 3)
            ])

        // Taken back, it is forgotten that they were told, but not what this ledger has told them since.
        _ = try LedgerUpkeep(ledger: folder("l2.sqlite"), workers: 1).retract("told.csv")
        #expect(try LedgerStatus.read(ledger: folder("l2.sqlite")).told.map(\.orders) == [2])
    }

    @Test("rows by hand: as somebody writes them who comes from another system")
    func byHand() throws {
        let told = "campaign,order_id,line_id,wave,channel,serial\nR-1,#1001,1,,web,s/n: s1\nR-1,1002,1,2,web,S2\n"
        try shop.run(["stock.csv": Self.stock, "orders.csv": Self.orders, "told.csv": told], isFirst: true)
        #expect(listed("out/latest/recalls/R-1") == [])
        let status = try LedgerStatus.read(ledger: shop.ledger)
        #expect(status.told.map { "\($0.wave) \($0.orders)" } == ["1 1", "2 1"])
        #expect(status.files.contains { $0.kind == "told" && $0.records == 2 })
    }

    @Test("a warranty's end of which somebody was written is exported, and not told again")
    func expiries() throws {
        let terms = "months,starts\n1,ordered\n"
        let agreed = String(RecallShop.header.dropLast()) + ",marketing_consent\n"
        let orders = agreed + "web,#1001,1,D,1,shipped,2026-11-05,S1,\(RecallShop.ann.dropLast()),yes\n"
        func settings(_ input: String, _ output: String) throws -> RunSettings {
            var settings = try shop.settings(input, output, on: "2026-11-30", recalls: false)
            settings.notices.warranty = WarrantySettings()
            settings.notices.warranty?.expiringDays = [7]
            settings.ledger = LedgerSettings(path: folder("\(output).sqlite"), pipeline: "p")
            settings.ledger?.isMade = true
            return settings
        }
        folder.makeFolder("in")
        for (name, text) in [("stock.csv", Self.stock), ("orders.csv", orders), ("terms.csv", terms)] {
            folder.makeFile("in/\(name)", text)
        }
        _ = try Pipeline.run(settings("in", "one"))
        #expect(shop.rows("one/latest/warranty/expiring.csv").count == 1)
        _ = try LedgerExport(ledger: folder("one.sqlite")).write(to: folder("first"))
        #expect(folder.text("first/told.csv")?.hasSuffix("\n,S1,web,1001,1,,,,2026-12-05,7\n") == true)
        #expect(try LedgerStatus.read(ledger: folder("one.sqlite")).expiries == 1)
        _ = try Pipeline.run(settings("first", "two"))
        #expect(shop.rows("two/latest/warranty/expiring.csv").isEmpty)
        // The person is forgotten on this list, too.
        let outcome = try LedgerForgetting(ledger: folder("one.sqlite")).forget(
            BuyerQuery(email: "ann.harlow@example.com"))
        #expect(outcome.rows == 1)
        #expect(try shop.shown(in: "one") == [])
        #expect(shop.rows("one/latest/warranty/expiring.csv").count == 1)
    }
}
