import StockTestSupport
import Testing

@testable import StockPipeline

/// Orders with so many lines and serials that placing them goes by an index instead of a search.
@Suite("long orders")
struct LongOrderTests {
    @Test("serials are placed on a long order as the reference matcher places them", arguments: UInt64(0)..<20)
    func placement(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var world = PlainWorld(rules: PlainRules(businessDate: "2026-04-05"))
        var records: [PlainRecord] = []
        for line in 1...60 {
            var order = PlainRecord(kind: .order)
            (order.scope, order.document, order.line) = ("web", "O1", "\(line)")
            (order.sku, order.quantity) = ("LAMP", Int.random(in: 1...3, using: &random))
            (order.status, order.at) = (Bool.random(using: &random) ? "open" : "shipped", "2026-03-01")
            order.serials = serials(0...2, &random)
            records.append(order)
        }
        for number in 1...8 {
            var scan = PlainRecord(kind: .fulfilment)
            (scan.document, scan.sku, scan.shippedAt) = ("O1", "LAMP", "2026-03-0\(number)")
            scan.serials = serials(5...20, &random)
            scan.void = number == 3
            records.append(scan)
            var copy = PlainRecord(kind: .copy)
            (copy.scope, copy.document, copy.line) = ("tool", "O1", "c\(number)")
            (copy.sku, copy.quantity, copy.status, copy.at) = ("LAMP", 9, "shipped", "2026-03-05")
            copy.serials = serials(5...20, &random)
            records.append(copy)
        }
        world.documents = records.map { PlainDocument([$0]) }
        let comparison = OutcomeComparison(
            wanted: ReferenceMatcher(world).outcome(), got: try PlainWorldFolding(world: world).outcome(),
            withoutLines: ["invalid-serial"])
        #expect(comparison.differences.isEmpty, "\(comparison.differences.prefix(8).joined(separator: "\n"))")
    }

    private func serials(_ count: ClosedRange<Int>, _ random: inout SplitMix64) -> [PlainSerial] {
        (0..<Int.random(in: count, using: &random)).map { _ in
            PlainSerial("S\(Int.random(in: 100...260, using: &random))")
        }
    }
}
