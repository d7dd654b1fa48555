import Foundation
import StockTestSupport
import Testing

@testable import StockPipeline

@Suite("whole runs over random files")
struct RandomRunTests {
    /// 200 worlds of 300 records; with `SERIALSTOCK_LONG` set, 1,000 of 2,000.
    static let isLong = ProcessInfo.processInfo.environment["SERIALSTOCK_LONG"] != nil

    @Test(
        "two layouts of a world give the same bytes, and what the reference matcher gives",
        arguments: 0..<(isLong ? 100 : 20))
    func agree(block: Int) throws {
        for seed in UInt64(block * 10)..<UInt64(block * 10 + 10) { try agree(seed: seed) }
    }

    private func agree(seed: UInt64) throws {
        let world = WorldGenerator(seed: seed, records: Self.isLong ? 2000 : 300).world()
        var random = SplitMix64(seed: seed &+ 7_000_000)
        let runs = [RandomRun(world, using: &random), RandomRun(world, using: &random)]
        let what = "seed \(seed); \(runs[0]); \(runs[1])"
        let published = try runs.map { run in
            do { return try run.publish() } catch { throw FailedRun(description: "\(what): \(error)") }
        }
        for run in published {
            #expect(run.outcome.exitCode == 0, "\(what)\n\(run.text("rejects.csv").prefix(1000))")
        }
        for name in RandomRun.comparable {
            let texts = published.map { $0.text(name) }
            let differences = PublishedRun.differences(name, texts[0], texts[1])
            #expect(differences.isEmpty && !texts[0].isEmpty, "\(what)\n\(differences.joined(separator: "\n"))")
        }
        let findings = published.map { run in
            run.findingsWithoutPlaces().map { $0.joined(separator: ",") }.joined(separator: "\n")
        }
        let differences = PublishedRun.differences("findings.csv", findings[0], findings[1])
        #expect(differences.isEmpty, "\(what)\n\(differences.joined(separator: "\n"))")

        let comparison = OutcomeComparison(
            wanted: ReferenceMatcher(world).outcome(), got: try published[0].plainOutcome(),
            withoutLines: ["invalid-serial"])
        #expect(
            comparison.differences.isEmpty, "\(what)\n\(comparison.differences.prefix(12).joined(separator: "\n"))")
    }

    struct FailedRun: Error, CustomStringConvertible { let description: String }
}
