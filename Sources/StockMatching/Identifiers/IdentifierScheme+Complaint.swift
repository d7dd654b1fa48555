package import StockModel

extension IdentifierScheme {
    /// What is wrong with a serial that does not keep the scheme's rule, as sentences for the person who has to look at
    /// the unit. Empty where nothing is wrong.
    package func complaint(about serial: Text) -> String {
        guard !check(serial) else { return "" }
        return switch self {
        case .any: ""
        case .imei: Self.complaintAboutIMEI(serial)
        case .meid: Self.complaintAboutMEID(serial)
        case .vin: Self.complaintAboutVIN(serial)
        case .gs1: Self.complaintAboutGS1(serial)
        case .pattern(let pattern): Self.complaint(about: serial, against: pattern)
        }
    }

    private static func complaintAboutIMEI(_ serial: Text) -> String {
        if let stranger = stranger(in: serial, unless: ASCII.isDigit) {
            return "An IMEI has 15 digits and nothing else, but this one has \(stranger)."
        }
        guard serial.count == 14 || serial.count == 15 else {
            return "An IMEI has 15 digits, but this one has \(serial.count)."
        }
        let body = serial.slice(0..<14)
        let right = "\(body)\(CheckDigit.luhn(of: body.decimalValue))"
        return serial.count == 14
            ? "The last digit of this IMEI, its check digit, is missing: \(right) would be right."
            : "The check digit of this IMEI is wrong: \(right) would be right, if all else is."
    }

    private static func complaintAboutMEID(_ serial: Text) -> String {
        if let stranger = stranger(in: serial, unless: isHexadecimal) {
            return "An MEID has 14 digits or letters A to F and nothing else, but this one has \(stranger)."
        }
        guard serial.count == 14 else { return "An MEID has 14 characters, but this one has \(serial.count)." }
        return "The first two characters of an MEID are A0 to FF, but this one begins with \(serial.slice(0..<2))."
    }

    private static func complaintAboutVIN(_ serial: Text) -> String {
        if let stranger = stranger(in: serial, unless: { CheckDigit.vinValue(of: $0) != nil }) {
            return "A VIN has digits and letters other than I, O and Q, but this one has \(stranger)."
        }
        guard serial.count == 17, let right = CheckDigit.vin(of: serial.bytes) else {
            return "A VIN has 17 characters, but this one has \(serial.count)."
        }
        let corrected = "\(serial.slice(0..<8))\(Character(Unicode.Scalar(right)))\(serial.slice(9..<17))"
        return "The check digit of this VIN, in place 9, is wrong: \(corrected) would be right, if all else is."
    }

    private static func complaintAboutGS1(_ serial: Text) -> String {
        if let stranger = stranger(in: serial, unless: gs1Characters.contains) {
            return "A GS1 serial has \(stranger), which no GS1 bar code can hold."
        }
        return "A GS1 serial has at most 20 characters, but this one has \(serial.count)."
    }

    private static func complaint(about serial: Text, against pattern: SerialPattern) -> String {
        let expected = "Serials of this SKU look like \(pattern.source)"
        switch pattern.outcome(of: serial) {
        case .matches: return ""
        case .endsEarly: return "\(expected); this one ends too early."
        case .breaks(let offset):
            return "\(expected); this one does not fit from place \(place(of: offset, in: serial)) on, "
                + "“\(character(at: offset, in: serial))”."
        }
    }

    // MARK: Characters of a serial

    /// The first character that is not allowed, with its 1-based place.
    private static func stranger(in serial: Text, unless isAllowed: (UInt8) -> Bool) -> String? {
        guard let offset = serial.bytes.firstIndex(where: { !isAllowed($0) }) else { return nil }
        return "“\(character(at: offset, in: serial))” in place \(place(of: offset, in: serial))"
    }

    /// The whole character to which the byte at `offset` belongs.
    private static func character(at offset: Int, in serial: Text) -> Unicode.Scalar {
        let text = serial.description.unicodeScalars
        return text[text.index(text.startIndex, offsetBy: place(of: offset, in: serial) - 1)]
    }

    /// The 1-based place of the character to which the byte at `offset` belongs.
    private static func place(of offset: Int, in serial: Text) -> Int {
        serial.slice(0..<offset + 1).bytes.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
    }
}
