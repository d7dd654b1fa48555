internal import StockModel

/// Single bytes read as ASCII.
enum ASCII {
    static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

    /// The byte, a lower case letter raised to upper case.
    static func uppercased(_ byte: UInt8) -> UInt8 { byte &- 0x61 < 26 ? byte & 0xDF : byte }

    /// The ASCII characters among Unicode's White_Space: tab to carriage return, and the blank.
    static func isWhiteSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte &- 0x09 < 5 }

    /// What a hexadecimal digit of either case stands for.
    static func hexValue(_ byte: UInt8) -> UInt8? {
        if isDigit(byte) { return byte &- 0x30 }
        let letter = uppercased(byte) &- 0x41
        return letter < 6 ? letter &+ 10 : nil
    }
}

extension Text {
    /// The bytes in `range`, which lies within this text.
    func slice(_ range: Range<Int>) -> Text {
        Text(base: base.map { $0 + range.lowerBound }, count: range.count)
    }

    /// Whether `word`, given in upper case, stands at `position` in any letter case.
    func has(_ word: StaticString, at position: Int = 0) -> Bool {
        guard word.utf8CodeUnitCount <= count - position else { return false }
        for offset in 0..<word.utf8CodeUnitCount
        where ASCII.uppercased(self[position + offset]) != word.utf8Start[offset] {
            return false
        }
        return true
    }

    /// Whether this text is `word`, given in upper case, in any letter case.
    func equals(_ word: StaticString) -> Bool { count == word.utf8CodeUnitCount && has(word) }

    /// The first place of `byte` in `range`, or the range's end.
    func place(of byte: UInt8, in range: Range<Int>) -> Int {
        var position = range.lowerBound
        while position < range.upperBound, self[position] != byte { position += 1 }
        return position
    }

    /// Whether all bytes are digits; so of an empty text too.
    var isAllDigits: Bool { bytes.allSatisfy(ASCII.isDigit) }

    /// The number that at most 19 digits write.
    var decimalValue: UInt64 { bytes.reduce(0) { $0 * 10 + UInt64($1 &- 0x30) } }
}
