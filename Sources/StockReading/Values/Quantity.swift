/// What a cell or element says of a quantity, or why it says none.
package enum Quantity: Equatable, Sendable {
    /// 0 to 1,000,000,000 whole units.
    case value(Int32)
    /// Nothing but white space.
    case absent
    case fraction
    case negative
    case notANumber
    case tooLarge
    /// A spreadsheet rounded it: `3.56868E+14`.
    case spreadsheetDamage

    /// The number, nil where there is none.
    package var number: Int32? {
        if case .value(let number) = self { number } else { nil }
    }

    /// What is wrong and what to do; empty for a value. Worded for the reason of a `Reject`.
    package var problem: String {
        switch self {
        case .value: ""
        case .absent: "The quantity is missing; write how many whole units there are."
        case .fraction: "The quantity is a fraction; only whole units can be counted. Write the number of units."
        case .negative: "The quantity is negative; write a number of 0 or more, and returns as returns."
        case .notANumber:
            "The quantity is not a number; write digits only, without sign, thousands separator or words."
        case .tooLarge: "The quantity is above 1,000,000,000, which no line ships; check the number."
        case .spreadsheetDamage:
            "A spreadsheet has rounded this number to an exponent; export the file again and do not save it from a "
                + "spreadsheet."
        }
    }
}

/// Reads quantities: whole, not negative, at most 1,000,000,000.
///
/// Digits, with white space around them; leading zeros count for nothing. Zeros behind the decimal separator are allowed
/// (`10.000` is 10), other digits there make it a fraction. A sign before or behind (`10-`, as SAP writes it) makes it
/// negative, a leading `+` no number at all. The separator is `.`, or `,` where the source is known to write it so; the
/// other one is never skipped as a thousands separator, because `1.000` and `1,000` mean different things to different
/// senders.
package struct QuantityParser: Sendable {
    /// What stands between units and tenths.
    package enum DecimalSeparator: Sendable { case point, comma }

    /// The largest quantity that is taken.
    package static var largest: Int32 { 1_000_000_000 }

    private let separator: UInt8

    package init(decimalSeparator: DecimalSeparator = .point) {
        separator = decimalSeparator == .point ? 0x2E : 0x2C
    }

    /// The quantity that `bytes` write.
    package func parse(_ bytes: Bytes) -> Quantity {
        var rest = bytes.trimmed
        guard rest.count > 0 else { return .absent }
        var isNegative = false
        if rest[0] == 0x2D {
            isNegative = true
            rest = rest.part(1..<rest.count)
        } else if rest[rest.count - 1] == 0x2D {
            isNegative = true
            rest = rest.part(0..<rest.count - 1)
        }
        let quantity = parseUnsigned(rest)
        guard isNegative else { return quantity }
        switch quantity {
        case .value, .fraction, .tooLarge: return .negative
        case .absent, .notANumber, .negative, .spreadsheetDamage: return .notANumber
        }
    }

    private func parseUnsigned(_ bytes: Bytes) -> Quantity {
        var number: Int64 = 0
        var index = 0
        while index < bytes.count, let digit = bytes[index].digit {
            // Saturates above the largest, so that 400 digits neither trap nor wrap.
            number = min(number * 10 + Int64(digit), Int64(Self.largest) + 1)
            index += 1
        }
        guard index > 0 else { return .notANumber }
        if index == bytes.count { return number > Self.largest ? .tooLarge : .value(Int32(number)) }
        guard bytes[index] == separator else { return notDigits(bytes) }
        let tenths = index + 1
        guard tenths < bytes.count else { return .notANumber }
        var isWhole = true
        for byte in bytes[tenths...] {
            guard byte.isDigit else { return notDigits(bytes) }
            if byte != 0x30 { isWhole = false }
        }
        guard isWhole else { return .fraction }
        return number > Self.largest ? .tooLarge : .value(Int32(number))
    }

    private func notDigits(_ bytes: Bytes) -> Quantity {
        SpreadsheetDamage.isExponent(bytes) ? .spreadsheetDamage : .notANumber
    }
}
