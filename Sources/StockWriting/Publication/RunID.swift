package import StockModel

/// A run's name: its business date and a number, `2026-11-23.1`.
package struct RunID: Sendable, Equatable, CustomStringConvertible {
    /// A whole day.
    package let businessDate: Timestamp
    /// 1, 2, 3 … on that date.
    package let number: Int

    package init(businessDate: Timestamp, number: Int) {
        self.businessDate = businessDate
        self.number = number
    }

    /// Reads a run's name; nil for anything that is not exactly one.
    package init?(_ text: some StringProtocol) {
        guard let dot = text.lastIndex(of: "."), text[..<dot].utf8.count == 10,
            let date = Timestamp(iso8601: text[..<dot]), let number = Self.number(text[text.index(after: dot)...])
        else { return nil }
        self.init(businessDate: date, number: number)
    }

    package var description: String { "\(businessDate).\(number)" }

    /// A number without sign and leading zeros, from 1 on.
    static func number(_ text: some StringProtocol) -> Int? {
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), text.utf8.first != 0x30 else { return nil }
        return Int(text)
    }
}
