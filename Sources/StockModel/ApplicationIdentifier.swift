/// A GS1 application identifier: the number before a value of an element string that says what the value is.
package struct ApplicationIdentifier: Equatable, Sendable {
    /// Its digits read as a number; no two identifiers that matter here share one.
    package let number: Int
    /// How many digits it has: 2, 3 or 4.
    package let digits: Int

    package static let box = ApplicationIdentifier(number: 0, digits: 2)
    package static let gtin = ApplicationIdentifier(number: 1, digits: 2)
    package static let serial = ApplicationIdentifier(number: 21, digits: 2)

    /// What FNC1 is transmitted as between two elements: the group separator.
    package static let separator: UInt8 = 0x1D

    private init(number: Int, digits: Int) {
        self.number = number
        self.digits = digits
    }

    /// The identifier that stands at `position` of `text`; nil where none of that number is known.
    package init?(in text: Text, at position: Int) {
        guard let firstTwo = Self.number(in: text, position..<position + 2) else { return nil }
        let digits = Self.digits(after: firstTwo)
        guard digits > 0, let number = Self.number(in: text, position..<position + digits) else { return nil }
        self.init(number: number, digits: digits)
    }

    /// The number that the digits at `range` write; nil where there are others, or fewer.
    private static func number(in text: Text, _ range: Range<Int>) -> Int? {
        guard range.upperBound <= text.count else { return nil }
        var number = 0
        for index in range {
            guard text[index] &- 0x30 < 10 else { return nil }
            number = number * 10 + Int(text[index] &- 0x30)
        }
        return number
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
    package var fixedLength: Int? {
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

    /// Takes an element string apart as a scanner transmits it, without brackets: identifiers, each with its value, and a
    /// separator behind a value that has no fixed length (GS1 General Specifications, section 7.8).
    ///
    /// - Parameters:
    ///   - position: where the first identifier, or a separator in front of it, stands.
    ///   - body: gets each identifier and where its value stands; false where it breaks the form.
    /// - Returns: whether all of the text is of that form.
    package static func forEach(
        in text: Text, from position: Int, _ body: (ApplicationIdentifier, Range<Int>) -> Bool
    ) -> Bool {
        var position = position
        while position < text.count {
            guard text[position] != separator else {
                position += 1
                continue
            }
            guard let identifier = ApplicationIdentifier(in: text, at: position) else { return false }
            position += identifier.digits
            var end = position
            if let length = identifier.fixedLength {
                end += length
                guard number(in: text, position..<end) != nil else { return false }
            } else {
                while end < text.count, text[end] != separator { end += 1 }
            }
            guard body(identifier, position..<end) else { return false }
            position = end
        }
        return true
    }
}
