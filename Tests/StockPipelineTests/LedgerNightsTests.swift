import Foundation
import StockTestSupport
import Testing

@testable import StockPipeline

@Suite("nights on a ledger")
struct LedgerNightsTests {
    static let isLong = ProcessInfo.processInfo.environment["SERIALSTOCK_LONG"] != nil

    /// 200 worlds: every tenth over thirty nights, the others over four; with `SERIALSTOCK_LONG` set all over thirty.
    @Test("nights end where one run over all files does; a file taken back was never read", arguments: 0..<20)
    func nights(block: Int) throws {
        for seed in UInt64(block * 10)..<UInt64(block * 10 + 10) {
            do {
                try nights(seed: seed, count: Self.isLong || seed % 10 == 0 ? 30 : 4)
            } catch {
                Issue.record("seed \(seed): \(error)")
            }
        }
    }

    private func nights(seed: UInt64, count: Int) throws {
        let world = WorldGenerator(seed: seed, records: 300).world()
        var random = SplitMix64(seed: seed &+ 9_000_000)
        var nights = try LedgerNights(world, layout: RandomRun(world, using: &random))
        var coming = [[String]](repeating: [], count: count)
        for path in nights.paths { coming[Int.random(in: 0..<count, using: &random)].append(path) }
        // A first night with nothing to read is refused, as it should be.
        if coming[0].isEmpty, let path = nights.paths.randomElement(using: &random) {
            for night in coming.indices { coming[night].removeAll { $0 == path } }
            coming[0].append(path)
        }
        for (night, paths) in coming.enumerated() {
            _ = try nights.run(paths, daysBefore: count - 1 - night)
        }
        try nights.oneOff()
        var differences = nights.differences()
        #expect(differences.isEmpty, "seed \(seed), nights\n\(differences.joined(separator: "\n"))")
        try expectClean(nights, "seed \(seed), nights")

        guard let path = nights.paths.randomElement(using: &random) else { return }
        _ = try LedgerUpkeep(ledger: nights.ledger, workers: 1).retract(Self.name(path))
        try nights.takeAway(path)
        try expectClean(nights, "seed \(seed), without \(path)")
        _ = try nights.run([])
        try nights.oneOff()
        differences = nights.differences()
        #expect(differences.isEmpty, "seed \(seed), without \(path)\n\(differences.joined(separator: "\n"))")

        // What was taken back can be read again.
        _ = try nights.run([path])
        try nights.oneOff()
        differences = nights.differences()
        #expect(differences.isEmpty, "seed \(seed), with \(path) again\n\(differences.joined(separator: "\n"))")
        try expectClean(nights, "seed \(seed), with \(path) again")
    }

    private func expectClean(_ nights: LedgerNights, _ what: String) throws {
        let found = try LedgerUpkeep(ledger: nights.ledger, workers: 2).verify()
        #expect(found.isEmpty, "\(what): \(found.joined(separator: "\n"))")
    }

    /// The name by which a run over the inbox knows a file.
    private static func name(_ path: String) -> String { path }
}
