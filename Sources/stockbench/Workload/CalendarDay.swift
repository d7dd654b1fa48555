/// A day of the civil calendar, counted from 1970-01-01.
struct CalendarDay: Comparable {
    var number: Int

    /// The day of a date of the Gregorian calendar.
    init(_ year: Int, _ month: Int, _ day: Int) {
        // Years start in March here, so that the leap day is the last of its year; 400 years have 146,097 days.
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        number = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    init(number: Int) {
        self.number = number
    }

    /// Year, month and day; for days from 1970 on.
    var parts: (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let civil = month < 10 ? month + 3 : month - 9
        return (yearOfEra + era * 400 + (civil <= 2 ? 1 : 0), civil, dayOfYear - (153 * month + 2) / 5 + 1)
    }

    /// As `2026-01-31`.
    var text: String {
        let (year, month, day) = parts
        return "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    }

    static func < (left: CalendarDay, right: CalendarDay) -> Bool { left.number < right.number }

    static func + (day: CalendarDay, days: Int) -> CalendarDay { CalendarDay(number: day.number + days) }

    static func - (day: CalendarDay, days: Int) -> CalendarDay { CalendarDay(number: day.number - days) }
}

extension ByteWriter {
    /// Appends a day as `2026-01-31`.
    mutating func append(day: CalendarDay) {
        let (year, month, day) = day.parts
        append(number: year, width: 4)
        append(byte: UInt8(ascii: "-"))
        append(number: month, width: 2)
        append(byte: UInt8(ascii: "-"))
        append(number: day, width: 2)
    }

    /// Appends a second of a day as `07:05:09`.
    mutating func append(secondOfDay second: Int) {
        append(number: second / 3_600, width: 2)
        append(byte: UInt8(ascii: ":"))
        append(number: second / 60 % 60, width: 2)
        append(byte: UInt8(ascii: ":"))
        append(number: second % 60, width: 2)
    }
}
