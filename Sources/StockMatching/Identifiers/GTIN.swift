package import StockModel

/// A GS1 Global Trade Item Number with a right check digit, compared as 14 digits.
///
/// GTIN-8, GTIN-12 and GTIN-13 become 14 digits by leading zeros (GS1 General Specifications, section 3.3.2).
package struct GTIN: BitwiseCopyable, Hashable, Sendable {
    /// The number, check digit included.
    package let number: UInt64

    /// The GTIN that `written` shows: 8, 12, 13 or 14 digits with a right check digit, among which only ASCII blanks
    /// and hyphens may stand. Zeros alone are no GTIN.
    package init?(_ written: Text) {
        var number: UInt64 = 0
        var digits = 0
        for byte in written.bytes where !ASCII.isWhiteSpace(byte) && byte != 0x2D {
            guard ASCII.isDigit(byte), digits < 14 else { return nil }
            number = number * 10 + UInt64(byte &- 0x30)
            digits += 1
        }
        guard Self.isLength(digits), number > 0, CheckDigit.modulo10(of: number / 10) == number % 10 else {
            return nil
        }
        self.number = number
    }

    /// The GTIN that `written` shows; see `init(_: Text)`.
    package init?(_ written: String) {
        var copy = written
        let found = copy.withUTF8 { GTIN(Text(base: $0.baseAddress, count: $0.count)) }
        guard let found else { return nil }
        self = found
    }

    /// The GTIN whose digits before the check digit are `body`, of at most 13 digits.
    init?(withoutCheckDigit body: UInt64) {
        guard body > 0 else { return nil }
        number = body * 10 + CheckDigit.modulo10(of: body)
    }

    /// Whether GTINs of `digits` digits exist.
    static func isLength(_ digits: Int) -> Bool { digits == 8 || 12...14 ~= digits }

    /// Writes the 14 digits after what `bytes` holds.
    package func append(to bytes: inout [UInt8]) {
        var divisor: UInt64 = 10_000_000_000_000
        while divisor > 0 {
            bytes.append(UInt8(truncatingIfNeeded: 0x30 + number / divisor % 10))
            divisor /= 10
        }
    }
}

extension GTIN: CustomStringConvertible {
    /// The 14 digits.
    package var description: String {
        var digits: [UInt8] = []
        append(to: &digits)
        return String(decoding: digits, as: UTF8.self)
    }
}
