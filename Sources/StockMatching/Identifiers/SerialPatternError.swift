/// What is wrong with a `pattern:`, and where.
package struct SerialPatternError: Error, Equatable {
    package enum Reason: Equatable, Sendable {
        case empty
        case tooLong(limit: Int)
        case tooLarge(limit: Int)
        case tooDeep(limit: Int)
        case blank
        case anchor(Character)
        case groupNotClosed
        case groupNotOpened
        case groupKindUnknown
        case classNotClosed
        case classEmpty
        case classMemberNotASCII(Character)
        case rangeEndMissing
        case rangeReversed(from: Character, to: Character)
        case nothingToRepeat(Character)
        case repeatedTwice(Character)
        case countMalformed
        case countReversed(from: Int, to: Int)
        case countTooHigh(limit: Int)
        case escapeAtEnd
        case escapeUnknown(Character)
        case closerWithoutOpener(Character)
    }

    package let reason: Reason
    /// The 1-based character of the pattern at which the trouble begins.
    package let column: Int

    /// What is wrong, as a sentence without its full stop.
    package var message: String {
        switch reason {
        case .empty: "the pattern is empty"
        case .tooLong(let limit): "the pattern has more than \(limit) characters"
        case .tooLarge(let limit): "with its counts written out, the pattern has more than \(limit) steps"
        case .tooDeep(let limit): "more than \(limit) groups stand inside each other"
        case .blank: "the pattern asks for a blank, and serials have none"
        case .anchor(let mark): "“\(mark)” is not needed: a pattern always describes the whole serial"
        case .groupNotClosed: "the group that begins here is never closed"
        case .groupNotOpened: "“)” closes a group that was never opened"
        case .groupKindUnknown: "groups that begin with “(?” are not known here"
        case .classNotClosed: "the class that begins here is never closed"
        case .classEmpty: "the class has no characters"
        case .classMemberNotASCII(let member): "a class can hold ASCII characters only, and “\(member)” is none"
        case .rangeEndMissing: "the range has no single character at one of its ends"
        case .rangeReversed(let from, let to): "the range runs backwards, from “\(from)” to “\(to)”"
        case .nothingToRepeat(let mark): "“\(mark)” has nothing before it that could be repeated"
        case .repeatedTwice(let mark): "“\(mark)” follows another count"
        case .countMalformed: "the count is none of {n}, {m,n} and {m,}"
        case .countReversed(let from, let to): "the count runs backwards, from \(from) to \(to)"
        case .countTooHigh(let limit): "the count is above \(limit)"
        case .escapeAtEnd: "the pattern ends with “\\”"
        case .escapeUnknown(let letter): "“\\\(letter)” has no meaning here"
        case .closerWithoutOpener(let mark): "“\(mark)” stands alone"
        }
    }

    /// What to do about it, as a sentence without its full stop.
    package var remedy: String {
        switch reason {
        case .empty: "write what serials look like, such as [A-Z]{2}\\d{8}, or use any"
        case .tooLong, .tooLarge, .countTooHigh: "describe the serials more shortly, such as with + instead of a count"
        case .tooDeep: "take groups out that are not needed"
        case .blank: "leave it out"
        case .anchor(let mark): "leave it out, or write \\\(mark) for the character itself"
        case .groupNotClosed: "add “)”, or write \\( for the character itself"
        case .groupNotOpened: "add “(”, or write \\) for the character itself"
        case .groupKindUnknown: "write a plain group, ( )"
        case .classNotClosed: "add “]”, or write \\[ for the character itself"
        case .classEmpty: "put characters between the brackets; “]” itself is written \\]"
        case .classMemberNotASCII: "write it as an alternative outside the class: (…|…)"
        case .rangeEndMissing: "put one character on each side, or write \\- for the character itself"
        case .rangeReversed(let from, let to): "write \(to)-\(from)"
        case .nothingToRepeat(let mark): "put it after what repeats, or write \\\(mark) for the character itself"
        case .repeatedTwice: "keep one of them, or put a group around what the first one repeats"
        case .countMalformed: "write a number, or two with the lesser first, or \\{ for the character itself"
        case .countReversed(let from, let to): "write {\(to),\(from)}"
        case .escapeAtEnd: "write \\\\ for the character itself"
        case .escapeUnknown(let letter): "write \(letter) without “\\”; there are \\d, \\w and punctuation marks"
        case .closerWithoutOpener(let mark): "write \\\(mark) for the character itself"
        }
    }
}
