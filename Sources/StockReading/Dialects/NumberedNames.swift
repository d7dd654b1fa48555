/// Names that differ in a number, written once: `D_234_{1..15}` for fifteen names, `LIN{03,05..31}` for every second one.
/// Several braces in one text run side by side.
enum NumberedNames {
    /// The most names that one text stands for.
    static let most = 99

    /// How many texts a text stands for: 1 without braces.
    static func count(_ text: String) throws(DialectPathParser.Mistake) -> Int {
        guard text.utf8.contains(UInt8(ascii: "{")) else { return 1 }
        let lists = try parts(text).compactMap(\.numbers)
        guard let first = lists.first else { return 1 }
        guard lists.allSatisfy({ $0.count == first.count }) else {
            throw .init(message: "The numbers in braces run side by side, so each must have as many.")
        }
        return first.count
    }

    /// The text with the numbers at `index` in place of its braces.
    static func resolve(_ text: String, at index: Int) throws(DialectPathParser.Mistake) -> String {
        guard text.utf8.contains(UInt8(ascii: "{")) else { return text }
        return try parts(text).map { part in part.numbers.map { $0[min(index, $0.count - 1)] } ?? part.text }.joined()
    }

    private struct Part {
        var text: String
        var numbers: [String]?
    }

    private static func parts(_ text: String) throws(DialectPathParser.Mistake) -> [Part] {
        var parts: [Part] = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            parts.append(Part(text: String(rest[..<open])))
            guard let close = rest[open...].firstIndex(of: "}") else {
                throw .init(message: "The { in \"\(text)\" has no } behind it.")
            }
            let written = String(rest[rest.index(after: open)..<close])
            parts.append(Part(text: "", numbers: try numbers(written)))
            rest = rest[rest.index(after: close)...]
        }
        parts.append(Part(text: String(rest)))
        return parts
    }

    /// `1..15`, or with the second number `2,4..30`; a first number with leading zeros sets the width of all.
    private static func numbers(_ written: String) throws(DialectPathParser.Mistake) -> [String] {
        let mistake = DialectPathParser.Mistake(
            message: "\"{\(written)}\" is no list of numbers; write {1..15}, or {02,04..30} with the second one.")
        let dots = written.split(separator: "..", omittingEmptySubsequences: false)
        guard dots.count == 2, let last = number(dots[1]) else { throw mistake }
        let starts = dots[0].split(separator: ",", omittingEmptySubsequences: false)
        guard starts.count <= 2, let first = number(starts[0]), let second = number(starts[starts.count - 1]) else {
            throw mistake
        }
        let step = starts.count == 2 ? second - first : 1
        guard step > 0, last >= first, (last - first) / step < most else { throw mistake }
        let width = starts[0].hasPrefix("0") ? starts[0].count : 1
        return stride(from: first, through: last, by: step).map { number in
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
    }

    private static func number(_ text: Substring) -> Int? {
        text.utf8.count <= 4 && !text.isEmpty && text.utf8.allSatisfy(\.isDigit) ? Int(text) : nil
    }
}
