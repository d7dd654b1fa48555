/// A simple pattern over the bytes of a cell, matched in linear time.
///
/// | in the pattern | matches |
/// |---|---|
/// | a letter or sign | itself; ASCII letters in either case |
/// | `.` | any byte |
/// | `\d` | a digit |
/// | `[A-Z0-9-]`, `[^,]` | one of these; none of these |
/// | `?` `*` `+` `{3}` `{6,10}` | the character before it, so often; as often as possible |
/// | `( )` | what an extraction takes, once in a pattern; without it the whole match |
/// | `\` before a sign | the sign itself |
package struct TextPattern: Sendable {
    /// Why a text is no pattern.
    package struct Mistake: Error, Sendable, Equatable { package let message: String }

    /// A set of bytes.
    struct ByteSet: Sendable, Equatable {
        private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

        func contains(_ byte: UInt8) -> Bool {
            let bit = UInt64(1) << UInt64(byte & 63)
            switch byte >> 6 {
            case 0: return words.0 & bit != 0
            case 1: return words.1 & bit != 0
            case 2: return words.2 & bit != 0
            default: return words.3 & bit != 0
            }
        }

        mutating func insert(_ byte: UInt8) {
            let bit = UInt64(1) << UInt64(byte & 63)
            switch byte >> 6 {
            case 0: words.0 |= bit
            case 1: words.1 |= bit
            case 2: words.2 |= bit
            default: words.3 |= bit
            }
        }

        /// Inserts a byte, and if it is an ASCII letter its other case.
        mutating func insertLetter(_ byte: UInt8) {
            insert(byte)
            if byte.lowered &- 0x61 <= 25 { insert(byte ^ 0x20) }
        }

        mutating func invert() { words = (~words.0, ~words.1, ~words.2, ~words.3) }

        static func == (a: ByteSet, b: ByteSet) -> Bool { a.words == b.words }
    }

    enum Step: Sendable, Equatable {
        case take(ByteSet)
        /// Go on at the first, and where that fails at the second.
        case either(Int, Int)
        /// The start or end of the group.
        case mark(isEnd: Bool)
        case match
    }

    /// The pattern as written.
    package let text: String
    private(set) var steps: [Step] = []
    /// Whether there is a group.
    package private(set) var hasGroup = false

    /// The most steps a pattern may come to once its counts are written out.
    private static let longest = 512

    package init(_ text: String) throws(Mistake) {
        self.text = text
        var parser = TextPatternParser(text)
        try parser.parse(into: &steps, hasGroup: &hasGroup)
        guard steps.count < Self.longest else { throw Mistake(message: "The pattern is too long; use smaller counts.") }
        steps.append(.match)
    }

    /// Whether the whole text matches.
    package func matches(_ bytes: Bytes) -> Bool {
        var matcher = TextPatternMatcher(steps: steps)
        return matcher.run(bytes, from: 0, isWhole: true) != nil
    }

    /// What the first match takes: its group, or all of it where there is no group. Nil where nothing matches.
    package func firstMatch(in bytes: Bytes) -> Bytes? {
        var matcher = TextPatternMatcher(steps: steps)
        guard let found = matcher.run(bytes, from: 0, isWhole: false) else { return nil }
        return bytes.part(hasGroup ? found.group : found.whole)
    }

    /// Calls `body` with what each match takes, from left to right, none overlapping another.
    package func forEachMatch(in bytes: Bytes, _ body: (Bytes) -> Void) {
        var matcher = TextPatternMatcher(steps: steps)
        var start = 0
        while start <= bytes.count, let found = matcher.run(bytes, from: start, isWhole: false) {
            let taken = bytes.part(hasGroup ? found.group : found.whole)
            if taken.count > 0 { body(taken) }
            start = max(found.whole.upperBound, found.whole.lowerBound + 1)
        }
    }
}

/// Turns the text of a pattern into steps.
private struct TextPatternParser {
    private let bytes: [UInt8]
    private var index = 0
    private var groupIsOpen = false

    init(_ text: String) { bytes = Array(text.utf8) }

    mutating func parse(into steps: inout [TextPattern.Step], hasGroup: inout Bool) throws(TextPattern.Mistake) {
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "(") {
                guard !hasGroup else { throw mistake("Only one group ( ) is allowed.") }
                (hasGroup, groupIsOpen) = (true, true)
                steps.append(.mark(isEnd: false))
                index += 1
            } else if byte == UInt8(ascii: ")") {
                guard groupIsOpen else { throw mistake("A ) has no ( before it.") }
                groupIsOpen = false
                steps.append(.mark(isEnd: true))
                index += 1
            } else {
                let set = try element()
                try repeated(set, into: &steps)
            }
        }
        guard !groupIsOpen else { throw mistake("A ( has no ) behind it.") }
    }

    private mutating func element() throws(TextPattern.Mistake) -> TextPattern.ByteSet {
        var set = TextPattern.ByteSet()
        let byte = bytes[index]
        index += 1
        switch byte {
        case UInt8(ascii: "."): set.invert()
        case UInt8(ascii: "["): try readClass(into: &set)
        case UInt8(ascii: "\\"): try escape(into: &set)
        case UInt8(ascii: "?"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "{"), UInt8(ascii: "|"):
            let sign = Character(Unicode.Scalar(byte))
            throw mistake("\"\(sign)\" has a meaning here; write \\ before it to mean itself.")
        default: set.insertLetter(byte)
        }
        return set
    }

    private mutating func escape(into set: inout TextPattern.ByteSet) throws(TextPattern.Mistake) {
        guard index < bytes.count else { throw mistake("The pattern ends in \\.") }
        let byte = bytes[index]
        index += 1
        if byte == UInt8(ascii: "d") {
            for digit in UInt8(ascii: "0")...UInt8(ascii: "9") { set.insert(digit) }
        } else if byte.lowered &- 0x61 <= 25 || byte.isDigit {
            throw mistake("There is no \\\(Character(Unicode.Scalar(byte))); \\d is a digit.")
        } else {
            set.insert(byte)
        }
    }

    private mutating func readClass(into set: inout TextPattern.ByteSet) throws(TextPattern.Mistake) {
        let isInverted = index < bytes.count && bytes[index] == UInt8(ascii: "^")
        if isInverted { index += 1 }
        let start = index
        while index < bytes.count, bytes[index] != UInt8(ascii: "]") || index == start {
            var byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "\\") {
                try escape(into: &set)
                continue
            }
            if index + 1 < bytes.count, bytes[index] == UInt8(ascii: "-"), bytes[index + 1] != UInt8(ascii: "]") {
                let last = bytes[index + 1]
                guard byte <= last else { throw mistake("A range in [ ] runs backwards.") }
                while byte < last {
                    set.insertLetter(byte)
                    byte += 1
                }
                index += 2
            }
            set.insertLetter(byte)
        }
        guard index < bytes.count else { throw mistake("A [ has no ] behind it.") }
        index += 1
        if isInverted { set.invert() }
    }

    private mutating func repeated(
        _ set: TextPattern.ByteSet, into steps: inout [TextPattern.Step]
    ) throws(TextPattern.Mistake) {
        guard index < bytes.count else {
            steps.append(.take(set))
            return
        }
        switch bytes[index] {
        case UInt8(ascii: "?"): append(set, least: 0, most: 1, &steps)
        case UInt8(ascii: "*"): append(set, least: 0, most: nil, &steps)
        case UInt8(ascii: "+"): append(set, least: 1, most: nil, &steps)
        case UInt8(ascii: "{"):
            let (least, most) = try counts()
            append(set, least: least, most: most, &steps)
        default:
            steps.append(.take(set))
            return
        }
        index += 1
    }

    /// `{3}`, `{3,}` or `{3,5}`; leaves the index at the closing brace.
    private mutating func counts() throws(TextPattern.Mistake) -> (Int, Int?) {
        index += 1
        let least = number()
        var most = least
        if index < bytes.count, bytes[index] == UInt8(ascii: ",") {
            index += 1
            most = number()
        } else if least == nil {
            throw mistake("Write a count in { }.")
        }
        guard index < bytes.count, bytes[index] == UInt8(ascii: "}") else { throw mistake("A { has no } behind it.") }
        let lower = least ?? 0
        guard lower <= (most ?? lower), max(lower, most ?? 0) <= 256 else {
            throw mistake("A count in { } runs backwards or is above 256.")
        }
        return (lower, most)
    }

    private mutating func number() -> Int? {
        var value: Int?
        while index < bytes.count, let digit = bytes[index].digit, (value ?? 0) < 1000 {
            value = (value ?? 0) * 10 + digit
            index += 1
        }
        return value
    }

    private func append(_ set: TextPattern.ByteSet, least: Int, most: Int?, _ steps: inout [TextPattern.Step]) {
        for _ in 0..<least { steps.append(.take(set)) }
        if let most {
            let end = steps.count + 2 * (most - least)
            for _ in least..<max(most, least) {
                steps.append(.either(steps.count + 1, end))
                steps.append(.take(set))
            }
        } else {
            let loop = steps.count
            steps.append(.either(loop + 1, loop + 3))
            steps.append(.take(set))
            steps.append(.either(loop, loop))
        }
    }

    private func mistake(_ message: String) -> TextPattern.Mistake { TextPattern.Mistake(message: message) }
}

/// Runs a pattern's steps over bytes: all ways at once, the preferred one first, so that time grows with the length of
/// the text times the length of the pattern and no further.
private struct TextPatternMatcher {
    struct Found {
        var whole: Range<Int>
        var group: Range<Int>
    }

    private struct Thread {
        var step: Int
        var start: Int
        var groupStart: Int
        var groupEnd: Int
    }

    private let steps: [TextPattern.Step]
    private var current: [Thread] = []
    private var next: [Thread] = []
    /// Position + 1 at which a step was last entered, so that it is entered once for each position.
    private var entered: [Int]

    init(steps: [TextPattern.Step]) {
        self.steps = steps
        entered = Array(repeating: 0, count: steps.count)
    }

    /// The leftmost match at or behind `from`; the whole text only, if `isWhole`.
    mutating func run(_ bytes: Bytes, from: Int, isWhole: Bool) -> Found? {
        current.removeAll(keepingCapacity: true)
        for index in entered.indices { entered[index] = 0 }
        var best: Found?
        var position = from
        while true {
            if best == nil, !isWhole || position == from {
                let thread = Thread(step: 0, start: position, groupStart: position, groupEnd: position)
                enter(thread, position, isNext: false)
            }
            if current.isEmpty && (isWhole || best != nil) { break }
            next.removeAll(keepingCapacity: true)
            threads: for thread in current {
                switch steps[thread.step] {
                case .match:
                    if isWhole && position < bytes.count { continue }
                    best = Found(whole: thread.start..<position, group: thread.groupStart..<thread.groupEnd)
                    // The ways behind it are less preferred.
                    break threads
                case .take(let set):
                    guard position < bytes.count, set.contains(bytes[position]) else { continue }
                    var moved = thread
                    moved.step += 1
                    enter(moved, position + 1, isNext: true)
                case .either, .mark: continue
                }
            }
            position += 1
            if position > bytes.count { break }
            swap(&current, &next)
        }
        return best
    }

    /// Adds a thread and follows the steps that take no byte.
    private mutating func enter(_ thread: Thread, _ position: Int, isNext: Bool) {
        guard entered[thread.step] != position + 1 else { return }
        entered[thread.step] = position + 1
        var thread = thread
        switch steps[thread.step] {
        case .either(let first, let second):
            thread.step = first
            enter(thread, position, isNext: isNext)
            thread.step = second
            enter(thread, position, isNext: isNext)
        case .mark(let isEnd):
            if isEnd { thread.groupEnd = position } else { thread.groupStart = position }
            thread.step += 1
            enter(thread, position, isNext: isNext)
        case .take, .match:
            if isNext { next.append(thread) } else { current.append(thread) }
        }
    }
}
