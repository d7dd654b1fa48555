internal import StockModel

/// Whether dates written in digits have the day or the month first.
package enum DateOrder: String, Sendable, CaseIterable {
    case dayFirst = "day-first"
    case monthFirst = "month-first"
}

/// Reads the dates of one file.
///
/// A date such as `03/04/2026` can be read in two ways. Which one a file means is decided for the whole file: by the
/// source's settings, else by the file's own dates, of which one with a number above 12 is enough. The reader does not
/// guess: at the first such date of an undecided file it sets `needsOrder`, and the file is read again once a
/// `DateSurvey` has found the order.
struct DateReader {
    private let plain: TimestampParser
    private let dayFirst: TimestampParser?
    private let monthFirst: TimestampParser?
    private let order: DateOrder?
    /// A date was met that only the order can tell.
    private(set) var needsOrder = false
    /// A time without zone was met although neither format nor source tells the zone.
    private(set) var assumedUTC = false
    private let knowsZone: Bool

    /// - Parameters:
    ///   - zone: the source's zone; nil to go by the format's.
    ///   - order: day or month first; nil where it is not known yet.
    init(_ rule: DateRule, zone: String?, order: DateOrder?) throws(TimestampFormError) {
        let zoneInUse = zone ?? rule.zone
        let identifier = zoneInUse ?? "UTC"
        knowsZone = zoneInUse != nil
        plain = try TimestampParser(forms: rule.forms, zone: identifier)
        dayFirst = rule.dayFirst.isEmpty ? nil : try TimestampParser(forms: rule.dayFirst, zone: identifier)
        monthFirst = rule.monthFirst.isEmpty ? nil : try TimestampParser(forms: rule.monthFirst, zone: identifier)
        self.order = order
    }

    /// The time that a cell writes.
    mutating func read(_ cell: Bytes) -> TimestampReading {
        let reading = inOrder(cell)
        if !knowsZone, !assumedUTC, case .value(let time) = reading, time.hasTimeOfDay, !Self.namesZone(cell) {
            assumedUTC = true
        }
        return reading
    }

    private mutating func inOrder(_ cell: Bytes) -> TimestampReading {
        let reading = plain.parse(cell)
        guard reading == .unknownForm, let dayFirst, let monthFirst else { return reading }
        switch order {
        case .dayFirst: return dayFirst.parse(cell)
        case .monthFirst: return monthFirst.parse(cell)
        case nil:
            let ordered = dayFirst.parse(cell)
            if ordered != monthFirst.parse(cell) { needsOrder = true }
            return ordered
        }
    }

    /// Whether a time has an offset, or a word such as `Z` or `UTC`, behind it.
    private static func namesZone(_ cell: Bytes) -> Bool {
        let time = cell.dropFirst(10)
        guard let last = time.last else { return false }
        // `M` ends AM and PM.
        return time.contains { $0 == 0x2B || $0 == 0x2D } || (last.lowered &- 0x61 <= 25 && last.lowered != 0x6D)
    }

    /// What a cell says about the order; nil where it says nothing.
    func evidence(_ cell: Bytes) -> DateOrder? {
        guard plain.parse(cell) == .unknownForm, let dayFirst, let monthFirst else { return nil }
        switch (dayFirst.parse(cell), monthFirst.parse(cell)) {
        case (.value, .value): return nil
        case (.value, _): return .dayFirst
        case (_, .value): return .monthFirst
        default: return nil
        }
    }
}

/// What the dates of one file say about the order of day and month.
struct DateSurvey {
    private var dayFirst = 0
    private var monthFirst = 0

    /// Takes note of a date that can be read in one order only.
    mutating func note(_ order: DateOrder) {
        switch order {
        case .dayFirst: dayFirst += 1
        case .monthFirst: monthFirst += 1
        }
    }

    /// Takes note of what other dates of the file say.
    mutating func combine(_ other: DateSurvey) {
        dayFirst += other.dayFirst
        monthFirst += other.monthFirst
    }

    /// Whether no date tells the order.
    var isSilent: Bool { dayFirst + monthFirst == 0 }

    /// The order that the file uses; thrown where its dates do not agree, or none tells and the format does not know
    /// `otherwise`.
    func decision(otherwise: DateOrder?) throws(FileFailure) -> DateOrder {
        switch (dayFirst, monthFirst) {
        case (0, 0):
            if let otherwise { return otherwise }
            throw FileFailure(
                "Dates such as 03/04/2026 can be read with the day or the month first, and none in this file tells "
                    + "which. Export it with dates such as 2026-11-23.")
        case (_, 0): return .dayFirst
        case (0, _): return .monthFirst
        default:
            throw FileFailure(
                "Some dates of this file have the day first (\(dayFirst)) and some the month (\(monthFirst)), so none "
                    + "of them can be trusted. Export it with dates such as 2026-11-23.")
        }
    }
}
