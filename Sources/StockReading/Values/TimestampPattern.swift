/// One way of writing a date, a time or both, compiled from a pattern such as `MM/DD/YYYY hh:mm:ss AM`.
///
/// | in the pattern | in the text |
/// |---|---|
/// | `YYYY`, `YY` | year of four digits; of two digits, 00–79 being 2000–2079 and 80–99 being 1980–1999 |
/// | `MM`, `M` | month of two digits; of one or two |
/// | `Mon` | `Jan` … `Dec`, in any case |
/// | `DD`, `D` | day of two digits; of one or two |
/// | `ddd` | `Mon` … `Sun`, not looked at |
/// | `HH` or `hh`, `H` or `h` | hour of two digits; of one or two; 1–12 where the pattern has `AM` |
/// | `AM` | `AM` or `PM`, in any case |
/// | `mm`, `ss` | minute, second of two digits |
/// | `.f` | a fraction of a second after `.` or `,`; dropped |
/// | `+0000` | `Z`, `UTC`, `GMT` or an offset: `+02`, `+0200`, `+02:00` |
/// | `[` … `]` | may be missing |
/// | `'…'` | exactly that text |
/// | other characters | themselves |
struct TimestampPattern: Sendable {
    enum Step: Sendable, Equatable {
        case year4, year2
        case month(atLeast: Int), monthName
        case day(atLeast: Int), weekday
        case hour(atLeast: Int), half, minute, second, fraction
        case offset
        case literal(UInt8)
        /// If what follows does not match, go on at the step with this index.
        case optional(end: Int)
    }

    private(set) var steps: [Step] = []
    private(set) var isTwelveHours = false

    private static let tokens: [(text: String, step: Step)] = [
        ("YYYY", .year4), ("YY", .year2), ("Mon", .monthName), ("MM", .month(atLeast: 2)), ("M", .month(atLeast: 1)),
        ("ddd", .weekday), ("DD", .day(atLeast: 2)), ("D", .day(atLeast: 1)), ("HH", .hour(atLeast: 2)),
        ("hh", .hour(atLeast: 2)), ("H", .hour(atLeast: 1)), ("h", .hour(atLeast: 1)), ("AM", .half),
        ("mm", .minute), ("ss", .second), (".f", .fraction), ("+0000", .offset),
    ]

    /// Compiles a pattern; nil where it has an unclosed or nested bracket, an unclosed quote, a lone letter that is no
    /// token, or neither a whole date nor a time.
    init?(_ pattern: String) {
        var rest = Substring(pattern)
        var open: Int?
        while let first = rest.first {
            if first == "[" {
                guard open == nil else { return nil }
                open = steps.count
                steps.append(.optional(end: 0))
                rest.removeFirst()
            } else if first == "]" {
                guard let start = open else { return nil }
                steps[start] = .optional(end: steps.count)
                open = nil
                rest.removeFirst()
            } else if first == "'" {
                guard let end = rest.dropFirst().firstIndex(of: "'") else { return nil }
                steps += rest[rest.index(after: rest.startIndex)..<end].utf8.map { .literal($0) }
                rest = rest[rest.index(after: end)...]
            } else if let token = Self.tokens.first(where: { rest.hasPrefix($0.text) }) {
                steps.append(token.step)
                rest.removeFirst(token.text.count)
            } else {
                guard !first.isLetter || first == "T" else { return nil }
                steps += String(first).utf8.map { .literal($0) }
                rest.removeFirst()
            }
        }
        isTwelveHours = steps.contains(.half)
        guard open == nil, isWhole else { return nil }
    }

    /// Whether the pattern gives a day, or a time of day.
    private var isWhole: Bool {
        let hasYear = steps.contains(.year4) || steps.contains(.year2)
        let hasMonth = steps.contains { if case .month = $0 { true } else { $0 == .monthName } }
        let hasDay = steps.contains { if case .day = $0 { true } else { false } }
        let hasHour = steps.contains { if case .hour = $0 { true } else { false } }
        return (hasYear && hasMonth && hasDay) || (hasHour && !hasYear && !hasMonth && !hasDay)
    }
}
