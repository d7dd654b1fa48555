/// The days before its end at which a window's holder is written to: each band once, and never back to a larger one.
package struct ExpiryBands: Sendable, Equatable {
    /// Ascending, each once.
    package let days: [Int]

    package init(_ days: [Int]) { self.days = Set(days).sorted() }

    /// From when on a window is expiring; −1 where there are no bands, so that none is.
    package var largest: Int { days.last ?? -1 }

    /// The smallest band that holds so many days left; nil where none does, or the window is over.
    package func band(daysLeft: Int) -> Int? { daysLeft < 0 ? nil : days.first { daysLeft <= $0 } }

    /// The band that is due, if its holder is to be written to now.
    ///
    /// - Parameter told: The smallest band of which he was told, nil if of none.
    package func due(daysLeft: Int, told: Int?) -> Int? {
        guard let band = band(daysLeft: daysLeft) else { return nil }
        return told.map { band < $0 } ?? true ? band : nil
    }
}

extension ExpiryBands {
    /// What a ledger remembers of an expiry that somebody was written of. An extended window has another end, and so is
    /// told of again.
    package struct Pair: Hashable, Sendable {
        package var cover: ToldPair
        package var endsOn: Int

        package init(cover: ToldPair, endsOn: Int) {
            self.cover = cover
            self.endsOn = endsOn
        }
    }
}
