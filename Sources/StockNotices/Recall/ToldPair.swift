package import StockModel

/// Somebody and what he was told of in one campaign: a unit and the order line that holds it, or an order line with goods
/// without serials. A ledger keeps one for each that was published.
package struct ToldPair: Hashable, Comparable, Sendable {
    /// Empty for goods without serials.
    package var serial: Text
    package var line: LineKey
    /// For the person of a registration who is not the line's buyer, 12 hexadecimal digits that stand for it; else empty.
    package var registration: String

    package init(serial: Text, line: LineKey, registration: String = "") {
        self.serial = serial
        self.line = line
        self.registration = registration
    }

    package static func < (a: ToldPair, b: ToldPair) -> Bool {
        if a.serial != b.serial { return a.serial < b.serial }
        if a.line != b.line { return a.line < b.line }
        return a.registration < b.registration
    }
}

/// What is remembered of a campaign, and what is asked of this run.
package struct RecallMemory: Sendable {
    /// By pair, the first wave in which it was told that it is affected; waves are counted from 1.
    package var told: [ToldPair: Int] = [:]
    /// The pairs that were told that they may be affected, with the first wave. They do not count as told where the goods
    /// turn out to be affected.
    package var toldPossibly: [ToldPair: Int] = [:]
    /// The serials that this campaign's `remedied` files close, normalised.
    package var remedied: Set<Text> = []
    /// `--wave`: list those again who were told in an earlier wave; nil to list only what is new.
    package var wave: Int?

    package init() {}

    /// The wave that this run's pairs are remembered with: the one asked for, else the latest so far.
    package var currentWave: Int { wave ?? max(1, told.values.max() ?? 1, toldPossibly.values.max() ?? 1) }
}
