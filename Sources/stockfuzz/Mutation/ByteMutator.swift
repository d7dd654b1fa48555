/// Changes the bytes of an input, whatever they mean.
enum ByteMutator {
    /// Changes something once.
    static func mutate(_ bytes: inout [UInt8], with special: [[UInt8]], _ dice: inout Dice) {
        guard !bytes.isEmpty else { return bytes = dice.pick(special) }
        let place = dice.below(bytes.count)
        switch dice.below(9) {
        case 0: bytes[place] ^= 1 << UInt8(dice.below(8))
        case 1: bytes[place] = UInt8(truncatingIfNeeded: dice.next())
        case 2: bytes.remove(at: place)
        case 3: bytes.insert(contentsOf: dice.pick(special), at: place)
        case 4:
            let word = dice.pick(special)
            bytes.replaceSubrange(place..<min(place + word.count, bytes.count), with: word)
        case 5: bytes.removeSubrange(place..<min(place + 1 + dice.below(40), bytes.count))
        case 6:
            let part = bytes[place..<min(place + 1 + dice.below(60), bytes.count)]
            bytes.insert(contentsOf: Array(part), at: dice.below(bytes.count))
        case 7: bytes.removeSubrange((dice.chance(30) ? place : max(place, bytes.count - 30))...)
        default: bytes.swapAt(place, dice.below(bytes.count))
        }
    }

    /// Words that matter to several parsers.
    static let words: [[UInt8]] = [
        [0], [0xFF], [0xFE, 0xFF], [0xEF, 0xBB, 0xBF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
        [0x1F, 0x8B], [0x1D], [0x1F], [0x7F], [0x0D], [0x0A], [0x0D, 0x0A], [0x09], [0x20], [0xC2, 0x85],
        [0xC2, 0xA0], [0xE2, 0x80, 0xA8], [0xE2, 0x80, 0x8B], [0xE2, 0x80, 0xAE], [0xEF, 0xBC, 0x91],
        [0xD9, 0xA1], [0xCC, 0x81], [0xF0, 0x9F, 0x98, 0x80],
    ]

    /// What a quantity may be written as, and what looks like one.
    static let quantities = [
        "-1", "0", "+5", "1e3", "1.0", "10.000", "1,5", "1_000", "0x10", "NaN", "2147483647", "2147483648",
        "9223372036854775807", "9223372036854775808", "1000000000", "1000000001", "", " ", "007", "3-", "1.", ".5",
        "12abc",
        "１２", "٣", "99999999999999999999999999999999999999999999999999999999999999999999999999999999",
    ]

    /// Texts that stand for nothing, or for something else.
    static let texts = [
        "", " ", "N/A", "none", "0", "000", "-", "1E5", "3.56868E+14", "007", "=1+1", "'00123", "=\"00123\"",
        "a\u{301}",
        "\u{E1}", "\u{200B}", "\u{202E}", "DROP TABLE", "';--", "\u{1D}", "~", "A~B", "S/N: 1", "2026-02-30",
        "2026-11-23T24:00:00", "23.11.2026", "11/12/2026", "9999-12-31", "10000-01-01", "Infinity", "\u{FF11}",
    ]
}
