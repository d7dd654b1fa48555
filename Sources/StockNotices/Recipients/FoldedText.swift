internal import Foundation
internal import StockModel

/// Texts of buyers as recipients are told apart by: after NFKC and case folding (`notices.md`, section 3).
///
/// Latin letters, which most texts have alone, take one pass over the bytes; Foundation's tables are asked for the rest,
/// which takes a hundred times as long.
enum FoldedText {
    /// Adds letters (L…) and decimal digits (Nd) alone.
    static func append(lettersAndDigitsOf text: Text, to bytes: inout [UInt8]) {
        guard !appendLatin(text, lettersAndDigitsOnly: true, to: &bytes) else { return }
        for scalar in folded(text).unicodeScalars where isLetterOrDigit(scalar) {
            bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.EncodedScalar())
        }
    }

    /// Adds everything, as an e-mail address needs it.
    static func append(wholeOf text: Text, to bytes: inout [UInt8]) {
        guard !appendLatin(text, lettersAndDigitsOnly: false, to: &bytes) else { return }
        bytes.append(contentsOf: folded(text).utf8)
    }

    /// Adds the first run of digits.
    static func append(firstNumberOf text: Text, to bytes: inout [UInt8]) {
        guard text.bytes.allSatisfy({ $0 < 0x80 }) else {
            let digits = folded(text).unicodeScalars.drop { !isDigit($0) }.prefix { isDigit($0) }
            bytes.append(contentsOf: String(digits).utf8)
            return
        }
        var place = 0
        while place < text.count, !isDigit(text[place]) { place += 1 }
        while place < text.count, isDigit(text[place]) {
            bytes.append(text[place])
            place += 1
        }
    }

    /// The whole text, folded.
    static func folded(_ text: Text) -> String {
        text.description.precomposedStringWithCompatibilityMapping.folding(options: .caseInsensitive, locale: nil)
    }

    /// Folds a text of ASCII and the letters from À to ÿ alone; where there is anything else, nothing is added.
    ///
    /// These letters are composed already, and none of them but ß folds to more than its lower case.
    ///
    /// - Returns: Whether the text is such a one.
    private static func appendLatin(_ text: Text, lettersAndDigitsOnly: Bool, to bytes: inout [UInt8]) -> Bool {
        let start = bytes.count
        var place = 0
        while place < text.count {
            let byte = text[place]
            place += 1
            if byte < 0x80 {
                if !lettersAndDigitsOnly || isDigit(byte) || isLetter(byte) { bytes.append(lowered(byte)) }
                continue
            }
            guard byte == 0xC3, place < text.count else {
                bytes.removeSubrange(start...)
                return false
            }
            let second = text[place]
            place += 1
            switch second {
            case 0x97, 0xB7:  // × and ÷
                if !lettersAndDigitsOnly { bytes.append(contentsOf: [byte, second]) }
            case 0x9F:  // ß
                bytes.append(0x73)
                bytes.append(0x73)
            default:
                bytes.append(byte)
                bytes.append(second < 0xA0 ? second + 0x20 : second)
            }
        }
        return true
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

    /// An ASCII letter in lower case; any other byte as it is.
    static func lowered(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .decimalNumber
    }

    private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber: true
        default: false
        }
    }
}
