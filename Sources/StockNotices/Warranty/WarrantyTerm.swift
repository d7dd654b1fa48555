package import StockModel

/// One row of the warranty terms (`files.md`). What is empty fits everything.
package struct WarrantyTerm: Sendable, Equatable {
    package var sku = ""
    package var brand = ""
    package var category = ""
    /// The buyer's, as a country code.
    package var country = ""
    package var months: Int
    package var rules = WarrantyRules()
    /// For messages: 1-based line of the terms; 0 where the catalogue gives the months.
    package var line = 0

    package init(months: Int) { self.months = months }
}

/// How a term's months become a window.
package struct WarrantyRules: Sendable, Equatable {
    /// Where a window may start, the first known date counts.
    package var starts: [WarrantyStart] = [.shipped, .ordered]
    /// The months that the law grants at least.
    package var legalMonths: Int?
    package var resale = Resale.restart
    package var replacement = Replacement.continue

    package init() {}

    /// What becomes of the window of a unit that is returned to stock and sold again.
    package enum Resale: String, Sendable, CaseIterable { case restart, `continue` }

    /// What a replaced unit's successor gets: what is left, or a new window.
    package enum Replacement: String, Sendable, CaseIterable { case `continue`, restart }
}

/// A date at which a window may start. The raw value is the word used in files.
package enum WarrantyStart: String, Sendable, CaseIterable { case shipped, delivered, ordered, registered }

/// One row of the warranty changes.
package struct WarrantyChange: Sendable {
    /// What it does, in the order in which changes of one time are made.
    package enum Action: Sendable, Equatable {
        case extend(months: Int)
        /// By this serial, normalised.
        case replace(Text)
        case void
    }

    /// Normalised.
    package var serial: Text
    package var at: Timestamp
    package var action: Action
    package var reason = ""

    package init(serial: Text, at: Timestamp, action: Action) {
        self.serial = serial
        self.at = at
        self.action = action
    }

    static func precedes(_ a: WarrantyChange, _ b: WarrantyChange) -> Bool {
        if a.at != b.at { return a.at < b.at }
        switch (a.action, b.action) {
        case (.extend(let x), .extend(let y)): return x < y
        case (.replace(let x), .replace(let y)): return x < y
        case (.extend, _), (.replace, .void): return true
        default: return false
        }
    }
}
