/// Check digits and the conversions that need them.
enum CheckDigit {
    /// The digits of a text, nil if it has anything else.
    static func digits(_ text: String) -> [Int]? {
        var digits: [Int] = []
        for byte in text.utf8 {
            guard (48...57).contains(byte) else { return nil }
            digits.append(Int(byte) - 48)
        }
        return digits
    }

    /// The digit that Luhn's rule puts behind the digits of an IMEI.
    static func luhn(_ digits: [Int]) -> Int {
        var sum = 0
        for (place, digit) in digits.reversed().enumerated() {
            let doubled = place % 2 == 0 ? digit * 2 : digit
            sum += doubled > 9 ? doubled - 9 : doubled
        }
        return (10 - sum % 10) % 10
    }

    /// The digit that modulo 10 with weights 3 and 1 puts behind the digits of a GTIN or SSCC.
    static func gs1(_ digits: [Int]) -> Int {
        var sum = 0
        for (place, digit) in digits.reversed().enumerated() { sum += place % 2 == 0 ? digit * 3 : digit }
        return (10 - sum % 10) % 10
    }

    /// The character that belongs in place 9 of a North American VIN; nil where the VIN has characters not allowed.
    static func vin(_ characters: [Character]) -> Character? {
        let values: [Character: Int] = [
            "A": 1, "B": 2, "C": 3, "D": 4, "E": 5, "F": 6, "G": 7, "H": 8, "J": 1, "K": 2, "L": 3, "M": 4, "N": 5,
            "P": 7, "R": 9, "S": 2, "T": 3, "U": 4, "V": 5, "W": 6, "X": 7, "Y": 8, "Z": 9, "0": 0, "1": 1, "2": 2,
            "3": 3, "4": 4, "5": 5, "6": 6, "7": 7, "8": 8, "9": 9,
        ]
        let weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]
        var sum = 0
        for (character, weight) in zip(characters, weights) {
            guard let value = values[character] else { return nil }
            sum += value * weight
        }
        return sum % 11 == 10 ? "X" : Character(String(sum % 11))
    }

    /// A GTIN as 14 digits; nil where the text is no 8, 12, 13 or 14 digits.
    static func fourteenDigits(_ gtin: String) -> String? {
        guard [8, 12, 13, 14].contains(gtin.utf8.count), digits(gtin) != nil else { return nil }
        return String(repeating: "0", count: 14 - gtin.utf8.count) + gtin
    }
}
