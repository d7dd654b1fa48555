package import StockModel

/// What one claimant of a unit has: a window in which the unit is covered, or a reason why there is none.
package struct WarrantyCover: Sendable {
    /// The unit covered.
    package var serial: Text
    package var sku: Text
    /// The order line of the claimant; of a replacement that nobody bought, that of the unit it replaces.
    package var line: LineKey
    /// What made the window, or kept it from being made.
    package var outcome: Outcome
    /// In the order in which they decided.
    package var steps: [WarrantyStep]

    package enum Outcome: Sendable, Equatable {
        case window(WarrantyWindow)
        case none(WarrantyGap)
    }

    package var window: WarrantyWindow? {
        if case .window(let window) = outcome { return window }
        return nil
    }
}

/// The days in which a unit is covered, both included, counted from 1970-01-01. Where `endsOn` lies before `startsOn`,
/// nothing is covered.
package struct WarrantyWindow: BitwiseCopyable, Sendable, Equatable {
    package var startsOn: Int
    package var endsOn: Int
    /// It was ended before its time.
    package var isVoid = false

    package init(startsOn: Int, endsOn: Int) {
        self.startsOn = startsOn
        self.endsOn = endsOn
    }

    package func covers(_ day: Int) -> Bool { startsOn <= day && day <= endsOn }

    /// - Parameter expiringDays: The largest band: so many days before its end a window is expiring.
    package func state(on day: Int, expiringDays: Int) -> WarrantyState {
        if isVoid { return .void }
        if day > endsOn { return .expired }
        return endsOn - day <= expiringDays ? .expiring : .active
    }
}

/// The raw value is the word used in files.
package enum WarrantyState: String, Sendable, CaseIterable { case active, expiring, expired, void }

/// Why a sold unit has no window.
package enum WarrantyGap: String, Sendable, CaseIterable {
    case noTerm = "no term"
    case noStart = "no start"
    case void

    /// In a sentence.
    package var sentence: String {
        switch self {
        case .noTerm: "No row of the terms fits, and the catalogue has no months."
        case .noStart: "None of the dates at which the window may start is known."
        case .void: "The warranty is void."
        }
    }
}
