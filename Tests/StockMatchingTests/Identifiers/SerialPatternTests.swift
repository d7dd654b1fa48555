import StockMatching
import StockModel
import Testing

struct SerialPatternTests {
    @Test(
        "patterns, what they match and what not",
        arguments: [
            ("ABC", ["ABC"], ["", "AB", "ABCD", "abc", "XABC"]),
            ("[A-Z0-9]{3}", ["A0Z", "999"], ["A0", "A0Z1", "A0z", "A-0"]),
            ("[^IOQ]", ["A", "0", "é", "序"], ["I", "O", "Q", "", "AB"]),
            ("A.C", ["ABC", "A.C", "AéC", "A序C"], ["AC", "ABBC"]),
            (".{2}", ["AB", "éA", "序列"], ["é", "序", "ABC"]),
            ("\\d{2}\\w", ["12A", "12_", "123", "12z"], ["1A2", "12-", "12é"]),
            ("A\\.B\\(1\\)\\\\", ["A.B(1)\\"], ["AXB(1)\\"]),
            ("[\\d\\-X]+", ["12-X", "-"], ["A", ""]),
            ("[-A]", ["-", "A"], ["B"]), ("[A-]", ["-", "A"], ["B"]), ("[+-\\-]", ["+", ",", "-"], ["."]),
            ("[\\]^]", ["]", "^"], ["\\"]),
            ("A{2,3}", ["AA", "AAA"], ["A", "AAAA"]),
            ("A{2,}", ["AA", "AAAAAA"], ["A", ""]),
            ("A{0}B", ["B"], ["AB"]),
            ("A?B*C+", ["C", "AC", "ABBCC", "BC"], ["A", "AB", "AAC"]),
            ("AB|CD|", ["AB", "CD", ""], ["ABCD", "A"]),
            ("(AB|C){2}X", ["ABCX", "CCX", "ABABX"], ["ABX", "CCCX"]),
            ("(A|AB)(C|BCD)D?", ["AC", "ABC", "ABCD", "ABCDD", "ABBCD"], ["AB", "ABBC1"]),
            ("(A*)*B", ["B", "AAB"], ["A", "BA"]),
            ("(|A)+", ["", "A", "AA"], ["B"]),
            ("É{2}", ["ÉÉ"], ["É", "ÉÉÉ"]),
            ("SN-\\d{4,6}/[A-F]", ["SN-1234/A", "SN-123456/F"], ["SN-123/A", "SN-1234567/A", "SN-1234/G"]),
        ])
    func matching(pattern: String, matches: [String], others: [String]) throws {
        let arena = Arena()
        let pattern = try SerialPattern(pattern)
        for serial in matches { #expect(pattern.matches(arena.store(serial)), "\(serial)") }
        for serial in others { #expect(!pattern.matches(arena.store(serial)), "\(serial)") }
    }

    @Test(
        "what cannot be a pattern says why and where",
        arguments: [
            ("", .empty, 1),
            (String(repeating: "A", count: 513), .tooLong(limit: 512), 1),
            ("A(B(C", .groupNotClosed, 4), ("AB)C", .groupNotOpened, 3), ("(?:A)", .groupKindUnknown, 1),
            ("A[BC", .classNotClosed, 2), ("A[]B", .classEmpty, 2), ("[^]", .classEmpty, 1),
            ("[Aé]", .classMemberNotASCII("é"), 3), ("[Z-A]", .rangeReversed(from: "Z", to: "A"), 2),
            ("[\\d-Z]", .rangeEndMissing, 2), ("[A-\\w]", .rangeEndMissing, 2),
            ("*A", .nothingToRepeat("*"), 1), ("A|+", .nothingToRepeat("+"), 3), ("({2})", .nothingToRepeat("{"), 2),
            ("A+?", .repeatedTwice("?"), 3), ("A{2}{3}", .repeatedTwice("{"), 5),
            ("A{", .countMalformed, 2), ("A{,2}", .countMalformed, 2), ("A{x}", .countMalformed, 2),
            ("A{1;2}", .countMalformed, 2), ("A{3,2}", .countReversed(from: 3, to: 2), 2),
            ("A{1001}", .countTooHigh(limit: 1000), 3), ("A{99999999999999999999}", .countTooHigh(limit: 1000), 3),
            ("A\\", .escapeAtEnd, 2), ("é\\s", .escapeUnknown("s"), 2), ("[\\n]", .escapeUnknown("n"), 2),
            ("A]", .closerWithoutOpener("]"), 2), ("A}", .closerWithoutOpener("}"), 2),
            ("^A", .anchor("^"), 1), ("A$", .anchor("$"), 2), ("A B", .blank, 2), ("[A B]", .blank, 3),
            ("(A{100}){100}", .tooLarge(limit: 2000), 9),
            ("((((){1000}){1000}){1000}){1000}", .tooLarge(limit: 2000), 27),
            (String(repeating: ".", count: 512), .tooLarge(limit: 2000), 1),
            (String(repeating: "(", count: 40), .tooDeep(limit: 32), 33),
        ] as [(String, SerialPatternError.Reason, Int)])
    func refusals(pattern: String, reason: SerialPatternError.Reason, column: Int) {
        let error = #expect(throws: SerialPatternError.self) { try SerialPattern(pattern) }
        #expect(error?.reason == reason)
        #expect(error?.column == column)
        #expect(error.map { !$0.message.isEmpty && !$0.remedy.isEmpty } == true)
    }

    @Test("time grows with the serial's length, not with the ways to match")
    func linear() throws {
        let arena = Arena()
        let serial = arena.store(String(repeating: "A", count: 2000))
        #expect(try !SerialPattern("(A*)*(A|A)*(A?){50}B").matches(serial))
        #expect(try SerialPattern("(A|A|AA)*").matches(serial))
    }

    @Test("random patterns agree with a matcher that tries every way")
    func backtracking() throws {
        let arena = Arena()
        var agreed = (matching: 0, other: 0)
        for seed in 0..<3000 as Range<UInt64> {
            var dice = IdentifierDice(seed: seed)
            let shape = PatternShape.random(depth: 3, &dice)
            let written = shape.written
            guard !written.isEmpty else { continue }
            let pattern = try SerialPattern(written)
            for _ in 0..<8 {
                let serial = dice.text(of: ["A", "B", "1", "-", "É"], length: 0...6)
                let expected = shape.matchesWhole(serial)
                #expect(pattern.matches(arena.store(serial)) == expected, "seed \(seed): \(written) on \(serial)")
                if expected { agreed.matching += 1 } else { agreed.other += 1 }
            }
        }
        #expect(agreed.matching > 1000 && agreed.other > 1000)
    }
}

/// A pattern made at random, which can be written down and, by trying every way, matched.
private indirect enum PatternShape {
    case one(written: String, characters: Set<Character>)
    case row([PatternShape])
    case choice([PatternShape])
    case counted(PatternShape, from: Int, to: Int?)

    static func random(depth: Int, _ dice: inout IdentifierDice) -> PatternShape {
        switch depth == 0 ? 0 : dice.roll(0...5) {
        case 0, 1:
            return dice.pick([
                .one(written: "A", characters: ["A"]), .one(written: "B", characters: ["B"]),
                .one(written: "É", characters: ["É"]), .one(written: "\\-", characters: ["-"]),
                .one(written: "\\d", characters: ["1"]), .one(written: "\\w", characters: ["A", "B", "1"]),
                .one(written: ".", characters: ["A", "B", "1", "-", "É"]),
                .one(written: "[AB]", characters: ["A", "B"]), .one(written: "[^A-Z]", characters: ["1", "-", "É"]),
                .one(written: "[1-5-]", characters: ["1", "-"]),
            ])
        case 2, 3: return .row((0..<dice.roll(0...3)).map { _ in random(depth: depth - 1, &dice) })
        case 4: return .choice((0..<dice.roll(1...3)).map { _ in random(depth: depth - 1, &dice) })
        default:
            let (from, to) = dice.pick([(0, 1), (0, nil), (1, nil), (2, 2), (1, 3), (2, nil), (0, 0)] as [(Int, Int?)])
            return .counted(random(depth: depth - 1, &dice), from: from, to: to)
        }
    }

    var written: String {
        switch self {
        case .one(let written, _): written
        case .row(let parts): parts.map(\.written).joined()
        case .choice(let choices): "(" + choices.map(\.written).joined(separator: "|") + ")"
        case .counted(let part, let from, let to): "(" + part.written + ")" + Self.count(from, to)
        }
    }

    private static func count(_ from: Int, _ to: Int?) -> String {
        switch (from, to) {
        case (0, 1): "?"
        case (0, nil): "*"
        case (1, nil): "+"
        case (_, nil): "{\(from),}"
        case (_, let to?): from == to ? "{\(from)}" : "{\(from),\(to)}"
        }
    }

    func matchesWhole(_ serial: String) -> Bool {
        let characters = Array(serial)
        return match(characters[...]) { $0.isEmpty }
    }

    /// Whether some way to match a beginning of `rest` leaves what `then` takes.
    private func match(_ rest: ArraySlice<Character>, _ then: (ArraySlice<Character>) -> Bool) -> Bool {
        switch self {
        case .one(_, let characters):
            return rest.first.map(characters.contains) == true && then(rest.dropFirst())
        case .row(let parts):
            guard let first = parts.first else { return then(rest) }
            return first.match(rest) { PatternShape.row(Array(parts.dropFirst())).match($0, then) }
        case .choice(let choices):
            return choices.contains { $0.match(rest, then) }
        case .counted(let part, let from, let to):
            if from > 0 {
                let fewer = PatternShape.counted(part, from: from - 1, to: to.map { $0 - 1 })
                return part.match(rest) { fewer.match($0, then) }
            }
            if then(rest) { return true }
            guard to != 0 else { return false }
            let fewer = PatternShape.counted(part, from: 0, to: to.map { $0 - 1 })
            return part.match(rest) { $0.count < rest.count && fewer.match($0, then) }
        }
    }
}
