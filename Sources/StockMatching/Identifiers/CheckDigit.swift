/// The check digits of the identifiers that have one.
enum CheckDigit {
    /// The GS1 modulo 10 check digit for a number without it: weights 3, 1, 3 … from the right (GS1 General
    /// Specifications, section 7.9.1). Leading zeros change nothing, so one rule serves GTIN and SSCC.
    static func modulo10(of body: UInt64) -> UInt64 {
        var rest = body
        var sum: UInt64 = 0
        var weight: UInt64 = 3
        while rest > 0 {
            sum += rest % 10 * weight
            weight = 4 - weight
            rest /= 10
        }
        return (10 - sum % 10) % 10
    }

    /// The Luhn check digit for a number without it: every second digit, from the last one on, is doubled and its
    /// digits added (ISO/IEC 7812-1, annex B; for the IMEI 3GPP TS 23.003, annex B).
    static func luhn(of body: UInt64) -> UInt64 {
        var rest = body
        var sum: UInt64 = 0
        var doubles = true
        while rest > 0 {
            let digit = rest % 10
            sum += doubles ? digit * 2 % 10 + digit * 2 / 10 : digit
            doubles.toggle()
            rest /= 10
        }
        return (10 - sum % 10) % 10
    }

    /// The check character that belongs in place 9 of a VIN of 17 characters, or nil where a character is none of a
    /// VIN's: values times weights, modulo 11, ten written as X (49 CFR 565.15 (c)).
    static func vin(of characters: UnsafeBufferPointer<UInt8>) -> UInt8? {
        var sum = 0
        for (character, weight) in zip(characters, vinWeights) {
            guard let value = vinValue(of: character) else { return nil }
            sum += value * weight
        }
        return sum % 11 == 10 ? 0x58 : UInt8(0x30 + sum % 11)
    }

    private static let vinWeights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]

    /// What a character counts in a VIN's check digit; nil for I, O, Q and whatever is no letter or digit.
    static func vinValue(of character: UInt8) -> Int? {
        if ASCII.isDigit(character) { return Int(character) - 0x30 }
        let letter = ASCII.uppercased(character)
        guard ASCII.isLetter(letter), letter != 0x49, letter != 0x4F, letter != 0x51 else { return nil }
        let place = Int(letter) - 0x41
        // A–H count 1–8, J–R 1–9 with I, O and Q left out, S–Z 2–9.
        return place < 9 ? place + 1 : place < 18 ? place - 8 : place - 16
    }
}
