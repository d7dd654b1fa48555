internal import StockModel

/// The words that labels print before a serial (rule 3 of serials): `S/N: 123` means 123.
enum Caption {
    /// Without blanks, which are dropped before captions are looked for.
    private static let words: [StaticString] = [
        "S/N", "SN", "SERIALNUMBER", "SERIALNO", "SERIAL", "SER", "IMEI", "MEID", "VIN",
    ]

    private static let firstLetters = ByteSet("SIMV")

    /// How many bytes the captions take at the start of a serial without blanks, in any letter case.
    ///
    /// A caption ends with one or several of `:`, `#` and `=` (`SERIAL #: 123`), and another may follow
    /// (`S/N: IMEI: 123`).
    static func length(in serial: [UInt8]) -> Int {
        serial.withUnsafeBufferPointer { bytes in
            let text = Text(base: bytes.baseAddress, count: bytes.count)
            var length = 0
            while let end = end(of: text, from: length) { length = end }
            return length
        }
    }

    /// Where the caption ends that begins at `start`.
    private static func end(of text: Text, from start: Int) -> Int? {
        guard start < text.count, firstLetters.contains(ASCII.uppercased(text[start])) else { return nil }
        for word in words where text.has(word, at: start) {
            var end = start + word.utf8CodeUnitCount
            guard end < text.count, isMark(text[end]) else { continue }
            while end < text.count, isMark(text[end]) { end += 1 }
            return end
        }
        return nil
    }

    private static func isMark(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ":") || byte == UInt8(ascii: "#") || byte == UInt8(ascii: "=")
    }
}
