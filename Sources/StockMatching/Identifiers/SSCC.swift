package import StockModel

/// A GS1 Serial Shipping Container Code with a right check digit: 18 digits, the number of a pallet or parcel.
package struct SSCC: BitwiseCopyable, Hashable, Sendable {
    /// The number, check digit included.
    package let number: UInt64

    /// The SSCC that `written` shows: 18 digits with a right check digit, among which only ASCII blanks may stand; the
    /// application identifier 00, in brackets or not, may precede them (GS1 General Specifications, section 3.2.1).
    package init?(_ written: Text) {
        var digits: [UInt8] = []
        for byte in written.bytes where !ASCII.isWhiteSpace(byte) { digits.append(byte) }
        if digits.starts(with: "(00)".utf8) {
            digits.removeFirst(4)
        } else if digits.count == 20, digits.starts(with: "00".utf8) {
            digits.removeFirst(2)
        }
        guard digits.count == 18, digits.allSatisfy(ASCII.isDigit) else { return nil }
        let number = digits.reduce(0) { $0 * 10 + UInt64($1 &- 0x30) }
        guard number > 0, CheckDigit.modulo10(of: number / 10) == number % 10 else { return nil }
        self.number = number
    }
}

extension SSCC: CustomStringConvertible {
    /// The 18 digits.
    package var description: String {
        let digits = String(number)
        return String(repeating: "0", count: 18 - digits.count) + digits
    }
}
