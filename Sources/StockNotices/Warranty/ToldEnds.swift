internal import StockModel

/// Of which ends of warranties people were written, and in which band.
package struct ToldEnds: Sendable {
    /// A unit, an order's number and the last day.
    private struct Order: Hashable {
        let serial: Text
        let document: Text
        let endsOn: Int
    }

    private var bands: [Order: [LineKey: Int]] = [:]

    package init() {}

    /// Takes note of the band in which somebody was written; the smallest counts.
    package mutating func add(_ band: Int, for pair: ExpiryBands.Pair) {
        let line = pair.cover.line
        let before = bands[Self.order(pair), default: [:]][line]
        bands[Self.order(pair), default: [:]][line] = min(band, before ?? band)
    }

    /// The smallest band in which the claimant of a unit was written of the end of his window; empty if in none.
    ///
    /// A line may get another name: a copy of an order that is not there is a line of its own, until the order comes. So
    /// what was told of a line that claims the unit no more counts for one of the same order.
    ///
    /// - Parameter claimants: The lines that claim the unit now.
    package func bands(of cover: WarrantyCover, claimants: [LineKey]) -> [ExpiryBands.Pair: Int] {
        guard let window = cover.window else { return [:] }
        let pair = ExpiryBands.Pair(
            cover: ToldPair(serial: cover.serial, line: cover.line), endsOn: window.endsOn)
        guard let lines = bands[Self.order(pair)] else { return [:] }
        let told = lines.filter { line, _ in line == cover.line || !claimants.contains(line) }
        return told.values.min().map { [pair: $0] } ?? [:]
    }

    private static func order(_ pair: ExpiryBands.Pair) -> Order {
        Order(serial: pair.cover.serial, document: pair.cover.line.document, endsOn: pair.endsOn)
    }
}
