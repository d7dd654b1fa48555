internal import StockModel

/// Reads dates and times in the forms that one kind of file uses.
///
/// Forms are tried in order; the first that fits the whole text counts. `iso` stands for the forms of ISO 8601 and what
/// exports make of it: `2026-11-23`; `2026-11-23T02:00:00` or a blank in place of `T`, perhaps without seconds or with a
/// fraction, which is dropped; then nothing, `Z` or an offset (`+02:00`, `+0200`, `+02`, perhaps after a blank). `compact`
/// stands for `20261123`, `202611230200` and `20261123020000`, perhaps with `T` between. All other forms are patterns,
/// see `TimestampPattern`.
///
/// * Without an offset in the text, a time counts in the parser's zone, which is UTC unless another is given; it is
///   converted to UTC.
/// * A date without time stays a day: no zone moves it, and an offset behind it (`2026-11-23+02:00`, as XML Schema allows)
///   is not looked at.
/// * There is no leniency: 2024-02-30, 24:00, second 60, the years 0 and 10000 and `99-1-1` are refused.
package struct TimestampParser: Sendable {
    private enum Form: Sendable {
        case iso, compact
        case pattern(TimestampPattern)
    }

    private let forms: [Form]
    private let zone: ZoneOffsets?

    /// ISO 8601 in UTC: the house's own formats.
    package static let iso8601 = TimestampParser(forms: [.iso], zone: nil)

    /// A parser of the given forms (`iso`, `compact` or patterns) whose times without offset are of `zone`, an IANA name.
    package init(forms: [String] = ["iso"], zone: String = "UTC") throws(TimestampFormError) {
        var compiled: [Form] = []
        for form in forms {
            switch form {
            case "iso": compiled.append(.iso)
            case "compact": compiled.append(.compact)
            default:
                guard let pattern = TimestampPattern(form) else { throw .unknownForm(form) }
                compiled.append(.pattern(pattern))
            }
        }
        if zone == "UTC" {
            self.init(forms: compiled, zone: nil)
        } else {
            guard let offsets = ZoneOffsets(identifier: zone) else { throw .unknownZone(zone) }
            self.init(forms: compiled, zone: offsets)
        }
    }

    private init(forms: [Form], zone: ZoneOffsets?) {
        self.forms = forms
        self.zone = zone
    }

    /// The time that `bytes` write.
    package func parse(_ bytes: Bytes) -> TimestampReading {
        if case .iso? = forms.first, let timestamp = Self.plainISO(bytes) { return .value(timestamp) }
        let text = bytes.trimmed
        guard text.count > 0 else { return .absent }
        guard let parts = parts(of: text), parts.hasDate else { return .unknownForm }
        return combine(parts, time: nil)
    }

    /// The time that a date and a time of day in a field of its own write. Without a time it is the day; a date that has
    /// a time of day already keeps it.
    package func parse(date: Bytes, time: Bytes) -> TimestampReading {
        let reading = parse(date)
        let written = time.trimmed
        guard written.count > 0, case .value(let day) = reading, !day.hasTimeOfDay else { return reading }
        guard let clock = clock(of: written), clock.hasTime, !clock.hasDate else { return .unknownForm }
        guard let parts = parts(of: date.trimmed) else { return .unknownForm }
        return combine(parts, time: clock)
    }

    /// The day alone that `bytes` write: of a time, its day in UTC. For expiry dates.
    package func parseDay(_ bytes: Bytes) -> TimestampReading {
        let reading = parse(bytes)
        guard case .value(let timestamp) = reading else { return reading }
        return .value(Timestamp(day: timestamp.day))
    }

    private func combine(_ date: DateParts, time: DateParts?) -> TimestampReading {
        guard let day = date.dayNumber, !date.isImpossible else { return .impossible }
        let clock = time ?? date
        guard clock.hasTime else { return .value(Timestamp(day: day)) }
        guard let second = clock.secondOfDay else { return .impossible }
        let local = day * 86_400 + second
        let moment: Int
        if let offset = clock.offset {
            moment = local - offset
        } else if let zone {
            moment = zone.seconds(local: local)
        } else {
            moment = local
        }
        let timestamp = Timestamp(secondsSince1970: moment)
        return timestamp.day >= Self.firstDay && timestamp.day < Self.endDay ? .value(timestamp) : .impossible
    }

    /// 0001-01-01 and 10000-01-01, which an offset can lead beyond.
    private static var firstDay: Int { -719_162 }
    private static var endDay: Int { 2_932_897 }
}

// MARK: - Forms

extension TimestampParser {
    private func parts(of text: Bytes) -> DateParts? {
        for form in forms {
            var cursor = DateCursor(text)
            var parts = DateParts()
            let fits: Bool
            switch form {
            case .iso: fits = Self.takeISO(&cursor, &parts)
            case .compact: fits = Self.takeCompact(&cursor, &parts)
            case .pattern(let pattern): fits = pattern.take(&cursor, &parts)
            }
            if fits && cursor.isAtEnd { return parts }
        }
        return nil
    }

    /// The two forms in which by far the most times are written, `2026-11-23` and `2026-11-23T02:00:00Z`, in one go; nil for
    /// every other text, and for what is no date or time.
    private static func plainISO(_ text: Bytes) -> Timestamp? {
        guard text.count == 10 || text.count == 20, text[4] == 0x2D, text[7] == 0x2D else { return nil }
        // Bytes below "0" and above "9" make a digit greater than 9, which is seen at the end.
        var worst: UInt8 = 0
        func pair(_ index: Int) -> Int {
            let (tens, ones) = (text[index] &- 0x30, text[index + 1] &- 0x30)
            worst = max(worst, tens, ones)
            return Int(tens) * 10 + Int(ones)
        }
        let year = pair(0) * 100 + pair(2)
        let day = Timestamp.day(year: year, month: pair(5), day: pair(8))
        guard text.count == 20 else { return worst <= 9 ? day.map { Timestamp(day: $0) } : nil }
        guard text[10] == 0x54, text[13] == 0x3A, text[16] == 0x3A, text[19] == 0x5A else { return nil }
        let (hour, minute, second) = (pair(11), pair(14), pair(17))
        guard worst <= 9, let day, hour < 24, minute < 60, second < 60 else { return nil }
        return Timestamp(day: day, second: hour * 3600 + minute * 60 + second)
    }

    /// A time of day alone: of a pattern, else `02:00`, `02:00:00`, `0200` or `020000`, perhaps with fraction and offset.
    private func clock(of text: Bytes) -> DateParts? {
        if let parts = parts(of: text), !parts.hasDate { return parts }
        var cursor = DateCursor(text)
        var parts = DateParts()
        guard Self.takeClock(&cursor, &parts) else {
            cursor = DateCursor(text)
            return Self.takeCompactClock(&cursor, &parts) && cursor.isAtEnd ? parts : nil
        }
        return cursor.isAtEnd ? parts : nil
    }

    private static func takeISO(_ cursor: inout DateCursor, _ parts: inout DateParts) -> Bool {
        guard let year = cursor.takeNumber(4, 4), cursor.take(0x2D), let month = cursor.takeNumber(2, 2),
            cursor.take(0x2D), let day = cursor.takeNumber(2, 2)
        else { return false }
        (parts.year, parts.month, parts.day, parts.hasDate) = (year, month, day, true)
        if cursor.isAtEnd { return true }
        if cursor.take(0x54) || cursor.take(0x20) { return takeClock(&cursor, &parts) }
        return cursor.takeOffset(into: &parts)
    }

    private static func takeClock(_ cursor: inout DateCursor, _ parts: inout DateParts) -> Bool {
        guard let hour = cursor.takeNumber(2, 2), cursor.take(0x3A), let minute = cursor.takeNumber(2, 2) else {
            return false
        }
        (parts.hour, parts.minute, parts.hasTime) = (hour, minute, true)
        if cursor.take(0x3A) {
            guard let second = cursor.takeNumber(2, 2) else { return false }
            parts.second = second
            _ = cursor.takeFraction()
        }
        if cursor.isAtEnd { return true }
        _ = cursor.take(0x20)
        return cursor.takeOffset(into: &parts)
    }

    private static func takeCompact(_ cursor: inout DateCursor, _ parts: inout DateParts) -> Bool {
        guard let year = cursor.takeNumber(4, 4), let month = cursor.takeNumber(2, 2), let day = cursor.takeNumber(2, 2)
        else { return false }
        (parts.year, parts.month, parts.day, parts.hasDate) = (year, month, day, true)
        if cursor.isAtEnd { return true }
        _ = cursor.take(0x54)
        return takeCompactClock(&cursor, &parts)
    }

    private static func takeCompactClock(_ cursor: inout DateCursor, _ parts: inout DateParts) -> Bool {
        guard let hour = cursor.takeNumber(2, 2), let minute = cursor.takeNumber(2, 2) else { return false }
        (parts.hour, parts.minute, parts.second, parts.hasTime) = (hour, minute, cursor.takeNumber(2, 2) ?? 0, true)
        return cursor.isAtEnd || cursor.takeOffset(into: &parts)
    }
}

extension TimestampPattern {
    /// Takes the whole pattern from the cursor into `parts`.
    func take(_ cursor: inout DateCursor, _ parts: inout DateParts) -> Bool {
        var index = 0
        var fallback: (end: Int, cursor: DateCursor, parts: DateParts)?
        while index < steps.count {
            if case .optional(let end) = steps[index] {
                fallback = (end, cursor, parts)
                index += 1
                continue
            }
            if let last = fallback, index >= last.end { fallback = nil }
            if take(steps[index], &cursor, &parts) {
                index += 1
            } else if let last = fallback {
                (index, cursor, parts, fallback) = (last.end, last.cursor, last.parts, nil)
            } else {
                return false
            }
        }
        if isTwelveHours && parts.hasTime { parts.applyTwelveHours() }
        return true
    }

    private func take(_ step: Step, _ cursor: inout DateCursor, _ parts: inout DateParts) -> Bool {
        switch step {
        case .literal(let byte): return cursor.take(byte)
        case .fraction: return cursor.takeFraction()
        case .offset: return cursor.takeOffset(into: &parts)
        case .weekday: return cursor.takeName(of: "montuewedthufrisatsun") != nil
        case .optional: return true
        case .year4: return number(cursor.takeNumber(4, 4), into: &parts.year)
        case .year2:
            guard let year = cursor.takeNumber(2, 2) else { return false }
            parts.year = year + (year < 80 ? 2000 : 1900)
            return true
        case .month(let least): return number(cursor.takeNumber(least, 2), into: &parts.month)
        case .monthName:
            return number(
                cursor.takeName(of: "janfebmaraprmayjunjulaugsepoctnovdec").map { $0 + 1 }, into: &parts.month)
        case .day(let least):
            parts.hasDate = true
            return number(cursor.takeNumber(least, 2), into: &parts.day)
        case .hour(let least):
            parts.hasTime = true
            return number(cursor.takeNumber(least, 2), into: &parts.hour)
        case .minute: return number(cursor.takeNumber(2, 2), into: &parts.minute)
        case .second: return number(cursor.takeNumber(2, 2), into: &parts.second)
        case .half:
            parts.isAfternoon = cursor.takeWord("PM")
            return parts.isAfternoon || cursor.takeWord("AM")
        }
    }

    private func number(_ value: Int?, into part: inout Int) -> Bool {
        guard let value else { return false }
        part = value
        return true
    }
}
