import Foundation
import StockTestSupport
import Testing

@testable import StockPipeline

@Suite("the folds against the reference matcher")
struct ReferenceComparisonTests {
    /// 200 worlds of 300 records; with `SERIALSTOCK_LONG` set, 1,000 of 2,000.
    static let isLong = ProcessInfo.processInfo.environment["SERIALSTOCK_LONG"] != nil

    @Test("the folds give what the reference matcher gives", arguments: 0..<(isLong ? 100 : 20))
    func agree(block: Int) throws {
        for seed in UInt64(block * 10)..<UInt64(block * 10 + 10) {
            let world = WorldGenerator(seed: seed, records: Self.isLong ? 2000 : 300).world()
            let wanted = ReferenceMatcher(world).outcome()
            var random = SplitMix64(seed: seed &+ 1)
            var shuffled = world
            shuffled.documents.shuffle(using: &random)
            let folding = PlainWorldFolding(
                world: shuffled, workers: Int.random(in: 1...4, using: &random),
                partitions: [1, 3, 16, 64].randomElement(using: &random) ?? 1)
            let got = try folding.outcome()
            let comparison = OutcomeComparison(wanted: wanted, got: got, withoutLines: ["invalid-serial"])
            #expect(
                comparison.differences.isEmpty,
                "seed \(seed): \(comparison.differences.prefix(12).joined(separator: "\n"))")
            for (wanted, got) in [(wanted.quality, got.quality), (wanted.cameBack, got.cameBack)] {
                let wrong = got.filter { !wanted.contains($0) }.map { "extra   \($0)" }
                let missing = wanted.filter { !got.contains($0) }.map { "missing \($0)" }
                #expect(got == wanted, "seed \(seed): \((missing + wrong).prefix(12).joined(separator: "\n"))")
            }
        }
    }
}
