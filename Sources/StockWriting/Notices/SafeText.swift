/// Texts from outside as lists and letters for people show them: one line, with nothing that a terminal, a spreadsheet or a
/// printer would obey.
///
/// * Line ends and tabs become a space; a carriage return and its line feed are one.
/// * Other control characters (C0, C1, DEL) are dropped, and the characters that override, embed or isolate the writing
///   direction: with them a name can show what it is not. Marks that only help a text to be set right stay.
enum SafeText {
    /// Appends a text as people are shown it.
    static func append(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
        guard mayHoldControls(text) else {
            bytes.append(contentsOf: text)
            return
        }
        var last: Unicode.Scalar = " "
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
            defer { last = scalar }
            switch scalar.value {
            case 0x0A where last.value == 0x0D: break
            case 0x09...0x0D, 0x85, 0x2028, 0x2029: bytes.append(0x20)
            case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069: break
            default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.EncodedScalar())
            }
        }
    }

    /// Whether a text has bytes that a control character has; false for most.
    static func mayHoldControls(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        // C1 begins with 0xC2, and what separates lines or turns the direction with 0xE2.
        text.contains { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 || $0 == 0xE2 }
    }

    /// A text as people are shown it, without blanks around it.
    static func trimmed(_ text: String) -> String {
        var bytes: [UInt8] = []
        var text = text
        text.withUTF8 { append($0, to: &bytes) }
        let start = bytes.drop { $0 == 0x20 }
        let end = start.lastIndex { $0 != 0x20 } ?? start.startIndex - 1
        return String(decoding: start[...end], as: UTF8.self)
    }
}

/// Cells of lists that people open in a spreadsheet.
enum SafeCell {
    /// Whether a spreadsheet could run a cell as a formula: its first character is `=`, `+`, `-`, `@`, a tab or a carriage
    /// return, or one of the signs once what is not shown and blanks are gone, which some programs drop.
    ///
    /// - Parameters:
    ///   - written: As it came.
    ///   - shown: The same by `SafeText`.
    ///
    /// Bytes are looked at, not characters: an equals sign and an accent over it are one character that is no equals sign.
    static func isFormula(written: UnsafeBufferPointer<UInt8>, shown: some Collection<UInt8>) -> Bool {
        guard let first = written.first else { return false }
        if isSign(first) || first == 0x09 || first == 0x0D { return true }
        return shown.first { $0 != 0x20 }.map(isSign) ?? false
    }

    private static func isSign(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"): true
        default: false
        }
    }
}
