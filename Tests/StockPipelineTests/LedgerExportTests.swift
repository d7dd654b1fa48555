import Foundation
import StockModel
import StockTestSupport
import Testing

@testable import StockPipeline

@Suite("export of a ledger")
struct LedgerExportTests {
    private static let fixtures = GoldenTests.repository.appendingPathComponent("fixtures")

    @Test("the shop reads back to the same: in a one-off, and into a new ledger")
    func shop() throws {
        let date = try #require(Timestamp(iso8601: "2026-11-23"))
        let trip = RoundTrip(input: Self.fixtures.appendingPathComponent("shop").path, Rules(businessDay: date.day))
        #expect(try trip.differences() == [])
    }

    @Test("random worlds read back to the same", arguments: 0..<10)
    func worlds(block: Int) throws {
        for seed in UInt64(block * 5)..<UInt64(block * 5 + 5) {
            let world = WorldGenerator(seed: seed &+ 40_000, records: 200).world()
            let folder = TemporaryFolder()
            var writer = WorldWriter(world, layout: seed)
            try writer.write(to: URL(fileURLWithPath: folder("in")))
            let trip = RoundTrip(input: folder("in"), try PlainWorldFolding.rules(world.rules))
            #expect(try trip.differences() == [], "seed \(seed)")
        }
    }

    /// Every dialect and format: whatever a record of theirs carries, the house formats carry.
    @Test("what every fixture says reads back to the same", arguments: ["dialects", "formats"])
    func formats(kind: String) throws {
        let date = try #require(Timestamp(iso8601: "2027-06-01"))
        let folder = Self.fixtures.appendingPathComponent(kind).path
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter {
            !$0.hasSuffix(".jsonl") && !$0.hasSuffix(".md")
        }
        #expect(files.count > 20)
        var exports = 0
        for file in files.sorted() {
            let trip = RoundTrip(input: "\(folder)/\(file)", Rules(businessDay: date.day))
            #expect(try trip.differences() == [], "\(file)")
            if !trip.folder.names("first").isEmpty { exports += 1 }
        }
        #expect(exports > 20)
    }

    @Test("serials that a list would not give again, and what a spreadsheet's protection would hide")
    func awkward() throws {
        let folder = TemporaryFolder()
        folder.makeFolder("in")
        folder.makeFile(
            "in/despatches.csv",
            """
            supplier,asn_id,line_id,sku,supplier_part,delivered_at,issued_at,purpose,quantity,units,lot
            '’t Hooft,A-1,1,,P-7,2026-11-02,2026-11-01T10:00:00Z,,3,"[{""serial"":""A;1"",""lot"":""L1"",""expiry"":""2027-01-31""},{""serial"":""'B""},{""serial"":""1.5E+12""}]",L9
            '’t Hooft,A-1,,''X,,2026-11-02,2026-11-01T10:00:00Z,,2,,
            '’t Hooft,A-1,,''X,,2026-11-02,2026-11-01T10:00:00Z,,4,,
            '’t Hooft,A-2,,,,2026-11-03,2026-11-03,cancel,0,,

            """)
        let date = try #require(Timestamp(iso8601: "2026-11-23"))
        let trip = RoundTrip(input: folder("in"), Rules(businessDay: date.day))
        #expect(try trip.differences() == [])
        let units = try #require(trip.folder.text("one/latest/stock_units.csv"))
        #expect(units.contains("P-7,A;1,in-stock,2026-11-02,,L1,2027-01-31,’t Hooft,A-1"))
        #expect(units.contains("P-7,'B,in-stock,2026-11-02,,L9,"))
        let stock = try #require(trip.folder.text("one/latest/stock_by_sku.csv"))
        #expect(stock.contains("'X,,0,6,"))
    }

    @Test("only this user can read it, and nothing is overwritten")
    func modes() throws {
        let folder = TemporaryFolder()
        folder.makeFile("stock.csv", "sku,as_of,quantity\nA,2026-11-01,3\n")
        let date = try #require(Timestamp(iso8601: "2026-11-23"))
        var settings = RunSettings(
            inputs: [folder("stock.csv")], output: folder("out"), rules: Rules(businessDay: date.day))
        settings.ledger = LedgerSettings(path: folder("l.sqlite"), pipeline: "p")
        settings.ledger?.isMade = true
        _ = try Pipeline.run(settings)
        let export = LedgerExport(ledger: folder("l.sqlite"))
        #expect(try export.write(to: folder("export")) == LedgerExport.Outcome(files: 1, records: 1))
        #expect(folder.mode("export") & 0o777 == 0o700)
        #expect(folder.mode("export/000001-openings.csv") & 0o777 == 0o600)
        #expect(throws: RunFailure.self) { try export.write(to: folder("export")) }
    }
}

/// A ledger, its export read back in both ways, and what differs.
private struct RoundTrip {
    let folder = TemporaryFolder()
    private let input: String
    private let rules: Rules

    init(input: String, _ rules: Rules) {
        self.input = input
        self.rules = rules
    }

    /// Nothing where nothing of the file was taken, so that there is nothing to write.
    func differences() throws -> [String] {
        try run(over: input, "one", ledger: "one.sqlite")
        let outcome = try LedgerExport(ledger: folder("one.sqlite")).write(to: folder("first"))
        guard outcome.files > 0 else { return [] }
        try run(over: folder("first"), "two", ledger: nil)
        try run(over: folder("first"), "three", ledger: "three.sqlite")
        var found = same("one", "two") + same("one", "three")
        for output in ["two", "three"] {
            let rejects = folder.text("\(output)/latest/rejects.csv") ?? ""
            if rejects.split(separator: "\n").count != 1 { found.append("\(output) has rejects:\n\(rejects)") }
        }
        // Record for record: the export of what was read back says the same. Files that are equal count once.
        _ = try LedgerExport(ledger: folder("three.sqlite")).write(to: folder("second"))
        let texts = ["first", "second"].map { export in
            Set(folder.names(export).map { folder.text("\(export)/\($0)") ?? "" })
        }
        for text in texts[0].symmetricDifference(texts[1]) {
            found.append("\(texts[0].contains(text) ? "lost" : "new"): \(text.prefix(2000))")
        }
        return found
    }

    private func run(over input: String, _ output: String, ledger: String?) throws {
        var settings = RunSettings(inputs: [input], output: folder(output), rules: rules)
        if let ledger {
            settings.ledger = LedgerSettings(path: folder(ledger), pipeline: output)
            settings.ledger?.isMade = true
        }
        _ = try Pipeline.run(settings)
    }

    private func same(_ one: String, _ other: String) -> [String] {
        var found: [String] = []
        for name in ["stock_by_sku.csv", "stock_units.csv"] {
            found += PublishedRun.differences(
                "\(other): \(name)", folder.text("\(one)/latest/\(name)") ?? "",
                folder.text("\(other)/latest/\(name)") ?? "")
        }
        let findings = [one, other].map {
            LedgerNights.comparable(folder.text("\($0)/latest/findings.csv") ?? "")
        }
        return found + PublishedRun.differences("\(other): findings.csv", findings[0], findings[1])
    }
}
