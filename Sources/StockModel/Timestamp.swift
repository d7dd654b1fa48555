/// A moment in UTC or a whole day, comparing as its ISO 8601 text does (`semantics.md`: times).
///
/// `2026-11-23` comes before `2026-11-23T00:00:00Z`, which comes before every later second of that day; an absent time
/// comes before any other. Held as day × 2¹⁷ + 0 for a day without time, or + 1 + second of the day. Years 1 to 9999.
public struct Timestamp: BitwiseCopyable, Sendable, Hashable, Comparable {
    /// Day and second in one number, in the order of time; see above.
    public let raw: Int64

    /// The time with this `raw` value.
    @inlinable public init(raw: Int64) { self.raw = raw }

    /// No time known.
    @inlinable public static var absent: Timestamp { Timestamp(raw: Int64.min) }

    /// A whole day, counted from 1970-01-01, with `second` (0 … 86,399) where the time of day is known.
    @inlinable public init(day: Int, second: Int? = nil) {
        raw = (Int64(day) << Self.dayShift) + (second.map { Int64($0) + 1 } ?? 0)
    }

    /// Whether no time is known.
    @inlinable public var isAbsent: Bool { raw == Int64.min }

    /// Days since 1970-01-01.
    @inlinable public var day: Int { Int(raw >> Self.dayShift) }

    /// A day has fewer seconds than 2¹⁷, so that its number is a shift away instead of a division.
    @inlinable static var dayShift: Int64 { 17 }

    /// Second of the day; nil where only the day is known.
    @inlinable public var second: Int? {
        let rest = Int(raw & ((1 << Self.dayShift) - 1))
        return rest == 0 ? nil : rest - 1
    }

    /// Whether more than the day is known.
    @inlinable public var hasTimeOfDay: Bool { raw & ((1 << Self.dayShift) - 1) != 0 }

    /// Earlier, or of the same day and without time of day.
    @inlinable public static func < (a: Timestamp, b: Timestamp) -> Bool { a.raw < b.raw }

    /// The other one where this is absent.
    @inlinable public func or(_ other: Timestamp) -> Timestamp { isAbsent ? other : self }

    /// The earlier of two; an absent one gives way.
    @inlinable public static func earliest(_ a: Timestamp, _ b: Timestamp) -> Timestamp {
        if a.isAbsent { return b }
        return b.isAbsent || a <= b ? a : b
    }
}

extension Timestamp {
    /// Days since 1970-01-01 of a civil date (proleptic Gregorian), nil where there is no such date in years 1 to 9999.
    public static func day(year: Int, month: Int, day: Int) -> Int? {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let length = month == 2 ? (leap ? 29 : 28) : (month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31)
        guard day <= length else { return nil }
        // Years are counted from March, so that the leap day is a year's last: era of 400 years, day of the era.
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// Year, month and day of `day`.
    public var civil: (year: Int, month: Int, day: Int) {
        let shifted = day + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0)
        return (year, month < 10 ? month + 3 : month - 9, dayOfYear - (153 * month + 2) / 5 + 1)
    }

    /// Reads `2026-11-23`, and `2026-11-23T02:00:00Z` with an offset (`+02:00`) in place of `Z` if need be; nil for
    /// anything else. The house's own files and arguments use this form; other forms are a definition's business.
    public init?(iso8601 text: some StringProtocol) {
        let bytes = Array(text.utf8)
        func number(_ range: Range<Int>) -> Int? {
            guard range.upperBound <= bytes.count else { return nil }
            var value = 0
            for byte in bytes[range] {
                guard (48...57).contains(byte) else { return nil }
                value = value * 10 + Int(byte) - 48
            }
            return value
        }
        guard bytes.count >= 10, bytes[4] == 45, bytes[7] == 45, let year = number(0..<4), let month = number(5..<7),
            let date = number(8..<10), let day = Timestamp.day(year: year, month: month, day: date)
        else { return nil }
        if bytes.count == 10 {
            self.init(day: day)
            return
        }
        guard bytes.count >= 20, bytes[10] == 84, bytes[13] == 58, bytes[16] == 58, let hour = number(11..<13),
            let minute = number(14..<16), let second = number(17..<19), hour < 24, minute < 60, second < 60
        else { return nil }
        let time = hour * 3600 + minute * 60 + second
        if bytes.count == 20, bytes[19] == 90 {
            self.init(day: day, second: time)
            return
        }
        guard bytes.count == 25, bytes[19] == 43 || bytes[19] == 45, bytes[22] == 58, let hours = number(20..<22),
            let minutes = number(23..<25), hours <= 14, minutes < 60
        else { return nil }
        let offset = (hours * 3600 + minutes * 60) * (bytes[19] == 43 ? 1 : -1)
        self.init(secondsSince1970: day * 86_400 + time - offset)
    }

    /// A moment given in seconds since 1970-01-01T00:00:00Z.
    public init(secondsSince1970 seconds: Int) {
        let day = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        self.init(day: day, second: seconds - day * 86_400)
    }
}
