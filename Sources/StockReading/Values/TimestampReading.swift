package import StockModel

/// What a cell or element says of a time, or why it says none.
package enum TimestampReading: Equatable, Sendable {
    case value(Timestamp)
    /// Nothing but white space.
    case absent
    /// Written in none of the forms that the reader knows.
    case unknownForm
    /// In a known form, but there is no such day or time: 30 February, 24:00, second 60, year 0.
    case impossible

    /// The time; absent where there is none.
    package var timestamp: Timestamp {
        if case .value(let timestamp) = self { timestamp } else { .absent }
    }

    /// What is wrong and what to do; empty for a value. Worded for the reason of a `Reject`.
    package var problem: String {
        switch self {
        case .value: ""
        case .absent: "The date is missing; write it as 2026-11-23."
        case .unknownForm: "The date is in none of the expected forms; write it as 2026-11-23 or 2026-11-23T02:00:00Z."
        case .impossible:
            "There is no such date or time; years go from 1 to 9999, hours from 0 to 23, minutes and seconds to 59."
        }
    }
}
