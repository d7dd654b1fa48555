internal import StockModel

/// A GS1 application identifier: the number before a value of an element string that says what the value is.
struct ApplicationIdentifier: Equatable {
    /// Its digits read as a number; no two identifiers that matter here share one.
    let number: Int
    /// How many digits it has: 2, 3 or 4.
    let digits: Int

    static let gtin = ApplicationIdentifier(number: 1, digits: 2)
    static let serial = ApplicationIdentifier(number: 21, digits: 2)

    private init(number: Int, digits: Int) {
        self.number = number
        self.digits = digits
    }

    /// The identifier that stands at `position` of `text`; nil where none of that number is known.
    init?(in text: Text, at position: Int) {
        guard position + 2 <= text.count, text.slice(position..<position + 2).isAllDigits else { return nil }
        let digits = Self.digits(after: Int(text.slice(position..<position + 2).decimalValue))
        guard digits > 0, position + digits <= text.count else { return nil }
        let whole = text.slice(position..<position + digits)
        guard whole.isAllDigits else { return nil }
        self.init(number: Int(whole.decimalValue), digits: digits)
    }

    /// How many digits an identifier with these first two has, 0 where there is none (GS1 General Specifications,
    /// section 3.2, the list of application identifiers).
    private static func digits(after firstTwo: Int) -> Int {
        switch firstTwo {
        case 0...4, 10...22, 30, 37, 90...99: 2
        case 23...25, 40...42, 71: 3
        case 31...36, 39, 43, 70, 72, 80...82: 4
        default: 0
        }
    }

    /// How many characters follow, for the identifiers whose first two digits fix that, so that no separator needs to
    /// follow (GS1 General Specifications, section 7.8.5, element strings with predefined length).
    var fixedLength: Int? {
        switch (digits, number) {
        case (2, 0): 18
        case (2, 1...3): 14
        case (2, 4): 16
        case (2, 11...19): 6
        case (2, 20): 2
        case (4, 3100...3699): 6
        case (3, 410...419): 13
        default: nil
        }
    }
}
