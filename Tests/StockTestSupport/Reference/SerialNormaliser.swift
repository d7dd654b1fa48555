import Foundation

/// A serial freed of notation: what is printed on the unit, and the GTIN that its carrier told.
struct OpenedSerial: Equatable {
    var text: String
    var gtin: String?
}

/// Steps 1 to 5 of the rules for serials.
struct SerialNormaliser {
    let rules: PlainRules
    private let placeholders: Set<String>

    init(rules: PlainRules) {
        self.rules = rules
        var known: Set<String> = ["", "N/A", "NA", "NONE", "NULL", "UNKNOWN", "TBD", "-"]
        for extra in rules.placeholders { known.insert(Self.plain(extra, rules: rules).uppercased()) }
        placeholders = known
    }

    /// Steps 1 to 3: plain notation, carriers opened, captions dropped. They do not depend on the SKU.
    func open(_ written: String) -> OpenedSerial {
        let plain = Self.plain(written, rules: rules)
        var opened = SerialCarrier.open(plain) ?? OpenedSerial(text: plain, gtin: nil)
        opened.text = Self.withoutCaption(opened.text)
        return opened
    }

    /// Steps 4 and 5: the identifier's own conversion, and nil for a placeholder.
    func finish(_ opened: OpenedSerial, identifier: String) -> String? {
        let text = Self.converted(opened.text, identifier: identifier)
        if placeholders.contains(text.uppercased()) { return nil }
        if text.utf8.allSatisfy({ $0 == 48 }) { return nil }
        return text
    }

    /// Step 1: NFC, no white space, ASCII letters in upper case, hyphens dropped where the rules say so.
    private static func plain(_ written: String, rules: PlainRules) -> String {
        var result = String.UnicodeScalarView()
        for scalar in written.precomposedStringWithCanonicalMapping.unicodeScalars {
            if scalar.properties.isWhitespace { continue }
            if rules.dropHyphens && scalar == "-" { continue }
            if !rules.keepCase && ("a"..."z").contains(scalar) {
                result.append(Unicode.Scalar(UInt8(scalar.value) - 32))
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }

    /// Step 3: the caption in front of the serial goes; white space is gone already.
    private static func withoutCaption(_ text: String) -> String {
        let captions = ["SERIALNUMBER", "SERIALNO", "SERIAL", "SER", "S/N", "SN", "IMEI", "MEID", "VIN"]
        let upper = text.uppercased()
        for caption in captions where upper.hasPrefix(caption) {
            let rest = text.dropFirst(caption.count)
            if let mark = rest.first, ":#=".contains(mark) { return String(rest.dropFirst()) }
        }
        return text
    }

    /// Step 4: an IMEISV becomes an IMEI, a decimal MEID a hexadecimal one.
    private static func converted(_ text: String, identifier: String) -> String {
        guard let digits = CheckDigit.digits(text) else { return text }
        if identifier == "imei" && digits.count == 16 {
            return String(text.prefix(14)) + String(CheckDigit.luhn(Array(digits.prefix(14))))
        }
        if identifier == "meid" && digits.count == 18 {
            guard let manufacturer = UInt64(text.prefix(10)), let serial = UInt64(text.suffix(8)),
                manufacturer <= 0xFFFF_FFFF, serial <= 0xFF_FFFF
            else { return text }
            return hexadecimal(manufacturer, width: 8) + hexadecimal(serial, width: 6)
        }
        return text
    }

    private static func hexadecimal(_ number: UInt64, width: Int) -> String {
        let text = String(number, radix: 16, uppercase: true)
        return String(repeating: "0", count: width - text.count) + text
    }
}
