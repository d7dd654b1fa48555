internal import StockModel

/// Reads what something costs, as exports write it: `19.99`, `$1,045.00`, `1.045,00 €`, `EUR 12.50`, `AU $9.00`.
///
/// Digits with a currency before or behind them. A separator that stands several times, before the other one, or before
/// three digits where the source's decimal separator is the other one, groups thousands; else it is the decimal one.
/// More than two decimals are rounded. What is negative, 0 or above 21 millions is no price.
struct PriceParser {
    private let decimal: UInt8

    init(decimalSeparator: QuantityParser.DecimalSeparator = .point) {
        decimal = decimalSeparator == .point ? 0x2E : 0x2C
    }

    /// What a cell says of a price.
    enum Reading: Equatable {
        case price(UnitPrice)
        /// Nothing, or 0.
        case absent
        case unreadable
    }

    /// - Parameters:
    ///   - bytes: The cell.
    ///   - units: For how many units the price is.
    ///   - currency: What the row tells of it; it counts before what the cell says.
    func read(_ bytes: Bytes, for units: Int32, currency: Currency) -> Reading {
        if let plain = plain(bytes) { return reading(plain, for: units, currency) }
        let text = bytes.trimmed
        guard text.count > 0 else { return .absent }
        guard let first = text.firstIndex(where: \.isDigit), let last = text.lastIndex(where: \.isDigit) else {
            return .unreadable
        }
        let (before, behind) = (text.part(0..<first).trimmed, text.part(last + 1..<text.count).trimmed)
        guard let written = Self.currency(before, behind), let amount = amount(text.part(first..<last + 1)) else {
            return .unreadable
        }
        return reading(amount, for: units, currency == .unknown ? written : currency)
    }

    private func reading(_ amount: Int64, for units: Int32, _ currency: Currency) -> Reading {
        // What a line of no units costs tells nothing of one.
        guard units > 0, amount > 0 else { return .absent }
        let each = (amount * 2 + Int64(units)) / (Int64(units) * 2)
        guard each <= Int64(Int32.max) else { return .unreadable }
        return each > 0 ? .price(UnitPrice(hundredths: Int32(each), currency: currency)) : .absent
    }

    /// The largest amount, in hundredths, that is looked at: that of a line may be far more than that of a unit.
    private static var largest: Int64 { 1_000_000_000_000_00 }

    /// Digits and two decimals behind a point or comma that cannot group thousands, as by far the most are; else nil.
    @inline(__always) private func plain(_ bytes: Bytes) -> Int64? {
        guard bytes.count >= 4, bytes.count <= 12 else { return nil }
        let point = bytes.count - 3
        guard bytes[point] == 0x2E || bytes[point] == 0x2C else { return nil }
        var number: Int64 = 0
        for index in 0..<bytes.count where index != point {
            guard let digit = bytes[index].digit else { return nil }
            number = number * 10 + Int64(digit)
        }
        return number
    }

    /// An amount in hundredths; nil where it cannot be told.
    private func amount(_ bytes: Bytes) -> Int64? {
        var number: Int64 = 0
        var decimals: Int?
        let point = decimalPlace(bytes)
        for index in 0..<bytes.count {
            if index == point {
                decimals = 0
            } else if let digit = bytes[index].digit {
                if let count = decimals {
                    decimals = count + 1
                    if count == 2, digit >= 5 { number += 1 }
                    if count >= 2 { continue }
                }
                number = number * 10 + Int64(digit)
                guard number <= Self.largest else { return nil }
            } else {
                guard decimals == nil, groupsThousands(bytes, at: index) else { return nil }
            }
        }
        switch decimals ?? 0 {
        case 0: return number * 100
        case 1: return number * 10
        default: return number
        }
    }

    /// Where the decimal separator stands; nil where there is none.
    private func decimalPlace(_ bytes: Bytes) -> Int? {
        let isMark = { (byte: UInt8) in byte == 0x2E || byte == 0x2C }
        guard let last = bytes.lastIndex(where: isMark) else { return nil }
        let others = bytes.part(0..<last).filter(isMark)
        if others.contains(bytes[last]) { return nil }
        if !others.isEmpty || bytes[last] == decimal { return last }
        return groupsThousands(bytes, at: last) ? nil : last
    }

    /// Whether three digits stand behind a place, and then no more digits.
    private func groupsThousands(_ bytes: Bytes, at index: Int) -> Bool {
        guard ".,' ".utf8.contains(bytes[index]), index > 0, bytes[index - 1].isDigit, index + 3 < bytes.count else {
            return false
        }
        guard bytes.part(index + 1..<index + 4).allSatisfy(\.isDigit) else { return false }
        return index + 4 == bytes.count || !bytes[index + 4].isDigit
    }

    /// The currency that stands before or behind an amount; nil where something else does.
    private static func currency(_ before: Bytes, _ behind: Bytes) -> Currency? {
        guard before.count == 0 || behind.count == 0 else { return nil }
        let sign = before.count > 0 ? before : behind
        if sign.count == 0 { return .unknown }
        if let code = Currency(code: sign) { return code }
        return signs.first { $0.sign.utf8.elementsEqual(sign) }.map(\.currency)
    }

    private static let signs: [(sign: String, currency: Currency)] = [
        ("$", "USD"), ("US $", "USD"), ("US$", "USD"), ("AU $", "AUD"), ("AU$", "AUD"), ("A$", "AUD"), ("C $", "CAD"),
        ("C$", "CAD"), ("CA$", "CAD"), ("€", "EUR"), ("£", "GBP"), ("¥", "JPY"), ("₹", "INR"), ("zł", "PLN"),
        ("S$", "SGD"), ("RM", "MYR"), ("฿", "THB"), ("Rp", "IDR"), ("₱", "PHP"), ("₫", "VND"), ("kr", ""),
        ("R$", "BRL"),
    ].map { sign, code in (sign, currency(code: code)) }

    private static func currency(code: String) -> Currency {
        var code = code
        return code.withUTF8 { Currency(code: $0) } ?? .unknown
    }
}
