/// What saving an export from a spreadsheet does to its cells.
package enum SpreadsheetDamage {
    /// Whether an identifier was rounded to an exponent: `6.37702E+15`, `5,5E+12`, `1E+15`.
    ///
    /// One digit, perhaps a separator and more digits, `E`, a plus sign and two or three digits: the form in which
    /// spreadsheets show large numbers. `1E5` and `12E+05` are not of that form and stay what they are.
    package static func isRounded(_ bytes: Bytes) -> Bool {
        let value = bytes.trimmed
        guard value.count >= 5, value[value.count - 1].isDigit, let exponent = exponentStart(value),
            value[exponent + 1] == 0x2B
        else { return false }
        let mantissaIsNormal = exponent == 1 || !value[1].isDigit
        return mantissaIsNormal && (2...3).contains(value.count - exponent - 2)
    }

    /// What is wrong with a rounded identifier and what to do, for the reason of a `Reject`.
    package static let problem =
        "A spreadsheet has rounded this identifier to an exponent and its digits are lost; export the file again and do "
        + "not save it from a spreadsheet."

    /// Any number with an exponent, for quantities, of which none has one: `1e3`, `3.56868E+14`.
    static func isExponent(_ bytes: Bytes) -> Bool { exponentStart(bytes) != nil }

    /// Where the `E` of a number with exponent stands, nil if the bytes are none.
    private static func exponentStart(_ bytes: Bytes) -> Int? {
        var index = skipDigits(bytes, from: 0)
        guard index > 0, index < bytes.count else { return nil }
        if bytes[index] == 0x2E || bytes[index] == 0x2C {
            let end = skipDigits(bytes, from: index + 1)
            guard end > index + 1 else { return nil }
            index = end
        }
        guard index + 1 < bytes.count, bytes[index].lowered == 0x65 else { return nil }
        let hasSign = bytes[index + 1] == 0x2B || bytes[index + 1] == 0x2D
        let digits = index + (hasSign ? 2 : 1)
        guard digits < bytes.count, skipDigits(bytes, from: digits) == bytes.count else { return nil }
        return index
    }

    private static func skipDigits(_ bytes: Bytes, from start: Int) -> Int {
        var index = start
        while index < bytes.count, bytes[index].isDigit { index += 1 }
        return index
    }
}
