internal import StockModel

/// The parts of a date and time as they are found in a text, before it is known whether there is such a day.
struct DateParts {
    var year = 0
    var month = 0
    var day = 0
    var hour = 0
    var minute = 0
    var second = 0
    /// Seconds ahead of UTC, nil where the text does not say.
    var offset: Int?
    var hasDate = false
    var hasTime = false
    /// Of a twelve-hour clock.
    var isAfternoon = false
    /// An offset such as `+19:00`, which no place has.
    var isImpossible = false

    /// Days since 1970-01-01, nil where there is no such day.
    var dayNumber: Int? { Timestamp.day(year: year, month: month, day: day) }

    /// Second of the day, nil where there is no such time.
    var secondOfDay: Int? {
        guard hour < 24, minute < 60, second < 60, !isImpossible else { return nil }
        return hour * 3600 + minute * 60 + second
    }

    /// Turns an hour of 1 to 12 into one of 0 to 23.
    mutating func applyTwelveHours() {
        guard (1...12).contains(hour) else {
            isImpossible = true
            return
        }
        hour = hour % 12 + (isAfternoon ? 12 : 0)
    }
}

/// Steps through a text, taking parts from its front.
struct DateCursor {
    let bytes: Bytes
    private(set) var index = 0

    init(_ bytes: Bytes) { self.bytes = bytes }

    var isAtEnd: Bool { index == bytes.count }

    var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    /// Goes back to an earlier place.
    mutating func rewind(to index: Int) { self.index = index }

    /// Takes one given byte.
    @inline(__always) mutating func take(_ byte: UInt8) -> Bool {
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    /// Takes a number of `least` to `most` digits; nil, having taken nothing, where there are fewer.
    @inline(__always) mutating func takeNumber(_ least: Int, _ most: Int) -> Int? {
        var value = 0
        var length = 0
        while length < most, index + length < bytes.count, let digit = bytes[index + length].digit {
            value = value * 10 + digit
            length += 1
        }
        guard length >= least else { return nil }
        index += length
        return value
    }

    /// Takes digits behind `.` or `,`.
    mutating func takeFraction() -> Bool {
        let start = index
        guard take(0x2E) || take(0x2C), takeNumber(1, 1) != nil else {
            index = start
            return false
        }
        while index < bytes.count, bytes[index].isDigit { index += 1 }
        return true
    }

    /// Takes `Z`, `UTC`, `GMT`, `+02`, `+0200` or `+02:00` into `parts`.
    mutating func takeOffset(into parts: inout DateParts) -> Bool {
        if takeWord("UTC") || takeWord("GMT") || take(0x5A) {
            parts.offset = 0
            return true
        }
        let start = index
        let isEast = next == 0x2B
        guard take(0x2B) || take(0x2D), let hours = takeNumber(2, 2) else {
            index = start
            return false
        }
        let hasColon = take(0x3A)
        let minutes = takeNumber(2, 2)
        if hasColon && minutes == nil { return false }
        let seconds = hours * 3600 + (minutes ?? 0) * 60
        // Clocks run from 12 hours behind to 14 hours ahead of UTC.
        if seconds > 14 * 3600 || (minutes ?? 0) > 59 { parts.isImpossible = true }
        parts.offset = isEast ? seconds : -seconds
        return true
    }

    /// Takes an ASCII word, in any case.
    mutating func takeWord(_ word: StaticString) -> Bool {
        guard index + word.utf8CodeUnitCount <= bytes.count else { return false }
        for place in 0..<word.utf8CodeUnitCount where bytes[index + place].lowered != word.utf8Start[place].lowered {
            return false
        }
        index += word.utf8CodeUnitCount
        return true
    }

    /// Takes one of twelve or seven names of three letters; its index.
    mutating func takeName(of names: StaticString) -> Int? {
        guard index + 3 <= bytes.count else { return nil }
        for name in 0..<(names.utf8CodeUnitCount / 3)
        where (0..<3).allSatisfy({ bytes[index + $0].lowered == names.utf8Start[name * 3 + $0] }) {
            index += 3
            return name
        }
        return nil
    }
}
