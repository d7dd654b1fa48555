internal import Foundation

/// Rule 1 of serials on characters: Unicode NFC, no white space, ASCII letters in upper case.
enum SerialCharacters {
    /// Cleans `bytes` in place. Characters outside ASCII keep their letter case.
    static func clean(_ bytes: inout [UInt8], keepsCase: Bool) {
        let kept: Int? = bytes.withUnsafeMutableBufferPointer { bytes in
            guard bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
            var kept = 0
            for byte in bytes where !ASCII.isWhiteSpace(byte) {
                bytes[kept] = keepsCase ? byte : ASCII.uppercased(byte)
                kept += 1
            }
            return kept
        }
        guard let kept else { return cleanUnicode(&bytes, keepsCase: keepsCase) }
        bytes.removeLast(bytes.count - kept)
    }

    /// NFC (Unicode Standard Annex #15) comes first, so that equivalent writings of a letter share its letter case, and
    /// once more at the end: dropping a blank, or raising the i of i + dot above, can bring a new pair together.
    private static func cleanUnicode(_ bytes: inout [UInt8], keepsCase: Bool) {
        var kept = String.UnicodeScalarView()
        for scalar in composed(String(decoding: bytes, as: UTF8.self)).unicodeScalars
        where !scalar.properties.isWhitespace {
            let isRaised = scalar.isASCII && !keepsCase
            kept.append(isRaised ? Unicode.Scalar(ASCII.uppercased(UInt8(scalar.value))) : scalar)
        }
        bytes.removeAll(keepingCapacity: true)
        bytes.append(contentsOf: composed(String(kept)).utf8)
    }

    /// The standard library has no public NFC; Foundation's is only called for text outside ASCII.
    private static func composed(_ text: String) -> String { text.precomposedStringWithCanonicalMapping }
}
