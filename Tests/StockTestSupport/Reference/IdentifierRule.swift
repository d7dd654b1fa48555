/// Whether a serial keeps the rule that its SKU's identifier sets.
enum IdentifierRule {
    /// True for every serial of `any` and of an identifier that is not known.
    static func holds(_ serial: String, identifier: String) -> Bool {
        if identifier.hasPrefix("pattern:") { return matches(serial, pattern: String(identifier.dropFirst(8))) }
        return switch identifier {
        case "imei": isIMEI(serial)
        case "meid": isMEID(serial)
        case "vin": isVIN(serial)
        case "gs1": isGS1(serial)
        default: true
        }
    }

    private static func isIMEI(_ serial: String) -> Bool {
        guard let digits = CheckDigit.digits(serial), digits.count == 15 else { return false }
        return CheckDigit.luhn(Array(digits.prefix(14))) == digits[14]
    }

    private static func isMEID(_ serial: String) -> Bool {
        let upper = serial.uppercased()
        guard upper.count == 14, upper.allSatisfy({ "0123456789ABCDEF".contains($0) }) else { return false }
        return upper.first.map { "ABCDEF".contains($0) } ?? false
    }

    private static func isVIN(_ serial: String) -> Bool {
        let characters = Array(serial.uppercased())
        guard characters.count == 17, let check = CheckDigit.vin(characters) else { return false }
        return !"12345".contains(characters[0]) || characters[8] == check
    }

    private static func isGS1(_ serial: String) -> Bool {
        let allowed = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
        return (1...20).contains(serial.count) && serial.allSatisfy { allowed.contains($0) }
    }

    /// The patterns of the catalogue are a small part of what the standard library's expressions understand.
    private static func matches(_ serial: String, pattern: String) -> Bool {
        guard let expression = try? Regex(pattern) else { return true }
        return (try? expression.wholeMatch(in: serial)) != nil
    }
}
