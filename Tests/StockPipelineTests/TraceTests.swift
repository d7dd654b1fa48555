import Foundation
import StockLedger
import StockModel
import StockReading
import StockTestSupport
import Testing

@testable import StockPipeline

@Suite("trace")
struct TraceTests {
    let folder = TemporaryFolder()

    /// Runs over files, by their names, on a ledger.
    private func ledger(_ files: [String: String], rules change: (inout Rules) -> Void = { _ in }) throws -> String {
        folder.makeFolder("in")
        for (name, text) in files { folder.makeFile("in/\(name)", text) }
        var rules = Rules(businessDay: try #require(Timestamp(iso8601: "2026-11-23")).day)
        change(&rules)
        var settings = RunSettings(inputs: [folder("in")], output: folder("out"), rules: rules)
        settings.ledger = LedgerSettings(path: folder("l.sqlite"), pipeline: "p")
        settings.ledger?.isMade = true
        _ = try Pipeline.run(settings)
        return folder("l.sqlite")
    }

    private static let shop = [
        "catalogue.csv": "sku,name,identifier\nPH-1,Phone,imei\nDRILL,Drill,\n",
        "asn.csv": """
        supplier,asn_id,line_id,sku,delivered_at,quantity,serials,lot
        Zenit,A-7,1,DRILL,2026-11-02,3,SN-0042;SN-0077;AB12,L7
        Zenit,A-7,2,PH-1,2026-11-02,1,490154203237518,
        Zenit,A-9,1,DRILL,2026-12-24,1,SN-0099,
        """,
        "orders.csv": """
        channel,order_id,line_id,sku,quantity,status,ordered_at,shipped_at,serials,buyer_name,buyer_email
        web,#1001,1,DRILL,1,shipped,2026-11-05,2026-11-06,sn-0042,Ann Harlow,ann@example.com
        web,1002,1,DRILL,1,cancelled,2026-11-05,,SN-0077,Bob,bob@example.com
        web,1003,1,DRILL,1,shipped,2026-11-07,2026-11-08,SN-0042,Eve,eve@example.com
        """,
        "returns.csv": "return_id,channel,order_id,sku,returned_at,serials,disposition\n"
            + "R-1,web,1001,DRILL,2026-11-07,SN-0042,resaleable\n",
        "identities.csv": "serial,also\nAB12,356938035643809\n",
    ]

    @Test("a unit's life, step by step, who has it, and the record of each step")
    func life() throws {
        let trace = try SerialTracer(ledger: try ledger(Self.shop)).trace("SN-0042")
        let unit = try #require(trace.units.first)
        #expect(trace.units.count == 1 && trace.findings.isEmpty)
        #expect(unit.sku == "DRILL" && unit.name == "Drill" && unit.place == .sold)
        #expect(
            unit.steps.map { "\($0.at) \($0.what) \($0.document) \($0.from.word)>\($0.to.word)" } == [
                "2026-11-02 received A-7 absent>in-stock", "2026-11-06 sold 1001 in-stock>sold",
                "2026-11-07 returned R-1 sold>in-stock", "2026-11-08 sold 1003 in-stock>sold",
            ])
        #expect(
            unit.steps.map(\.evidence) == [
                [Trace.Source(file: "asn.csv", record: 1, line: 2, written: "")],
                [Trace.Source(file: "orders.csv", record: 1, line: 2, written: "sn-0042")],
                [Trace.Source(file: "returns.csv", record: 1, line: 2, written: "")],
                [Trace.Source(file: "orders.csv", record: 3, line: 4, written: "")],
            ])
        #expect(unit.custodies.map { "\($0.supplier) \($0.despatch) \($0.lot)" } == ["Zenit A-7 L7"])
        #expect(unit.holders.map { "\($0.channel) \($0.order) \($0.line) \($0.buyer.name)" } == ["web 1003 1 Eve"])
    }

    @Test("what lists a serial and moves nothing is told apart")
    func still() throws {
        let tracer = SerialTracer(ledger: try ledger(Self.shop))
        let cancelled = try tracer.trace("SN-0077")
        #expect(cancelled.units.map(\.place) == [.inStock])
        #expect(cancelled.still.map { "\($0.what) \($0.document)" } == ["cancelled 1002"])
        let coming = try tracer.trace("SN-0099")
        #expect(coming.units.isEmpty && coming.isFound)
        #expect(coming.still.map { "\($0.what) \($0.document) \($0.at)" } == ["announced A-9 2026-12-24"])
    }

    @Test(
        "any notation and any identifier",
        arguments: [
            ("sn-0042", "SN-0042"), ("S/N: SN-0042", "SN-0042"), (" SN - 0042 ", "SN-0042"),
            ("(01)09506000134352(21)SN-0042", "SN-0042"), ("0109506000134352 21SN-0042", ""),
            ("https://id.example.com/01/09506000134352/21/SN-0042", "SN-0042"),
            ("urn:epc:id:sgtin:9506000.013435.AB12", "AB12"), ("IMEI: 356938035643809", "AB12"),
            ("35-693803-564380-9", "AB12"), ("490154203237518", "490154203237518"),
            // An IMEISV, whose last two digits are the software's version.
            ("4901542032375101", "490154203237518"), ("n/a", ""), ("nothing", ""),
        ])
    func notations(written: String, serial: String) throws {
        let trace = try SerialTracer(ledger: try ledger(Self.shop)).trace(written)
        #expect(trace.isFound == !serial.isEmpty)
        if trace.isFound { #expect(trace.serial == serial) }
    }

    @Test(
        "near serials are named where there is none",
        arguments: [
            ("SN-OO42", "look-alike SN-0042 DRILL sold"), ("SN-0024", "edit SN-0042 DRILL sold"),
            ("SN-042", "edit SN-0042 DRILL sold"), ("AB-1Z", "look-alike AB12 DRILL in-stock"),
            ("35693803564380", "edit AB12 DRILL in-stock"), ("ZZZZZ", ""),
        ])
    func near(written: String, wanted: String) throws {
        let trace = try SerialTracer(ledger: try ledger(Self.shop)).trace(written)
        #expect(!trace.isFound)
        let near = trace.near.map { "\($0.rule) \($0.serial) \($0.sku) \($0.place.word)" }
        #expect(near.first ?? "" == wanted, "\(near)")
    }

    @Test("an identifier that several units claim stands for none of them, and says so")
    func conflict() throws {
        var files = Self.shop
        files["identities.csv"] = "serial,also\nAB12,356938035643809\nSN-0042,356938035643809\n"
        let trace = try SerialTracer(ledger: try ledger(files)).trace("356938035643809")
        #expect(!trace.isFound && trace.claimants == ["AB12", "SN-0042"])
        #expect(
            try SerialTracer(ledger: folder("l.sqlite")).trace("AB12").identifiers.isEmpty)
    }

    @Test("a record of which a unit has several identifiers counts once, and each of them leads to the unit")
    func severalIdentifiers() throws {
        folder.makeFolder("in")
        folder.makeFile(
            "in/pack.csv",
            "order_id,sku,shipped_at,serials\nO1,PH,2026-11-02,490154203237518;356938035643809\n")
        var settings = RunSettings(
            inputs: [folder("in")], output: folder("out"),
            rules: Rules(businessDay: try #require(Timestamp(iso8601: "2026-11-23")).day))
        var source = SourceOptions()
        source.match = "pack*.csv"
        source.perUnit = .count(2)
        settings.sources = [source]
        settings.ledger = LedgerSettings(path: folder("l.sqlite"), pipeline: "p")
        settings.ledger?.isMade = true
        _ = try Pipeline.run(settings)
        #expect(
            try SerialTracer(ledger: folder("l.sqlite")).trace("356938035643809").serial == "490154203237518")
    }

    @Test("custodies: back to the supplier and here again; a stock-take that did not find it")
    func custodies() throws {
        let path = try ledger([
            "asn.csv": """
            supplier,asn_id,line_id,sku,delivered_at,quantity,serials
            Zenit,A-1,1,D,2026-09-01,1,S1
            Zenit,A-2,1,D,2026-11-02,1,S1
            Zenit,A-3,1,E,2026-09-01,2,S2;S3
            """,
            "adjustments.csv": "adjustment_id,at,action,sku,serials\nV-1,2026-10-01,vendor-return,D,S1\n",
            "stock.csv": "sku,as_of,serial\nE,2026-10-15,S3\n",
        ])
        let tracer = SerialTracer(ledger: path)
        let back = try #require(try tracer.trace("S1").units.first)
        #expect(back.steps.map(\.custody) == [1, 1, 2])
        #expect(back.custodies.map(\.despatch) == ["A-1", "A-2"] && back.place == .inStock)
        let lost = try #require(try tracer.trace("S2").units.first)
        #expect(lost.steps.map(\.what) == ["received", "not-found"] && lost.place == .absent)
        #expect(lost.steps[0].isHistory)
    }

    @Test("a serial of several products is several units")
    func shared() throws {
        let path = try ledger([
            "asn.csv": """
            supplier,asn_id,line_id,sku,delivered_at,quantity,serials
            Zenit,A-1,1,D,2026-09-01,1,001
            Zenit,A-1,2,E,2026-09-01,1,001
            """,
            "orders.csv": "channel,order_id,sku,quantity,status,ordered_at,serials\nweb,1,E,1,shipped,2026-11-01,001\n",
        ])
        let trace = try SerialTracer(ledger: path).trace("001")
        #expect(trace.units.map { "\($0.sku) \($0.place.word)" } == ["D in-stock", "E sold"])
        #expect(trace.findings.map(\.kind) == [.serialShared])
    }

    @Test("a trace agrees with what was published, on random worlds", arguments: 0..<10)
    func worlds(block: Int) throws {
        for seed in UInt64(block * 2)..<UInt64(block * 2 + 2) {
            let world = WorldGenerator(seed: seed &+ 60_000, records: 200).world()
            let random = RandomRun(world, layout: seed)
            let folder = TemporaryFolder()
            var settings = try random.settings(in: folder)
            settings.ledger = LedgerSettings(path: folder("l.sqlite"), pipeline: "p")
            settings.ledger?.isMade = true
            _ = try Pipeline.run(settings)
            let tracer = SerialTracer(ledger: folder("l.sqlite"))
            for row in CSVText.records(folder.text("out/latest/stock_units.csv") ?? "") {
                let trace = try tracer.trace(row["serial"] ?? "")
                let isTold = trace.units.contains {
                    $0.sku == row["sku"] && $0.place.word == row["place"] && $0.since.description == row["since"] ?? ""
                }
                #expect(isTold, "seed \(seed): \(row)")
            }
            for row in CSVText.records(folder.text("out/latest/findings.csv") ?? "")
            where !(row["serial"] ?? "").isEmpty && row["kind"] != "alias-conflict" {
                let trace = try tracer.trace(row["serial"] ?? "")
                let steps = trace.units.flatMap(\.steps) + trace.still
                // A line that lost its serials since, as of a SKU without units, is no step of theirs.
                guard row["kind"] != "duplicate-in-line" || steps.contains(where: { $0.document == row["document"] })
                else { continue }
                #expect(trace.findings.contains { $0.id == row["id"] }, "seed \(seed): \(row)")
            }
        }
    }

    @Test("a ledger that is missing, and one on which nothing was run")
    func empty() throws {
        #expect(throws: RunFailure.self) { try SerialTracer(ledger: folder("none.sqlite")).trace("S1") }
        try LedgerFile.make(at: folder("new.sqlite"))
        #expect(try !SerialTracer(ledger: folder("new.sqlite")).trace("S1").isFound)
    }

    @Test("a run that writes is no hindrance, to backups neither")
    func meanwhile() throws {
        let path = try ledger(Self.shop)
        let writer = try Ledger(at: path)
        try writer.change { transaction in
            try transaction.keep("not committed", as: "mark")
            try transaction.forgetConclusions()
            #expect(try SerialTracer(ledger: path).trace("SN-0042").isFound)
            #expect(try LedgerStatus.read(ledger: path).files.count == 5)
            #expect(try LedgerExport(ledger: path).write(to: folder("export")).files == 5)
            try LedgerFile.backUp(path, to: folder("copy.sqlite"))
            return (.commit, ())
        }
        try writer.close()
        #expect(folder.mode("copy.sqlite") & 0o777 == 0o600)
        #expect(try SerialTracer(ledger: folder("copy.sqlite")).trace("SN-0042").isFound)
        // The copy is a whole ledger, and what was not committed is not in it.
        #expect(try LedgerUpkeep(ledger: folder("copy.sqlite"), workers: 1).verify() == [])
        #expect(try Ledger(at: folder("copy.sqlite"), isReadOnly: true).look { try $0.setting("mark") } == nil)
        #expect(throws: RunFailure.self) { try LedgerFile.backUp(path, to: folder("copy.sqlite")) }
    }
}
