/// Checks UTF-8 piece by piece; a character may be split over pieces at any byte.
///
/// Refused: overlong forms, surrogates, values above U+10FFFF, stray and missing continuation bytes, and byte 0.
struct UTF8Validator {
    /// What a piece came to.
    enum Verdict: Equatable {
        case valid
        /// Offset, from the first byte ever checked, at which the first bad sequence starts.
        case invalid(at: Int64)
        /// Offset of a byte 0.
        case nul(at: Int64)
    }

    /// Bytes checked in earlier pieces.
    private var checked: Int64 = 0
    /// Where the character in progress started.
    private var start: Int64 = 0
    /// Continuation bytes that the character in progress still needs.
    private var missing: UInt8 = 0
    /// Range in which the next continuation byte must lie.
    private var lowest: UInt8 = 0x80
    private var highest: UInt8 = 0xBF

    /// Where the character in progress started; nil between characters.
    var openCharacter: Int64? { missing == 0 ? nil : start }

    /// Checks the next piece.
    mutating func check(_ bytes: UnsafeRawBufferPointer) -> Verdict {
        guard let base = bytes.baseAddress else { return .valid }
        var index = 0
        while index < bytes.count {
            if missing == 0 {
                index = Self.skipPlain(base, from: index, to: bytes.count)
                if index == bytes.count { break }
            }
            let byte = base.load(fromByteOffset: index, as: UInt8.self)
            if missing == 0 {
                start = checked + Int64(index)
                if byte == 0 { return .nul(at: start) }
                guard begin(byte) else { return .invalid(at: start) }
            } else {
                guard byte >= lowest, byte <= highest else { return .invalid(at: start) }
                missing -= 1
                lowest = 0x80
                highest = 0xBF
            }
            index += 1
        }
        checked += Int64(bytes.count)
        return .valid
    }

    /// First index at or after `from` that may hold something else than ASCII 1 to 127: whole words are skipped.
    private static func skipPlain(_ base: UnsafeRawPointer, from: Int, to end: Int) -> Int {
        let ones = SIMD8<UInt64>(repeating: 0x0101_0101_0101_0101)
        let tops: UInt64 = 0x8080_8080_8080_8080
        var index = from
        while index &+ 64 <= end {
            let words = base.loadUnaligned(fromByteOffset: index, as: SIMD8<UInt64>.self)
            // A top bit is either there (not ASCII) or made by the subtraction (a byte 0).
            let odd = words | (words &- ones)
            let half = odd.lowHalf | odd.highHalf
            let quarter = half.lowHalf | half.highHalf
            if (quarter[0] | quarter[1]) & tops != 0 { break }
            index &+= 64
        }
        while index < end {
            let byte = base.load(fromByteOffset: index, as: UInt8.self)
            if byte == 0 || byte >= 0x80 { break }
            index += 1
        }
        return index
    }

    /// Takes a first byte; false if no character starts so.
    private mutating func begin(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x01...0x7F: missing = 0
        case 0xC2...0xDF: expect(1)
        case 0xE0: expect(2, lowest: 0xA0)
        case 0xED: expect(2, highest: 0x9F)
        case 0xE1...0xEF: expect(2)
        case 0xF0: expect(3, lowest: 0x90)
        case 0xF1...0xF3: expect(3)
        case 0xF4: expect(3, highest: 0x8F)
        default: return false
        }
        return true
    }

    private mutating func expect(_ count: UInt8, lowest: UInt8 = 0x80, highest: UInt8 = 0xBF) {
        missing = count
        self.lowest = lowest
        self.highest = highest
    }
}
