import Foundation
import StockTestSupport
import Testing

/// The generator makes worlds that are worth comparing, and files that mean them.
@Suite("random worlds")
struct WorldGeneratorTests {
    static let size = 300

    /// Kinds that every few worlds meet.
    static let kinds = [
        "alias-conflict", "asn-quantity-mismatch", "cancelled-after-shipping", "copy-mismatch", "document-reused",
        "duplicate-in-line", "duplicate-receipt", "duplicate-sale", "excess-serial", "invalid-serial", "line-conflict",
        "missing-serial", "oversell", "quarantined-sale", "receipt-while-sold", "return-order-mismatch",
        "serial-collision", "serial-shared", "shipped-beyond-supply", "sku-mismatch", "sold-before-received",
        "stale-open", "unexpected-adjustment", "unexpected-return", "unknown-serial", "unknown-sku",
        "unmatched-fulfilment", "written-off-sale",
    ]

    @Test("over 60 worlds every kind of finding is met in ten or more")
    func coverage() {
        var worlds: [String: Int] = [:]
        for seed in 1...60 {
            let outcome = ReferenceMatcher(WorldGenerator(seed: UInt64(seed), records: Self.size).world()).outcome()
            for kind in Set(outcome.findings.map(\.kind)) { worlds[kind, default: 0] += 1 }
        }
        for kind in Self.kinds { #expect(worlds[kind, default: 0] >= 10, "\(kind)") }
    }

    @Test("one seed gives one world")
    func repeatable() {
        #expect(
            WorldGenerator(seed: 5, records: 100).world() == WorldGenerator(seed: 5, records: 100).world())
    }

    @Test("files of any layout, read back, have the outcome of the world", arguments: 1...20)
    func layouts(seed: Int) throws {
        let world = WorldGenerator(seed: UInt64(seed), records: Self.size).world()
        let wanted = ReferenceMatcher(world).outcome()
        for layout in 1...2 {
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
            defer { try? FileManager.default.removeItem(at: folder) }
            var writer = WorldWriter(world, layout: UInt64(layout))
            try writer.write(to: folder)
            let read = try WorldReader.world(folder, rules: world.rules)
            let comparison = OutcomeComparison(wanted: wanted, got: ReferenceMatcher(read).outcome())
            #expect(comparison.differences.isEmpty, "\(comparison.differences.prefix(10).joined(separator: "\n"))")
        }
    }
}
