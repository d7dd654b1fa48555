/// Reads the language of `pattern:` by recursive descent. `SerialPattern` describes the language.
struct PatternParser {
    static let longestPattern = 512
    static let deepestGroup = 32
    static let highestCount = 1000

    private let characters: [Character]
    private var position = 0
    private var depth = 0

    init(_ source: String) { characters = Array(source) }

    /// The whole pattern.
    static func parse(_ source: String) throws(SerialPatternError) -> PatternNode {
        var parser = PatternParser(source)
        guard !parser.characters.isEmpty else { throw SerialPatternError(reason: .empty, column: 1) }
        guard source.utf8.count <= longestPattern else {
            throw SerialPatternError(reason: .tooLong(limit: longestPattern), column: 1)
        }
        let node = try parser.alternatives()
        guard parser.next == nil else { throw parser.error(.groupNotOpened) }
        return node
    }

    private var next: Character? { position < characters.count ? characters[position] : nil }

    private func error(_ reason: SerialPatternError.Reason, at index: Int? = nil) -> SerialPatternError {
        SerialPatternError(reason: reason, column: (index ?? position) + 1)
    }

    /// What stands between the ends of a group: sequences with `|` between them, any of which may be empty.
    private mutating func alternatives() throws(SerialPatternError) -> PatternNode {
        var choices = [try sequence()]
        while next == "|" {
            position += 1
            choices.append(try sequence())
        }
        return choices.count == 1 ? choices[0] : .alternatives(choices)
    }

    private mutating func sequence() throws(SerialPatternError) -> PatternNode {
        var parts: [PatternNode] = []
        while let mark = next, mark != "|", mark != ")" {
            let part = try atom(mark)
            parts.append(try counted(part))
        }
        return parts.count == 1 ? parts[0] : .sequence(parts)
    }

    /// One thing that a count can follow.
    private mutating func atom(_ mark: Character) throws(SerialPatternError) -> PatternNode {
        switch mark {
        case "(": return try group()
        case "[": return try characterClass()
        case "\\": return .character(try escape(), wide: false)
        case ".":
            position += 1
            return .character(ByteSet(0...0x7F), wide: true)
        case "?", "*", "+", "{": throw error(.nothingToRepeat(mark))
        case "]", "}": throw error(.closerWithoutOpener(mark))
        case "^", "$": throw error(.anchor(mark))
        case _ where mark.isWhitespace: throw error(.blank)
        default:
            position += 1
            guard let byte = mark.asciiValue else { return .literal(Array(String(mark).utf8)) }
            return .character(ByteSet(byte...byte), wide: false)
        }
    }

    private mutating func group() throws(SerialPatternError) -> PatternNode {
        let start = position
        guard depth < Self.deepestGroup else { throw error(.tooDeep(limit: Self.deepestGroup)) }
        depth += 1
        position += 1
        if next == "?" { throw error(.groupKindUnknown, at: start) }
        let inside = try alternatives()
        guard next == ")" else { throw error(.groupNotClosed, at: start) }
        position += 1
        depth -= 1
        return inside
    }

    /// `\d`, `\w`, or a punctuation mark that stands for itself.
    private mutating func escape() throws(SerialPatternError) -> ByteSet {
        guard position + 1 < characters.count else { throw error(.escapeAtEnd) }
        let letter = characters[position + 1]
        let digits = ByteSet(0x30...0x39)
        let meaning: ByteSet
        switch letter {
        case "d": meaning = digits
        case "w": meaning = digits.union(ByteSet(0x41...0x5A)).union(ByteSet(0x61...0x7A)).union(ByteSet("_"))
        default:
            guard let byte = letter.asciiValue, 0x21...0x7E ~= byte, !ASCII.isDigit(byte), !ASCII.isLetter(byte) else {
                throw error(.escapeUnknown(letter))
            }
            meaning = ByteSet(byte...byte)
        }
        position += 2
        return meaning
    }

    // MARK: Classes

    /// `[A-Z0-9]` or `[^A-Z0-9]`. A hyphen at either end stands for itself.
    private mutating func characterClass() throws(SerialPatternError) -> PatternNode {
        let start = position
        position += 1
        let isNegated = next == "^"
        if isNegated { position += 1 }
        var members = ByteSet()
        while let mark = next, mark != "]" { members = members.union(try classMember(mark)) }
        guard next == "]" else { throw error(.classNotClosed, at: start) }
        guard !members.isEmpty else { throw error(.classEmpty, at: start) }
        position += 1
        return .character(isNegated ? members.invertedASCII : members, wide: isNegated)
    }

    /// One character, one escape or one range.
    private mutating func classMember(_ mark: Character) throws(SerialPatternError) -> ByteSet {
        let start = position
        let first: UInt8?
        let single: ByteSet
        if mark == "\\" {
            single = try escape()
            first = escapedCharacter(at: start)
        } else {
            let byte = try classCharacter()
            (first, single) = (byte, ByteSet(byte...byte))
        }
        guard next == "-", position + 1 < characters.count, characters[position + 1] != "]" else { return single }
        position += 1
        guard let lower = first, let upper = try rangeEnd() else {
            throw error(.rangeEndMissing, at: start)
        }
        guard lower <= upper else {
            let ends = (Character(Unicode.Scalar(lower)), Character(Unicode.Scalar(upper)))
            throw error(.rangeReversed(from: ends.0, to: ends.1), at: start)
        }
        return ByteSet(lower...upper)
    }

    private mutating func rangeEnd() throws(SerialPatternError) -> UInt8? {
        guard next == "\\" else { return try classCharacter() }
        let start = position
        _ = try escape()
        return escapedCharacter(at: start)
    }

    /// The character that the escape at `start` stands for, where it stands for one only.
    private func escapedCharacter(at start: Int) -> UInt8? {
        let letter = characters[start + 1]
        return letter == "d" || letter == "w" ? nil : letter.asciiValue
    }

    private mutating func classCharacter() throws(SerialPatternError) -> UInt8 {
        let mark = characters[position]
        guard !mark.isWhitespace else { throw error(.blank) }
        guard let byte = mark.asciiValue else { throw error(.classMemberNotASCII(mark)) }
        position += 1
        return byte
    }

    // MARK: Counts

    /// `part`, with the count that follows it if there is one.
    private mutating func counted(_ part: PatternNode) throws(SerialPatternError) -> PatternNode {
        let start = position
        guard let count = try count() else { return part }
        if let mark = next, "?*+{".contains(mark) { throw error(.repeatedTwice(mark)) }
        return .repeated(part, from: count.from, to: count.to, column: start + 1)
    }

    private mutating func count() throws(SerialPatternError) -> (from: Int, to: Int?)? {
        let start = position
        switch next {
        case "?":
            position += 1
            return (0, 1)
        case "*":
            position += 1
            return (0, nil)
        case "+":
            position += 1
            return (1, nil)
        case "{": position += 1
        default: return nil
        }
        guard let from = try number() else { throw error(.countMalformed, at: start) }
        var to: Int? = from
        if next == "," {
            position += 1
            to = try number()
        }
        guard next == "}" else { throw error(.countMalformed, at: start) }
        position += 1
        if let to, to < from { throw error(.countReversed(from: from, to: to), at: start) }
        return (from, to)
    }

    private mutating func number() throws(SerialPatternError) -> Int? {
        let start = position
        var value: Int?
        while let digit = next?.asciiValue, ASCII.isDigit(digit) {
            let longer = (value ?? 0) * 10 + Int(digit &- 0x30)
            guard longer <= Self.highestCount else { throw error(.countTooHigh(limit: Self.highestCount), at: start) }
            value = longer
            position += 1
        }
        return value
    }
}
