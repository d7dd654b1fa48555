internal import StockModel

/// What is done to every text before it is kept.
///
/// * White space at the ends is dropped, and inside it every run of white space, line ends and no-break spaces included,
///   becomes one blank (`appendCollapsed`, for XML values, which are often wrapped and indented).
/// * Control characters are dropped. The group separator U+001D stays: scanners write it for FNC1 inside GS1 element
///   strings. U+001F, which separates the parts of interned names, is among the dropped.
/// * `="00123"` and a leading `'`, by which exports protect cells from spreadsheets, are taken off (`unprotected`).
package enum TextCleaning {
    /// The longest text that can be kept, in bytes.
    package static var longest: Int { Record.longestText }

    /// What is wrong with a longer text, and what to do.
    package static let tooLong =
        "The text is longer than \(longest) bytes, which no identifier is; correct the value."

    /// The cell without the protection against spreadsheets: `="00123"` and `'00123` are `00123`. Trims first.
    package static func unprotected(_ cell: Bytes) -> Bytes {
        let value = cell.trimmed
        if value.count >= 3, value[0] == 0x3D, value[1] == 0x22, value[value.count - 1] == 0x22 {
            return value.part(2..<value.count - 1).trimmed
        }
        if value.count >= 2, value[0] == 0x27 { return value.part(1..<value.count).trimmed }
        return value
    }

    /// Whether the text is of printing ASCII characters alone, as nearly every identifier is: nothing to trim, drop or fold.
    @inline(__always) static func isPlain(_ text: Bytes) -> Bool {
        // Without a way out in the middle: sixteen bytes at once.
        var other = ASCIIBlock.none
        Text(base: text.baseAddress, count: text.count).forEachBlock {
            other = other .| .!ASCIIBlock.between($0, 0x21, 0x7E)
        }
        return ASCIIBlock.isNone(other)
    }

    /// Whether the text has nothing to drop or fold inside, so that it can be kept as it stands once trimmed.
    package static func isClean(_ text: Bytes) -> Bool {
        var afterBlank = false
        for byte in text {
            // 0xC2 begins the C1 controls and the no-break space; 0xE1 to 0xE3 begin the other spaces.
            if byte < 0x20 || byte == 0x7F || byte == 0xC2 || byte &- 0xE1 <= 2 { return false }
            let isBlank = byte == 0x20
            if isBlank && afterBlank { return false }
            afterBlank = isBlank
        }
        return true
    }

    /// Appends the cleaned text to `scratch` and returns where it lies there.
    package static func appendCollapsed(_ text: Bytes, to scratch: ByteScratch) -> Range<Int> {
        let value = text.trimmed
        if isClean(value) { return scratch.append(value) }
        let start = scratch.count
        var index = 0
        var blankIsDue = false
        while index < value.count {
            let blank = WhiteSpace.length(in: value, at: index)
            if blank > 0 {
                blankIsDue = scratch.count > start
                index += blank
                continue
            }
            let control = controlLength(in: value, at: index)
            if control > 0 {
                index += control
                continue
            }
            if blankIsDue { scratch.append(0x20) }
            blankIsDue = false
            scratch.append(value[index])
            index += 1
        }
        return start..<scratch.count
    }

    /// The cleaned text as a `String`.
    package static func cleaned(_ text: Bytes) -> String {
        let value = text.trimmed
        if isClean(value) { return value.text }
        let scratch = ByteScratch(capacity: value.count + 1)
        return scratch.bytes(appendCollapsed(value, to: scratch)).text
    }

    /// How many bytes of a control character that is dropped begin at `index`: 0, 1 or 2.
    private static func controlLength(in text: Bytes, at index: Int) -> Int {
        let byte = text[index]
        if byte < 0x20 { return byte == 0x1D ? 0 : 1 }
        if byte == 0x7F { return 1 }
        let isC1 = byte == 0xC2 && index + 1 < text.count && text[index + 1] &- 0x80 <= 0x1F
        return isC1 ? 2 : 0
    }
}
