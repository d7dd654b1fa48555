import StockMatching
import StockModel
import StockTestSupport
import Testing

@testable import StockPipeline

/// The two laws that are checked before anything is published, against folds that break them.
@Suite("conservation")
struct ConservationTests {
    let folder = TemporaryFolder()

    /// What goes wrong in a fold, and what the run says of it.
    struct Mishap: Sendable, CustomStringConvertible {
        let description: String
        let says: String
        let apply: @Sendable (inout Folding.Outcome) -> Void
    }

    static let mishaps: [Mishap] = [
        Mishap(description: "a record is lost", says: "records, but") { $0.records[$0.records.count - 1] -= 1 },
        Mishap(description: "a record counts twice", says: "records, but") { $0.records[0] += 1 },
        Mishap(description: "a record counts for another file", says: "records, but") {
            $0.records[0] += 1
            $0.records[1] -= 1
        },
        Mishap(description: "a unit comes from nothing", says: "custodies are backed") { $0.counts.backed += 1 },
        Mishap(description: "a receipt leaves no unit", says: "custodies are backed") { $0.counts.accepted += 1 },
        Mishap(description: "a survivor is lost", says: "custodies are backed") { $0.counts.survivors += 1 },
    ]

    @Test("a run that breaks a law publishes nothing", arguments: mishaps)
    func refused(_ mishap: Mishap) throws {
        let settings = try RandomRun(WorldGenerator(seed: 3, records: 100).world()).settings(in: folder)
        let failure = try #require(throws: RunFailure.self) {
            try Pipeline.run(settings) { folding, stores in
                var outcome = folding.fold(stores) { _ in }
                mishap.apply(&outcome)
                return outcome
            }
        }
        #expect(failure.exitCode == 3)
        #expect(failure.description.contains("a law of conservation is broken"))
        #expect(failure.description.contains(mishap.says))
        #expect(folder.names("out/runs").isEmpty)
        #expect(folder.target("out/latest") == nil)
    }

    @Test("a run that breaks a law leaves the last one in place")
    func keepsTheLast() throws {
        let settings = try RandomRun(WorldGenerator(seed: 4, records: 100).world()).settings(in: folder)
        let last = try Pipeline.run(settings)
        let findings = folder.text("out/latest/findings.csv")
        #expect(throws: RunFailure.self) {
            try Pipeline.run(settings) { folding, stores in
                var outcome = folding.fold(stores) { _ in }
                outcome.counts.backed -= 1
                return outcome
            }
        }
        #expect(folder.names("out/runs") == [last.runID])
        #expect(folder.target("out/latest") == "runs/\(last.runID)")
        #expect(folder.text("out/latest/findings.csv") == findings)
    }
}
