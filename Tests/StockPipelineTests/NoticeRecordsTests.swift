import Foundation
import StockLedger
import StockModel
import StockReading
import StockTestSupport
import StockWriting
import Testing

@testable import StockPipeline

@Suite("inputs for notices in runs")
struct NoticeRecordsTests {
    let folder = TemporaryFolder()
    private var ledger: String { folder("l.sqlite") }

    private static let stock = "sku,as_of,serial\nD,2026-11-01,S1\nD,2026-11-01,S2\n"
    private static let cards = """
        serial,registered_at,name,email,city
        S1,2026-11-10,Ann Harlow,ann@example.com,Leith
        "S2;S3",2026-11-11,Bob Ortiz,bob@example.com,York

        """
    private static let watched = "serial,listed_at,reason\nS9,2026-11-02,stolen\n"

    @discardableResult
    private func run(
        _ files: [String: String], usesLedger: Bool = true, isFirst: Bool = false
    ) throws -> RunOutcome {
        folder.makeFolder("in")
        for (name, text) in files { folder.makeFile("in/\(name)", text) }
        var settings = RunSettings(
            inputs: [folder("in")], output: folder("out"),
            rules: Rules(businessDay: try #require(Timestamp(iso8601: "2026-11-23")).day))
        if usesLedger {
            settings.ledger = LedgerSettings(path: ledger, pipeline: "p")
            settings.ledger?.isMade = isFirst
        }
        return try Pipeline.run(settings)
    }

    private func takeAway(_ name: String) throws { try FileManager.default.removeItem(atPath: folder("in/\(name)")) }

    /// `kind serial day person` of all that the ledger has.
    private func kept() throws -> [String] {
        try Ledger(at: ledger, isReadOnly: true).look { transaction in
            let inputs = try transaction.noticeInputs().all()
            return inputs.records.map { record in
                let person = HouseBuyer(joined: record.person.description)
                return "\(record.kind) \(record[.serial]) \(record.at) \(person[.name]) \(person[.city])"
                    .trimmingCharacters(in: .whitespaces)
            }
        }
    }

    private static let all = [
        "registration S1 2026-11-10 Ann Harlow Leith", "registration S2 2026-11-11 Bob Ortiz York",
        "registration S3 2026-11-11 Bob Ortiz York", "watched S9 2026-11-02",
    ]

    @Test("a one-off takes them, counts them and keeps stock as it is")
    func oneOff() throws {
        let plain = try run(["stock.csv": Self.stock], usesLedger: false)
        let before = folder.text("out/latest/stock_units.csv")
        let outcome = try run(["cards.csv": Self.cards, "watched.csv": Self.watched], usesLedger: false)
        #expect(outcome.exitCode == 0 && plain.exitCode == 0)
        #expect(folder.text("out/latest/stock_units.csv") == before)
        let sources = try #require(folder.text("out/latest/sources.csv"))
        #expect(sources.contains(",registration,house-registrations,2,0,read"))
        #expect(sources.contains(",watched,house-watch-list,1,0,read"))
        #expect(outcome.summary.records == ["opening": 2, "registration": 2, "watched": 1])
    }

    @Test("a ledger keeps them when their files are gone; the same content again is the same")
    func nights() throws {
        try run(["stock.csv": Self.stock, "cards.csv": Self.cards, "watched.csv": Self.watched], isFirst: true)
        #expect(try kept() == Self.all)
        try takeAway("cards.csv")
        try takeAway("watched.csv")
        // The same file under another name, and a row of it in another file.
        try run([
            "again.csv": Self.cards,
            "more.csv": "serial,registered_at,email,name,city\nS1,2026-11-10,ann@example.com,Ann Harlow,Leith\n"
                + "S1,2026-11-20,cy@example.com,Cy,\n",
        ])
        #expect(try #require(folder.text("out/latest/sources.csv")).contains("again.csv,"))
        #expect(try kept() == Self.all[..<1] + ["registration S1 2026-11-20 Cy"] + Self.all[1...])
        #expect(try LedgerUpkeep(ledger: ledger, workers: 1).verify() == [])
        let status = try LedgerStatus.read(ledger: ledger)
        #expect(status.files.first { $0.kind == "registration" }?.records == 4)
        #expect(status.files.first { $0.kind == "watched" }?.records == 1)
    }

    @Test("a file that is taken back takes its rows along")
    func retract() throws {
        try run(["stock.csv": Self.stock, "cards.csv": Self.cards, "watched.csv": Self.watched], isFirst: true)
        let dry = try LedgerUpkeep(ledger: ledger, workers: 1).retract("cards.csv", isDryRun: true)
        #expect(dry.files == ["cards.csv"] && dry.records == 2)
        #expect(try kept() == Self.all)
        let result = try LedgerUpkeep(ledger: ledger, workers: 1).retract("cards.csv")
        #expect(result.records == 2 && result.changes.isEmpty)
        #expect(try kept() == ["watched S9 2026-11-02"])
        try run([:])
        #expect(try kept() == Self.all)
    }

    @Test(
        "what cannot be taken back, and what to write instead",
        arguments: [
            ("/data/in/cards.csv", "write `cards.csv`"), ("cards", "write `cards.csv`"),
            ("23.1", "write `2026-11-23.1`"),
            ("s", "write `cards.csv` or `stock.csv`"),
            ("nothing", "see `serialstock ledger status` and the `sources.csv` of its runs"),
        ])
    func unknown(what: String, remedy: String) throws {
        try run(["stock.csv": Self.stock, "cards.csv": Self.cards], isFirst: true)
        do throws(RunFailure) {
            _ = try LedgerUpkeep(ledger: ledger, workers: 1).retract(what)
            Issue.record("\(what) was taken back")
        } catch {
            #expect("\(error)".hasSuffix("the ledger knows no file and no run `\(what)`\n  Do: \(remedy)"))
        }
    }

    @Test("nothing of a file that is rejected whole is kept")
    func rejectedWhole() throws {
        let rows = (0..<60).map { "S\($0),2026-11-3\($0 % 2)" }.joined(separator: "\n")
        let outcome = try run(
            ["stock.csv": Self.stock, "watched.csv": "serial,listed_at\n\(rows)\n"], isFirst: true)
        #expect(outcome.exitCode == 2)
        #expect(try kept().isEmpty)
    }

    @Test("every field comes back from an export")
    func export() throws {
        try run(
            [
                "cards.csv": """
                serial,registered_at,purchased_at,sku,name,company,billing_city,marketing_consent
                "[{""serial"":""A;1""}]",,2026-11-01,'=x,"Ann ""A"" Harlow, Dr.",Harlow & Co,York,yes
                S1,2026-11-10T10:00:00Z,,,,,,

                """,
                "terms.csv": """
                sku,brand,category,country,months,starts,legal_months,resale,replacement
                D,,,,24,"registered;shipped",12,continue,restart
                ,Acme,phones,DE,0,,,,

                """,
                "changes.csv": """
                serial,at,change,months,new_serial,reason
                S1,2026-11-01,extend,12,,"late, twice"
                S1,2026-11-02,void,,,''quoted'
                S1,2026-11-03,replace,,"[{""serial"":""B,2""}]",

                """,
                "remedied.csv": "campaign,serial,at,remedy\nR-1,S1,2026-11-03,refunded\n",
                "watched.csv": Self.watched,
            ], isFirst: true)
        let export = LedgerExport(ledger: ledger)
        #expect(try export.write(to: folder("first")) == LedgerExport.Outcome(files: 5, records: 9))
        #expect(
            folder.names("first").map { String($0.dropFirst(7)) }.sorted() == [
                "registrations.csv", "remedied.csv", "warranty-changes.csv", "warranty-terms.csv", "watch-list.csv",
            ])
        let second = try readBack(folder("first"))
        #expect(second.count == 5)
        #expect(second == Set(folder.names("first").map { folder.text("first/\($0)") ?? "" }))
        #expect(second.contains { $0.contains("\"Ann \"\"A\"\" Harlow, Dr.\",Harlow & Co,") })
    }

    /// What the export says of a ledger that was made of an export.
    private func readBack(_ export: String) throws -> Set<String> {
        var settings = RunSettings(
            inputs: [export], output: folder("out2"),
            rules: Rules(businessDay: try #require(Timestamp(iso8601: "2026-11-23")).day))
        settings.ledger = LedgerSettings(path: folder("l2.sqlite"), pipeline: "p")
        settings.ledger?.isMade = true
        #expect(try Pipeline.run(settings).exitCode == 0)
        _ = try LedgerExport(ledger: folder("l2.sqlite")).write(to: folder("second"))
        return Set(folder.names("second").map { folder.text("second/\($0)") ?? "" })
    }

    // MARK: Forgetting

    private func ledgerShows(_ text: String) throws -> Bool {
        try Data(contentsOf: URL(fileURLWithPath: ledger)).range(of: Data(text.utf8)) != nil
    }

    @Test("a forgotten person goes from all cards of the unit, and stays forgotten when the file repeats them")
    func forget() throws {
        let cards = """
            serial,registered_at,name,email,city
            S1,2026-11-10,Ann Harlow,ann@example.com,Leith
            S1,2026-11-12,A. Harlow,ann@example.com,
            S1,2026-11-14,Bob Ortiz,bob@example.com,York
            S1,2026-11-31,Ann Harlow,ann@example.com,Leith
            S3,2026-11-10,Ann Harlow,ann@elsewhere.example,Hull

            """
        try run(["stock.csv": Self.stock, "cards.csv": cards], isFirst: true)
        let forgetting = LedgerForgetting(ledger: ledger)
        let query = BuyerQuery(email: "ANN@example.com")
        let dry = try forgetting.forget(query, isDryRun: true)
        #expect(try ledgerShows("ann@example.com"))
        let outcome = try forgetting.forget(query)
        #expect(outcome == dry && outcome.registrations == 2 && outcome.records == 0 && outcome.rejected == 1)
        let left = [
            "registration S1 2026-11-10", "registration S1 2026-11-12", "registration S1 2026-11-14 Bob Ortiz York",
            "registration S3 2026-11-10 Ann Harlow Hull",
        ]
        #expect(try kept() == left)
        #expect(try !ledgerShows("ann@example.com") && !ledgerShows("A. Harlow") && !ledgerShows("Leith"))
        #expect(try #require(folder.text("out/latest/rejects/cards.csv")).contains("ann@") == false)
        #expect(try forgetting.forget(query).isEmpty)

        // Tomorrow's file repeats the cards, with a new row for it to be another.
        try run(["cards.csv": cards + "S4,2026-11-20,Cleo,cleo@example.com,\n"])
        #expect(try kept() == left + ["registration S4 2026-11-20 Cleo"])
        #expect(try !ledgerShows("ann@example.com") && !ledgerShows("A. Harlow"))
        #expect(folder.text("out/latest/rejects/cards.csv")?.contains("ann@") != true)
        #expect(try LedgerUpkeep(ledger: ledger, workers: 1).verify() == [])
    }

    // MARK: Files that a pipeline names

    private func read(_ text: String, as kind: NoticeRecord.Kind) throws -> NoticeFile {
        folder.makeFile("named.csv", text)
        return try NoticeFile.read(
            folder("named.csv"), as: kind, name: "named.csv", index: 7, definitions: .builtIn,
            settings: ReadingSettings())
    }

    @Test("a named file gives its rows and its rejects")
    func named() throws {
        let file = try read("serial,listed_at\nA,2026-11-01\nA,2026-11-01\nB,soon\n", as: .watched)
        #expect(file.records[.watched].map { "\($0[.serial]) \($0.file)" } == ["A 7"])
        #expect(file.rejects.map(\.record) == [3] && file.source.records == 2 && file.source.file == "named.csv")
    }

    @Test(
        "a file that is something else, or cannot be read, is refused with what it is",
        arguments: [
            (
                "sku,as_of,quantity\nA,2026-11-01,1\n", NoticeRecord.Kind.term,
                "this is no file of warranty terms: it is read as opening stock (house-opening)"
            ),
            (
                "months,starts\n24,shipped\n", .watched,
                "this is no watch list: it is read as warranty terms (house-warranty-terms)"
            ),
            ("a,b\n1,2\n", .watched, "Not recognised: none of the first 30 lines is the header of a known format."),
            ("SKU,GMV,Units_Sold\nA,1,2\n", .watched, "This is Walmart's report of item sales."),
            ("", .term, "The file is empty. Fetch it again, or leave it out."),
        ])
    func refused(text: String, kind: NoticeRecord.Kind, problem: String) throws {
        let failure = try #require(throws: RunFailure.self) { try read(text, as: kind) }
        #expect(failure.exitCode == 65)
        #expect(failure.description.hasPrefix("\(folder("named.csv")): error: \(problem)"), "\(failure.description)")
    }

    @Test("a named file that is not there")
    func missing() throws {
        let failure = #expect(throws: RunFailure.self) {
            try NoticeFile.read(
                folder("none.csv"), as: .term, definitions: .builtIn, settings: ReadingSettings())
        }
        #expect(failure?.exitCode == 65)
    }
}
