internal import Foundation
internal import StockModel

/// Texts of buyers as recipients are told apart by: after NFKC and case folding (`notices.md`, section 3).
///
/// Plain ASCII, which most is, takes one pass over the bytes; Foundation's tables are asked for the rest (3 µs a text).
enum FoldedText {
    /// Adds letters (L…) and decimal digits (Nd) alone.
    static func append(lettersAndDigitsOf text: Text, to bytes: inout [UInt8]) {
        guard isASCII(text) else {
            for scalar in folded(text).unicodeScalars where isLetterOrDigit(scalar) {
                bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.EncodedScalar())
            }
            return
        }
        for byte in text.bytes where isDigit(byte) || isLetter(byte) { bytes.append(lowered(byte)) }
    }

    /// Adds everything, as an e-mail address needs it.
    static func append(wholeOf text: Text, to bytes: inout [UInt8]) {
        guard isASCII(text) else {
            bytes.append(contentsOf: folded(text).utf8)
            return
        }
        for byte in text.bytes { bytes.append(lowered(byte)) }
    }

    /// Adds the first run of digits.
    static func append(firstNumberOf text: Text, to bytes: inout [UInt8]) {
        guard isASCII(text) else {
            let digits = folded(text).unicodeScalars.drop { !isDigit($0) }.prefix { isDigit($0) }
            bytes.append(contentsOf: String(String.UnicodeScalarView(digits)).utf8)
            return
        }
        for byte in text.bytes.drop(while: { !isDigit($0) }).prefix(while: { isDigit($0) }) { bytes.append(byte) }
    }

    /// The whole text, folded.
    static func folded(_ text: Text) -> String {
        text.description.precomposedStringWithCompatibilityMapping.folding(options: .caseInsensitive, locale: nil)
    }

    private static func isASCII(_ text: Text) -> Bool { text.bytes.allSatisfy { $0 < 0x80 } }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

    private static func lowered(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

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
