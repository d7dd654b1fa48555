/// Turns the text of a pattern into steps.
struct TextPatternParser {
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
