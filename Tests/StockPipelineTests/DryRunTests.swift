import Foundation
import StockModel
import StockTestSupport
import StockWriting
import Testing

@testable import StockPipeline

/// A dry run does all but publish and commit, on a ledger and without one.
@Suite("dry runs")
struct DryRunTests {
    let folder = TemporaryFolder()

    init() {
        folder.makeFolder("in")
        folder.makeFile(
            "in/stock.csv", "sku,as_of,serial,quantity\nP,2026-11-01,X1,1\nP,2026-11-01,X2,1\nC,2026-11-01,,3\n")
        folder.makeFile(
            "in/orders.csv",
            """
            channel,order_id,sku,quantity,status,ordered_at,serials
            web,1,P,1,shipped,2026-11-03,X1
            web,2,P,1,shipped,2026-11-04,X1
            web,3,C,9,open,soon,

            """)
    }

    @Test("it leaves nothing, and its summary is the real run's, but for times", arguments: [false, true], [0, 2])
    func summary(hasLedger: Bool, earlier: Int) throws {
        for run in 0..<earlier {
            _ = try self.run(hasLedger, isFirst: run == 0)
            folder.makeFile(
                "in/late\(run).csv", "return_id,sku,returned_at,serials\nR\(run),P,2026-11-0\(run + 5),X1\n")
        }
        let before = contents()
        let dry = try run(hasLedger, isFirst: earlier == 0, isDry: true)
        #expect(contents() == before)
        #expect(!dry.isPublished)
        let real = try run(hasLedger, isFirst: earlier == 0)
        #expect(real.isPublished)
        #expect(dry.runID == "2026-11-23.\(earlier + 1)")
        #expect(dry.runID == real.runID)
        #expect(dry.exitCode == real.exitCode)
        #expect(withoutTimes(dry.summary) == withoutTimes(real.summary))
    }

    @Test("neither the older runs nor what a feed made are touched")
    func keep() throws {
        for run in 0..<3 { _ = try self.run(true, isFirst: run == 0) }
        _ = try run(true, isDry: true, keep: 1)
        #expect(folder.names("out/runs").count == 3)
    }

    @Test("in an output folder that was there and empty, and below ones that were not")
    func folders() throws {
        folder.makeFolder("out")
        _ = try run(true, isFirst: true, isDry: true)
        #expect(folder.names("out").isEmpty)
        _ = try run(false, isDry: true, output: "a/b/c")
        #expect(folder.names() == ["in", "out"])
    }

    @Test("a run that fails on its way leaves nothing either")
    func failure() throws {
        folder.makeFile("in/twice.csv", "sku,name\nP,Phone\nP,Again\n")
        for hasLedger in [false, true] {
            #expect(throws: RunFailure.self) { try run(hasLedger, isFirst: true, isDry: true) }
        }
        #expect(folder.names() == ["in"])
    }

    @Test("--init on a ledger, and no ledger without it: 3, dry or not", arguments: [false, true])
    func ledgers(isDry: Bool) throws {
        let missing = try #require(throws: RunFailure.self) { try run(true, isDry: isDry) }
        #expect(missing.exitCode == 3)
        #expect(missing.description.contains("there is no ledger at"))
        #expect(folder.names() == ["in"])
        _ = try run(true, isFirst: true)
        let before = contents()
        let again = try #require(throws: RunFailure.self) { try run(true, isFirst: true, isDry: isDry) }
        #expect(again.exitCode == 3)
        #expect(again.description.contains("there is already something at"))
        #expect(contents() == before)
    }

    @Test("a first run that fails leaves no ledger, so that the next can be the first")
    func failedFirstRun() throws {
        folder.makeFile("in/twice.csv", "sku,name\nP,Phone\nP,Again\n")
        #expect(throws: RunFailure.self) { try run(true, isFirst: true) }
        #expect(!FileManager.default.fileExists(atPath: folder("state/l.sqlite")))
        folder.makeFile("in/twice.csv", "sku,name\nP,Phone\n")
        _ = try run(true, isFirst: true)
        // A later one that fails leaves what is there.
        let size = try FileManager.default.attributesOfItem(atPath: folder("state/l.sqlite"))[.size] as? Int
        folder.makeFile("in/more.csv", "sku,name\nP,Phone\nP,Again\n")
        #expect(throws: RunFailure.self) { try run(true) }
        #expect(throws: RunFailure.self) { try run(true, isFirst: true) }
        #expect(try FileManager.default.attributesOfItem(atPath: folder("state/l.sqlite"))[.size] as? Int == size)
    }

    // MARK: Helpers

    private func run(
        _ hasLedger: Bool, isFirst: Bool = false, isDry: Bool = false, keep: Int? = nil, output: String = "out"
    ) throws -> RunOutcome {
        let date = try #require(Timestamp(iso8601: "2026-11-23"))
        var settings = RunSettings(
            inputs: [folder("in")], output: folder(output), rules: Rules(businessDay: date.day), workers: 2)
        if hasLedger {
            settings.ledger = LedgerSettings(path: folder("state/l.sqlite"), pipeline: "dry")
            settings.ledger?.isMade = isFirst
        }
        settings.isDryRun = isDry
        settings.keep = keep
        return try Pipeline.run(settings)
    }

    private func withoutTimes(_ summary: RunSummary) -> String {
        var summary = summary
        summary.startedAt = .absent
        summary.finishedAt = .absent
        summary.durationMilliseconds = 0
        return String(decoding: SummaryFile.text(of: summary), as: UTF8.self)
    }

    /// All files, folders and links, with what is in them.
    private func contents() -> [String: Data] {
        let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return Dictionary(
            uniqueKeysWithValues: names.map { name in
                let link = folder.target(name).map { Data($0.utf8) }
                return (name, link ?? FileManager.default.contents(atPath: folder(name)) ?? Data())
            })
    }
}
