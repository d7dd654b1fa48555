/// Finds serials in free text, such as an order's notes: only what stands behind a caption, so that nothing else is ever
/// taken for a serial.
///
/// * Captions are `serial`, `S/N`, `SN`, `IMEI` and `MEID`, in any case; `number`, `no`, `nr` or a digit may follow
///   (`Serial No.`, `IMEI 2`), and then one of `:` `=` `#`.
/// * A caption begins the text or a line, or stands behind one of `, ; | / ( . -` or behind another serial: in `old serial:
///   X1` and `serial number of the broken one: X1` there is none.
/// * A serial has letters, digits, `-` `_` `/` `.`; three letters or digits at least, and a digit among them. `see box` and
///   `1/2` are none.
/// * Several serials, separated by `,` `;` `|` `&` or line ends, are taken only behind a plural: `Serials:`, `IMEIs:`.
enum CaptionedSerials {
    /// Calls `body` with each serial, in order.
    static func forEach(in text: Bytes, _ body: (Bytes) -> Void) {
        var index = 0
        var mayBegin = true
        while index < text.count {
            if mayBegin, let caption = caption(text, at: index) {
                index = take(text, from: caption.end, isPlural: caption.isPlural, body)
                continue
            }
            let blank = WhiteSpace.length(in: text, at: index)
            if blank > 0 {
                if text[index] == 0x0A || text[index] == 0x0D { mayBegin = true }
                index += blank
                continue
            }
            mayBegin = begins(text, behind: index)
            index += 1
        }
    }

    /// Whether a caption may stand behind the sign at `index`.
    private static func begins(_ text: Bytes, behind index: Int) -> Bool {
        switch text[index] {
        case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: "("), UInt8(ascii: "["),
            UInt8(ascii: "{"), UInt8(ascii: "\""), UInt8(ascii: "_"), UInt8(ascii: "*"):
            return true
        case UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "-"):
            return index + 1 < text.count && WhiteSpace.length(in: text, at: index + 1) > 0
        default: return false
        }
    }

    private static let words: [StaticString] = ["serial", "s/n", "sn", "imei", "meid"]
    private static let qualifiers: [StaticString] = ["numbers", "number", "num", "nos", "no", "nr"]

    /// Where the first serial behind a caption stands, if one begins at `start`.
    private static func caption(_ text: Bytes, at start: Int) -> (end: Int, isPlural: Bool)? {
        guard let word = words.first(where: { has($0, text, at: start) }) else { return nil }
        var index = start + word.utf8CodeUnitCount
        var isPlural = false
        if index < text.count, text[index].lowered == UInt8(ascii: "s") {
            isPlural = true
            index += 1
        }
        index = skip(text, index, " _-")
        if let qualifier = qualifiers.first(where: { has($0, text, at: index) }) {
            index += qualifier.utf8CodeUnitCount
            if text[index - 1].lowered == UInt8(ascii: "s") { isPlural = true }
        } else {
            while index < text.count, text[index].isDigit { index += 1 }
        }
        index = skip(text, index, ". ")
        if has("(s)", text, at: index) {
            isPlural = true
            index = skip(text, index + 3, " ")
        }
        let end = skip(text, index, ":=#")
        guard end > index else { return nil }
        return (skip(text, end, " :=#"), isPlural)
    }

    /// Takes the serial at `start`, and behind a plural those that follow it.
    ///
    /// - Returns: where to look on.
    private static func take(_ text: Bytes, from start: Int, isPlural: Bool, _ body: (Bytes) -> Void) -> Int {
        var index = start
        while let end = serialEnd(text, from: index) {
            body(text.part(index..<end))
            index = end
            guard isPlural else { break }
            let next = skip(text, end, " ,;|&\n\r\t")
            guard next > skip(text, end, " \t"), serialEnd(text, from: next) != nil else { break }
            index = next
        }
        return max(index, start)
    }

    /// Where the serial ends that begins at `start`; nil where there is none.
    private static func serialEnd(_ text: Bytes, from start: Int) -> Int? {
        var end = start
        var digits = 0
        while end < text.count, isPart(text[end]) {
            if text[end].isDigit { digits += 1 }
            end += 1
        }
        // Nothing may follow directly but what ends a word.
        if end < text.count, WhiteSpace.length(in: text, at: end) == 0, !",;|&)]}\"'".utf8.contains(text[end]) {
            return nil
        }
        while end > start, !isLetterOrDigit(text[end - 1]) { end -= 1 }
        let signs = text[start..<end].count(where: isLetterOrDigit)
        return signs >= 3 && digits > 0 ? end : nil
    }

    private static func isPart(_ byte: UInt8) -> Bool { isLetterOrDigit(byte) || "-_/.".utf8.contains(byte) }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool { byte.isDigit || byte.lowered &- 0x61 <= 25 }

    private static func skip(_ text: Bytes, _ start: Int, _ signs: String) -> Int {
        var index = start
        while index < text.count, signs.utf8.contains(text[index]) { index += 1 }
        return index
    }

    private static func has(_ word: StaticString, _ text: Bytes, at start: Int) -> Bool {
        let count = word.utf8CodeUnitCount
        guard start + count <= text.count else { return false }
        return (0..<count).allSatisfy { text[start + $0].lowered == word.utf8Start[$0] }
    }
}
