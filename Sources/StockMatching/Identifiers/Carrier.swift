internal import StockModel

/// A scanned or machine-made text that holds a serial with its GTIN (rule 2 of serials): an SGTIN URN, a GS1 Digital
/// Link, or a GS1 element string with brackets or FNC1.
///
/// A carrier is of a trade item: it holds a GTIN (AI 01), a serial (AI 21) or both; one with a GTIN only holds no serial.
/// Whatever else looks like one, but breaks the form, is left as written. A GTIN whose check digit is wrong is not
/// kept; the serial beside it is.
struct Carrier {
    /// Where the serial stands in the text; empty where the carrier has none.
    var serial: Range<Int>
    var gtin: GTIN?
    /// Whether percent-escapes in the serial stand for characters.
    var isEscaped: Bool

    init(serial: Range<Int>, gtin: GTIN?, isEscaped: Bool) {
        self.serial = serial
        self.gtin = gtin
        self.isEscaped = isEscaped
    }

    /// The carrier that `text`, free of white space, is in any letter case; nil where it is none.
    init?(_ text: Text) {
        guard let first = text.bytes.first else { return nil }
        let found: Carrier? =
            switch first {
            case UInt8(ascii: "U"), UInt8(ascii: "u"): SGTINName.open(text)
            case UInt8(ascii: "H"), UInt8(ascii: "h"): DigitalLink.open(text)
            case UInt8(ascii: "("): ElementString.openBracketed(text)
            default: ElementString.openSeparated(text)
            }
        guard let found else { return nil }
        self = found
    }
}
