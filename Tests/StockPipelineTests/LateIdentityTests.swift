import Foundation
import StockModel
import StockTestSupport
import Testing

@testable import StockPipeline

@Suite("identities that come later, of serials that no line has")
struct LateIdentityTests {
    let folder = TemporaryFolder()

    /// What has come before an identity makes one of A1 and A2, and what it makes of it.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let files: [String: String]
        /// A part of the findings, before and after.
        let before: String
        let after: String
    }

    private static let orders = "channel,order_id,line_id,sku,quantity,status,ordered_at,serials\n"
    private static let packed = "channel,order_id,sku,quantity,shipped_at,serials\n"
    private static let asn = "supplier,asn_id,line_id,sku,quantity,delivered_at,issued_at,serials\n"

    static let cases = [
        Case(
            testDescription: "goods without units, a finding that names the serial",
            files: ["orders.csv": orders + "web,1,1,CABLE,2,shipped,2026-11-05,A2;A2\n"],
            before: "duplicate-in-line,CABLE,A2", after: "duplicate-in-line,CABLE,A1"),
        Case(
            testDescription: "goods without units, a scan that was sent twice",
            files: [
                "orders.csv": orders + "web,1,1,CABLE,1,open,2026-11-05,\n",
                "packed.csv": packed + "web,1,CABLE,1,2026-11-06,A1\nweb,1,CABLE,1,2026-11-06,A2\n",
            ],
            before: "unmatched-fulfilment,CABLE", after: ""),
        Case(
            testDescription: "a despatch record that another has outdone",
            files: [
                "asn.csv": asn + "Corvo,9,1,PHONE,2,2026-11-05,2026-11-01T08:00:00Z,A2;A2\n",
                "again.csv": asn + "Corvo,9,1,PHONE,2,2026-11-05,2026-11-02T08:00:00Z,B1;B2\n",
            ],
            before: "duplicate-in-line,PHONE,A2", after: "duplicate-in-line,PHONE,A1"),
        Case(
            testDescription: "a void, which takes a scan away that names the unit otherwise",
            files: [
                "orders.csv": orders + "web,1,1,PHONE,1,open,2026-11-05,\n",
                "packed.csv": "channel,order_id,sku,quantity,shipped_at,serials,void\n"
                    + "web,1,PHONE,1,2026-11-06,A1,no\nweb,1,PHONE,1,2026-11-06,A2,yes\n",
            ],
            before: "unknown-serial,PHONE,A1", after: ""),
    ]

    @Test("a night ends where one run over all files does", arguments: cases)
    func nights(_ each: Case) throws {
        folder.makeFolder("in")
        folder.makeFile("in/catalogue.csv", "sku,name,serials\nCABLE,Cable,none\nPHONE,Phone,required\n")
        for (name, text) in each.files { folder.makeFile("in/\(name)", text) }
        try run(isFirst: true)
        try expect(each.before)

        folder.makeFile("in/pairs.csv", "serial,also\nA1,A2\n")
        try run()
        try expect(each.after)
        #expect(try LedgerUpkeep(ledger: folder("l.sqlite"), workers: 1).verify() == [])

        _ = try LedgerUpkeep(ledger: folder("l.sqlite"), workers: 1).retract("pairs.csv")
        try FileManager.default.removeItem(atPath: folder("in/pairs.csv"))
        try run()
        try expect(each.before)
        #expect(try LedgerUpkeep(ledger: folder("l.sqlite"), workers: 1).verify() == [])
    }

    /// Expects a part of the ledger's findings, none of those kinds where it is empty, and that they are a one-off's.
    private func expect(_ part: String) throws {
        _ = try Pipeline.run(settings("one"))
        let findings = ["out", "one"].map { LedgerNights.comparable(folder.text("\($0)/latest/findings.csv") ?? "") }
        #expect(findings[0] == findings[1])
        for name in ["stock_by_sku.csv", "stock_units.csv"] {
            #expect(folder.text("out/latest/\(name)") == folder.text("one/latest/\(name)"))
        }
        if part.isEmpty {
            for kind in ["duplicate-in-line", "unmatched-fulfilment", "unknown-serial"] {
                #expect(!findings[0].contains(kind))
            }
        } else {
            #expect(findings[0].contains(part))
        }
    }

    private func run(isFirst: Bool = false) throws {
        var settings = try settings("out")
        settings.ledger = LedgerSettings(path: folder("l.sqlite"), pipeline: "p")
        settings.ledger?.isMade = isFirst
        _ = try Pipeline.run(settings)
    }

    private func settings(_ output: String) throws -> RunSettings {
        RunSettings(
            inputs: [folder("in")], output: folder(output),
            rules: Rules(businessDay: try #require(Timestamp(iso8601: "2026-11-23")).day))
    }
}
