package import StockModel

/// What a catalogue says about the serials of a SKU: by which rule they are made, so that a misread one can be told.
package enum IdentifierScheme: Sendable, Equatable {
    /// Nothing is known: every serial is right.
    case any
    /// 15 digits, the last a Luhn check digit (3GPP TS 23.003, section 6.2.1).
    case imei
    /// 14 hexadecimal digits, the first two A0 to FF (3GPP2 S.R0048).
    case meid
    /// 17 letters and digits without I, O and Q (ISO 3779); in North America, first character 1 to 5, place 9 is a check
    /// digit (49 CFR 565.15).
    case vin
    /// The serial of GS1 application identifier 21: at most 20 of 82 characters (GS1 General Specifications, sections
    /// 3.5.2 and 7.11).
    case gs1
    /// A pattern of the house's own.
    case pattern(SerialPattern)

    /// The scheme that a catalogue's `identifier` names: `any` (or nothing), `imei`, `meid`, `vin`, `gs1` or
    /// `pattern:…`, the word in any letter case.
    package init(_ identifier: String) throws(IdentifierSchemeError) {
        let word = Self.trimmed(identifier[...])
        switch word.lowercased() {
        case "", "any": self = .any
        case "imei": self = .imei
        case "meid": self = .meid
        case "vin": self = .vin
        case "gs1": self = .gs1
        case let lower where lower.hasPrefix("pattern:"):
            self = .pattern(try Self.pattern(Self.trimmed(word.dropFirst(8)), of: identifier))
        default:
            let column = identifier.distance(from: identifier.startIndex, to: word.startIndex) + 1
            throw IdentifierSchemeError(written: identifier, column: column, reason: .unknownWord)
        }
    }

    private static func pattern(
        _ source: Substring, of identifier: String
    ) throws(IdentifierSchemeError) -> SerialPattern {
        do {
            return try SerialPattern(String(source))
        } catch {
            let start = identifier.distance(from: identifier.startIndex, to: source.startIndex)
            throw IdentifierSchemeError(
                written: identifier, column: start + error.column, reason: .badPattern(error))
        }
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var rest = text.drop(while: \.isWhitespace)
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return rest
    }

    /// Whether two units never share an identifier of this scheme, whoever made them.
    package var isUniqueInTheWorld: Bool {
        switch self {
        case .imei, .meid, .vin: true
        case .any, .gs1, .pattern: false
        }
    }

    /// Whether a normalised serial keeps the scheme's rule. Letters count in either case, except in a pattern.
    package func check(_ serial: Text) -> Bool {
        switch self {
        case .any: true
        case .imei: Self.isIMEI(serial)
        case .meid: serial.count == 14 && Self.isMEIDStart(serial) && serial.bytes.allSatisfy(Self.isHexadecimal)
        case .vin: Self.isVIN(serial)
        case .gs1: serial.count <= 20 && serial.bytes.allSatisfy(Self.gs1Characters.contains)
        case .pattern(let pattern): pattern.matches(serial)
        }
    }

    /// Whether a check digit of the serial confirms its other digits; nil where the scheme has none (a VIN from outside
    /// North America has none either).
    package func checkDigitConfirms(_ serial: Text) -> Bool? {
        switch self {
        case .imei: Self.isIMEI(serial)
        case .vin: Self.hasVINCheckDigit(serial) ? Self.isVIN(serial) : nil
        case .any, .meid, .gs1, .pattern: nil
        }
    }

    /// Rewrites the serial into the form that units of this scheme are matched by (rule 4 of serials): an IMEISV as its
    /// IMEI, a decimal MEID in hexadecimal. True where `scratch` now holds that form; false where `serial` stays.
    package func rewrite(_ serial: Text, scratch: inout [UInt8]) -> Bool {
        switch self {
        case .imei: DeviceNumbers.imeiFromIMEISV(serial, scratch: &scratch)
        case .meid: DeviceNumbers.meidFromDecimal(serial, scratch: &scratch)
        case .any, .vin, .gs1, .pattern: false
        }
    }

    // MARK: The rules

    private static func isIMEI(_ serial: Text) -> Bool {
        guard serial.count == 15, serial.isAllDigits else { return false }
        let number = serial.decimalValue
        return CheckDigit.luhn(of: number / 10) == number % 10
    }

    static func isHexadecimal(_ byte: UInt8) -> Bool { ASCII.hexValue(byte) != nil }

    /// Whether the first hexadecimal digit is A to F, so that the first two are A0 to FF.
    static func isMEIDStart(_ serial: Text) -> Bool { (serial.bytes.first.flatMap(ASCII.hexValue) ?? 0) >= 10 }

    private static func isVIN(_ serial: Text) -> Bool {
        guard serial.count == 17, let right = CheckDigit.vin(of: serial.bytes) else { return false }
        return !hasVINCheckDigit(serial) || ASCII.uppercased(serial[8]) == right
    }

    /// Whether the first character, 1 to 5, says that the vehicle is North American and so has a check digit.
    static func hasVINCheckDigit(_ serial: Text) -> Bool { serial.bytes.first.map { 0x31...0x35 ~= $0 } ?? false }

    /// GS1 AI encodable character set 82 (GS1 General Specifications, section 7.11).
    static let gs1Characters = ByteSet("!\"%&'()*+,-./:;<=>?_").union(ByteSet(0x30...0x39))
        .union(ByteSet(0x41...0x5A)).union(ByteSet(0x61...0x7A))
}
