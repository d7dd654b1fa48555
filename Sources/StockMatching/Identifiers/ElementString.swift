internal import StockModel

/// A GS1 element string: values behind application identifiers, as printed under a bar code with the identifiers in
/// brackets, or as a scanner transmits it, with FNC1 as a separator (GS1 General Specifications, section 7.8).
///
/// Digits with neither brackets nor FNC1 are no element string here, however much they look like one: a plain number
/// may be a serial that happens to begin with 01.
enum ElementString {
    /// `(01)GTIN(21)SERIAL`, with further identifiers, in any order.
    static func openBracketed(_ text: Text) -> Carrier? {
        var fields = Fields()
        var position = 0
        while position < text.count {
            guard let identifier = bracketed(in: text, at: position) else { return nil }
            let start = position + identifier.digits + 2
            position = start
            while position < text.count, bracketed(in: text, at: position) == nil { position += 1 }
            guard fields.take(identifier, start..<position, of: text) else { return nil }
        }
        return fields.carrier(in: text)
    }

    /// The identifier that stands in brackets at `position`.
    private static func bracketed(in text: Text, at position: Int) -> ApplicationIdentifier? {
        guard text[position] == UInt8(ascii: "("),
            let identifier = ApplicationIdentifier(in: text, at: position + 1)
        else { return nil }
        let close = position + 1 + identifier.digits
        return close < text.count && text[close] == UInt8(ascii: ")") ? identifier : nil
    }

    /// A string with a symbology identifier that stands for FNC1 at its start, or with a separator somewhere.
    static func openSeparated(_ text: Text) -> Carrier? {
        let start = symbologyLength(text)
        guard start > 0 || text.bytes.contains(ApplicationIdentifier.separator) else { return nil }
        var fields = Fields()
        guard ApplicationIdentifier.forEach(in: text, from: start, { fields.take($0, $1, of: text) }) else {
            return nil
        }
        return fields.carrier(in: text)
    }

    /// The length of an AIM symbology identifier of GS1 data: GS1-128, DataBar, DataMatrix, QR Code, DotCode (ISO/IEC
    /// 15424).
    private static func symbologyLength(_ text: Text) -> Int {
        let known: [StaticString] = ["]C1", "]E0", "]D2", "]Q3", "]J1"]
        return known.contains { text.has($0) } ? 3 : 0
    }

    /// The two values of interest. One given twice must be the same both times.
    private struct Fields {
        private var gtin: Range<Int>?
        private var serial: Range<Int>?

        /// Notes a value; false where it breaks the form.
        mutating func take(_ identifier: ApplicationIdentifier, _ value: Range<Int>, of text: Text) -> Bool {
            switch identifier {
            case .gtin:
                let digits = text.slice(value)
                guard GTIN.isLength(digits.count), digits.isAllDigits else { return false }
                defer { gtin = value }
                return gtin.map { text.slice($0) == digits } ?? true
            case .serial:
                defer { serial = value }
                return serial.map { text.slice($0) == text.slice(value) } ?? true
            default:
                return true
            }
        }

        func carrier(in text: Text) -> Carrier? {
            guard gtin != nil || serial != nil else { return nil }
            return Carrier(
                serial: serial ?? 0..<0, gtin: gtin.flatMap { GTIN(text.slice($0)) }, isEscaped: false)
        }
    }
}
