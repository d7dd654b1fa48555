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

        /// The one byte in it, of a letter in both cases the lower; nil where there are others.
        var single: UInt8? {
            let bytes = (UInt8.min...UInt8.max).filter(contains)
            guard let last = bytes.last, bytes.allSatisfy({ $0.lowered == last }) else { return nil }
            return last
        }

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
    /// The longest text, in lower case, that every match has in it; empty where there is none. Few cells have it, so
    /// that most are through after one look.
    private var needle: [UInt8] = []

    /// The most steps a pattern may come to once its counts are written out.
    private static let longest = 512

    package init(_ text: String) throws(Mistake) {
        self.text = text
        var parser = TextPatternParser(text)
        try parser.parse(into: &steps, hasGroup: &hasGroup)
        guard steps.count < Self.longest else { throw Mistake(message: "The pattern is too long; use smaller counts.") }
        steps.append(.match)
        needle = Self.needle(of: steps)
    }

    private static func needle(of steps: [Step]) -> [UInt8] {
        var longest: [UInt8] = []
        var run: [UInt8] = []
        /// Up to which step a match may go on without those before it.
        var optionalEnd = 0
        for (index, step) in steps.enumerated() {
            switch step {
            case .either(_, let second):
                optionalEnd = max(optionalEnd, second)
                run = []
            case .take(let set):
                if index >= optionalEnd, let byte = set.single { run.append(byte) } else { run = [] }
            case .mark, .match: break
            }
            if run.count > longest.count { longest = run }
        }
        return longest
    }

    /// Whether a text has what every match has.
    private func mayMatch(_ bytes: Bytes) -> Bool {
        guard let first = needle.first else { return true }
        var start = 0
        while start + needle.count <= bytes.count {
            if bytes[start].lowered == first,
                needle.indices.allSatisfy({ bytes[start + $0].lowered == needle[$0] })
            {
                return true
            }
            start += 1
        }
        return false
    }

    /// Whether the whole text matches.
    package func matches(_ bytes: Bytes) -> Bool {
        guard mayMatch(bytes) else { return false }
        return withMatcher { $0.run(bytes, from: 0, isWhole: true) != nil }
    }

    /// What the first match takes: its group, or all of it where there is no group. Nil where nothing matches.
    package func firstMatch(in bytes: Bytes) -> Bytes? {
        guard mayMatch(bytes) else { return nil }
        guard let found = withMatcher({ $0.run(bytes, from: 0, isWhole: false) }) else { return nil }
        return bytes.part(hasGroup ? found.group : found.whole)
    }

    /// Calls `body` with what each match takes, from left to right, none overlapping another.
    package func forEachMatch(in bytes: Bytes, _ body: (Bytes) -> Void) {
        guard mayMatch(bytes) else { return }
        withMatcher { matcher in
            var start = 0
            while start <= bytes.count, let found = matcher.run(bytes, from: start, isWhole: false) {
                let taken = bytes.part(hasGroup ? found.group : found.whole)
                if taken.count > 0 { body(taken) }
                start = max(found.whole.upperBound, found.whole.lowerBound + 1)
            }
        }
    }

    private func withMatcher<Result>(_ body: (inout TextPatternMatcher) -> Result) -> Result {
        steps.withUnsafeBufferPointer { steps in
            var matcher = TextPatternMatcher(steps: steps)
            defer { matcher.free() }
            return body(&matcher)
        }
    }
}
