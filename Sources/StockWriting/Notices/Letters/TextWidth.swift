/// How wide a text is at most, in em, without asking the font: nobody knows here which one a printer's browser takes.
///
/// ASCII has the greater of the advances of DejaVu Sans, the widest of the usual fonts, and Liberation Sans, which is as wide
/// as Arial. Other scripts have what their wide letters take. Too wide an estimate only makes print smaller.
enum TextWidth {
    /// Bold print at most, as a multiple of regular print.
    static let bold = 1.27

    static func of(_ text: some StringProtocol) -> Double {
        var hundredths = 0
        for scalar in text.unicodeScalars { hundredths += width(scalar) }
        return Double(hundredths) / 100
    }

    /// From the space to `~`.
    private static let ascii: [UInt8] = [
        32, 41, 46, 84, 64, 96, 78, 28, 40, 40, 50, 84, 32, 37, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34,
        84, 84, 84, 56, 102, 69, 69, 73, 78, 67, 62, 78, 76, 30, 50, 67, 56, 87, 75, 79, 67, 79, 73, 67, 62, 74, 69, 99,
        69, 67, 69, 40, 34, 40, 84, 56, 50, 62, 64, 55, 64, 62, 36, 64, 64, 28, 28, 58, 28, 98, 64, 62, 64, 64, 42, 53,
        40, 64, 60, 82, 60, 60, 53, 64, 34, 64, 84,
    ]

    private static let wideLatin: Set<Unicode.Scalar> = Set("ŒÆǼǢŴẀẂẄẆẈḾṀṂœæǽǣŵẁẃẅẇẉẘḿṁṃŉƜǶƕȸȹ".unicodeScalars)
    private static let wideCyrillic: Set<Unicode.Scalar> = Set("ЖМФШЩЫЮЉЊжмфшщыюљњЂЋ".unicodeScalars)

    /// In hundredths of an em.
    private static func width(_ scalar: Unicode.Scalar) -> Int {
        let value = scalar.value
        if value < 0x7F { return value < 0x20 ? 0 : Int(ascii[Int(value) - 0x20]) }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: return 0
        default: break
        }
        return value < 0x2000 ? alphabetic(scalar) : other(value)
    }

    private static func alphabetic(_ scalar: Unicode.Scalar) -> Int {
        let isUpper = scalar.properties.isUppercase
        switch scalar.value {
        case 0x1C4...0x1CC, 0x1F1...0x1F3: return 145
        case 0x80..<0x250, 0x1E00..<0x1F00:
            return wideLatin.contains(scalar)
                ? 120 : isUpper ? 93 : scalar.properties.isLowercase ? 84 : 100
        case 0x370..<0x400: return isUpper ? 95 : 85
        case 0x400..<0x460: return wideCyrillic.contains(scalar) ? 110 : isUpper ? 90 : 76
        case 0x460..<0x590: return 120
        case 0x590..<0x600: return 80
        case 0x600..<0x780: return 125
        case 0xE00..<0x1000: return 110
        case 0x1000..<0x10A0: return 250
        case 0x1100..<0x1200: return 105
        default: return 150
        }
    }

    private static func other(_ value: UInt32) -> Int {
        switch value {
        case 0x2030, 0x2031: 175
        case 0x2000..<0x2070: 100
        case 0x20A0..<0x2150: 130
        case 0x2E3A: 220
        case 0x2E3B: 320
        // Ideographs, kana, Hangul and full-width forms are squares.
        case 0x2E80..<0xA4D0, 0xAC00..<0xD7B0, 0xF900..<0xFB00, 0xFE30..<0xFE50, 0xFF00..<0xFFF0, 0x20000..<0x40000: 105
        case 0xA980..<0xA9E0: 300
        // Ligatures of whole phrases.
        case 0xFDFD: 1200
        case 0xFDF0..<0xFE00: 500
        case 0x12000..<0x12550: 800
        default: 150
        }
    }
}
