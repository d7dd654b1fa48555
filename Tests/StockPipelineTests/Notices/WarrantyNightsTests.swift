import Foundation
import StockLedger
import StockModel
import StockTestSupport
import Testing

@testable import StockPipeline

@Suite("ends of warranties over nights on a ledger")
struct WarrantyNightsTests {
    static let isLong = ProcessInfo.processInfo.environment["SERIALSTOCK_LONG"] != nil

    /// 12 worlds over five nights; with `SERIALSTOCK_LONG` set, 200 over twelve.
    @Test("each night tells what a new ledger would, less what was told, and nothing twice", arguments: 0..<4)
    func nights(block: Int) throws {
        let count = UInt64(Self.isLong ? 50 : 3)
        var told = 0
        for seed in UInt64(block) * count..<UInt64(block + 1) * count {
            do {
                told += try nights(seed: seed, count: Self.isLong ? 12 : 5)
            } catch {
                Issue.record("seed \(seed): \(error)")
            }
        }
        #expect(told > 10, "the worlds are worth it: \(told) ends")
    }

    /// - Returns: How many ends were told.
    private func nights(seed: UInt64, count: Int) throws -> Int {
        let world = WorldGenerator(seed: seed, records: 160).world()
        let notices = WorldNotices(world, seed: seed &+ 5_000_000, campaigns: 1)
        var random = SplitMix64(seed: seed &+ 9_000_000)
        var nights = try LedgerNights(notices, layout: RandomRun(notices.world, using: &random))
        nights.add(Self.terms, at: "terms.csv")
        nights.add(Self.changes(notices.world, &random), at: "changes.csv")
        nights.warranty = WarrantySettings()
        nights.warranty?.expiringDays = [40, 12, 4]
        nights.warranty?.withoutConsent = true
        var coming = [[String]](repeating: [], count: count)
        for path in nights.paths where path != "terms.csv" { coming[random.number(0...count - 1)].append(path) }
        coming[0].append("terms.csv")
        // A first night without records is refused.
        if coming[0].count == 1, let night = coming.indices.dropFirst().first(where: { !coming[$0].isEmpty }) {
            coming[0].append(coming[night].removeFirst())
        }
        var before: [End: Int] = [:]
        for (night, paths) in coming.enumerated() {
            let daysBefore = count - 1 - night
            _ = try nights.run(paths, daysBefore: daysBefore)
            let after = try Self.told(nights.ledger)
            let due = try Self.told(try nights.anew(daysBefore: daysBefore))
            let listed = after.filter { before[$0] != $1 }
            let what = "seed \(seed), night \(night)"
            for (end, band) in listed {
                #expect(due[end] == band, "\(what): \(end) is not due")
                #expect(before[end].map { band < $0 } ?? true, "\(what): \(end) was told before")
                let others = before.filter { $0.key.isOfOrder(of: end) && due[$0.key] == nil }
                #expect(others.allSatisfy { band < $1 }, "\(what): \(end) was told before as \(others)")
            }
            for (end, band) in due where after[end].map({ $0 > band }) ?? true {
                let others = before.filter { $0.isOfOrder(of: end) && $1 <= band }
                #expect(!others.isEmpty, "\(what): \(end) is missing")
            }
            let rows = nights.expiring().flatMap { row in
                (row["serials"] ?? "").split(separator: ";").map { "\($0) \(row["ends_on"] ?? "")" }
            }
            #expect(Set(rows) == Set(listed.keys.map { "\($0.serial) \($0.endsOn)" }), "\(what)")
            before = after
        }
        #expect(try LedgerUpkeep(ledger: nights.ledger, workers: 2).verify() == [], "seed \(seed)")
        return before.count
    }

    // MARK: Files

    private static let terms = """
        sku,brand,category,country,months,starts,legal_months,resale,replacement
        ,,,,1,shipped; ordered,,continue,restart
        ,,,DE,1,registered; shipped; ordered,,,

        """

    private static func changes(_ world: PlainWorld, _ random: inout SplitMix64) -> String {
        var known: Set<String> = []
        for document in world.documents {
            for record in document.records { for serial in record.serials { known.insert(serial.text) } }
        }
        let serials = known.sorted()
        var text = "serial,at,change,months,new_serial,reason\n"
        for _ in 0..<random.number(0...6) where !serials.isEmpty {
            let at = "2026-03-\(random.number(10...28))"
            let (serial, other) = (random.pick(serials), random.pick(serials))
            switch random.number(0...2) {
            case 0: text += "\(serial),\(at),extend,1,,\n"
            case 1: text += "\(serial),\(at),void,,,\n"
            default: if serial != other { text += "\(serial),\(at),replace,,\(other),\n" }
            }
        }
        return text
    }

    // MARK: What a ledger remembers

    /// The end of the warranty of a unit for an order line.
    private struct End: Hashable {
        let serial: String
        let channel: String
        let order: String
        let line: String
        let endsOn: String

        /// Whether it is the same unit, order and day.
        func isOfOrder(of other: End) -> Bool {
            serial == other.serial && order == other.order && endsOn == other.endsOn
        }
    }

    /// All ends of which somebody was written, with the smallest band.
    private static func told(_ ledger: String) throws -> [End: Int] {
        let arena = Arena()
        defer { withExtendedLifetime(arena) {} }
        let all = try Ledger(at: ledger, isReadOnly: true).look {
            try $0.notices().expiries(from: .min, arena: arena)
        }
        return Dictionary(
            all.map { each in
                (
                    End(
                        serial: each.serial.description, channel: each.channel.description,
                        order: each.document.description, line: each.line.description,
                        endsOn: Timestamp(day: each.endsOn).description), each.band
                )
            }, uniquingKeysWith: min)
    }
}
