import Foundation
import StockTestSupport
import StockWriting
import Testing

@testable import StockPipeline

@Suite("recalls over nights on a ledger")
struct RecallNightsTests {
    static let isLong = ProcessInfo.processInfo.environment["SERIALSTOCK_LONG"] != nil

    private static let told = ["email.csv", "post.csv", "channel.csv", "consignees.csv", "possibly_affected.csv"]

    /// 12 worlds over four nights; with `SERIALSTOCK_LONG` set, 200 over twelve.
    @Test("each night knows what one run over all files does, and nobody is told twice", arguments: 0..<4)
    func nights(block: Int) throws {
        let count = UInt64(Self.isLong ? 50 : 3)
        for seed in UInt64(block) * count..<UInt64(block + 1) * count {
            do {
                try nights(seed: seed, count: Self.isLong ? 12 : 4)
            } catch {
                Issue.record("seed \(seed): \(error)")
            }
        }
    }

    private func nights(seed: UInt64, count: Int) throws {
        let world = WorldGenerator(seed: seed, records: 160).world()
        let notices = WorldNotices(world, seed: seed &+ 5_000_000, campaigns: 2)
        var random = SplitMix64(seed: seed &+ 8_000_000)
        var nights = try LedgerNights(notices, layout: RandomRun(notices.world, using: &random))
        var coming = [[String]](repeating: [], count: count)
        for path in nights.paths { coming[random.number(0...count - 1)].append(path) }
        // A first night with nothing to read is refused.
        if coming[0].isEmpty { coming.swapAt(0, coming.firstIndex { !$0.isEmpty } ?? 0) }
        for (night, paths) in coming.enumerated() {
            let outcome = try nights.run(paths, daysBefore: count - 1 - night)
            #expect(outcome.summary.recalls.map(\.problem) == ["", ""], "seed \(seed), night \(night)")
            try nights.oneOff(daysBefore: count - 1 - night)
            expectSame(nights.differences(), "seed \(seed), night \(night)")
            // Nobody was told before.
            let all = Self.told + ["unreachable.csv", "letters.html"]
            if night == 0 { expectSame(nights.recallDifferences(all), "seed \(seed), first lists") }
        }
        try again(&nights, "seed \(seed)")

        // A file is taken back: what it said of units goes, what people were told stays.
        let taken = random.pick(nights.paths)
        _ = try LedgerUpkeep(ledger: nights.ledger, workers: 1).retract(taken)
        try nights.takeAway(taken)
        _ = try nights.run([])
        try nights.oneOff()
        expectSame(nights.differences(), "seed \(seed), without \(taken)")
        _ = try nights.run([taken])
        try nights.oneOff()
        expectSame(nights.differences(), "seed \(seed), with \(taken) again")
        #expect(try LedgerUpkeep(ledger: nights.ledger, workers: 2).verify() == [], "seed \(seed)")
    }

    /// A night without news tells nobody; the next wave tells all again.
    private func again(_ nights: inout LedgerNights, _ what: String) throws {
        // Those whom nobody can reach are listed until somebody does.
        let quiet = try nights.run([])
        for name in ["email.csv", "post.csv", "channel.csv"] {
            #expect(nights.recipients(name) == 0, "\(what), \(name)")
        }
        #expect(quiet.summary.recalls.allSatisfy { $0.toldNow == 0 }, "\(what)")
        _ = try nights.run([], wave: 2)
        // Whatever night they were told in first, they stand where a first mailing has them.
        expectSame(nights.recallDifferences(Self.told, Self.withoutNotice), "\(what), second wave")
    }

    private static func withoutNotice(_ text: String) -> String {
        let rows = CSVText.rows(text)
        guard let column = rows.first?.firstIndex(of: "notice") else { return text }
        return rows.map { row in row.indices.filter { $0 != column }.map { row[$0] }.joined(separator: ",") }
            .joined(separator: "\n")
    }

    private func expectSame(_ differences: [String], _ what: String) {
        #expect(differences.isEmpty, "\(what)\n\(differences.joined(separator: "\n"))")
    }
}
