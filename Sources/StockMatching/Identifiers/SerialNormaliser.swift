package import StockModel

/// Makes the one form of a serial that units are matched by (rules 1, 2, 3 and 5 of serials).
///
/// 1. Unicode NFC, no white space, ASCII letters in upper case unless the rules keep them.
/// 2. Label captions before a carrier are dropped (`S/N: urn:epc:id:sgtin:…`).
/// 3. A carrier is opened, once: see `Carrier`. What was inside goes through step 1 again.
/// 4. Hyphens are dropped, if the rules say so; not earlier, because carriers have hyphens of their own. Where that
///    brings a carrier to light, it is opened.
/// 5. Label captions are dropped.
/// 6. What is left is no serial if it is empty, zeros alone or a placeholder.
///
/// Most serials are normal already. For those one pass over the bytes is all; nothing is copied.
package struct SerialNormaliser: Sendable {
    let keepsCase: Bool
    let dropsHyphens: Bool
    let placeholders: Placeholders
    /// A bit for each ASCII byte that sends a serial to the slow path: 0–63 here, 64–127 in `suspectHigh`.
    private let suspectLow: UInt64
    private let suspectHigh: UInt64

    package init(rules: Rules) {
        keepsCase = rules.keepsCase
        dropsHyphens = rules.dropHyphens
        var suspects = (low: UInt64(0), high: UInt64(0))
        for byte in UInt8(0)..<128 where Self.isSuspect(byte, rules: rules) {
            if byte < 64 { suspects.low |= 1 << UInt64(byte) } else { suspects.high |= 1 << UInt64(byte - 64) }
        }
        (suspectLow, suspectHigh) = suspects
        placeholders = Placeholders(rules: rules)
    }

    /// Whether a serial with this ASCII byte may be other than normal: control characters and blanks, the marks that
    /// end a caption, the first marks of carriers, and the letters and hyphens that the rules change. Both URN and
    /// Digital Link have a colon.
    private static func isSuspect(_ byte: UInt8, rules: Rules) -> Bool {
        switch byte {
        case 0...0x20, 0x7F: true
        case UInt8(ascii: ":"), UInt8(ascii: "#"), UInt8(ascii: "="), UInt8(ascii: "("), UInt8(ascii: "]"): true
        case UInt8(ascii: "a")...UInt8(ascii: "z"): !rules.keepsCase
        case UInt8(ascii: "-"): rules.dropHyphens
        default: false
        }
    }

    /// The serial that `written` shows. Where the result is `changed`, `scratch` holds it; otherwise what `scratch`
    /// holds means nothing. Keep one `scratch` for many calls, so that its memory is used again.
    package func normalise(_ written: Text, scratch: inout [UInt8]) -> NormalisedSerial {
        var suspect: UInt64 = 0
        var notZero: UInt8 = 0
        for byte in written.bytes {
            let word = byte & 0x40 == 0 ? suspectLow : suspectHigh
            suspect |= word >> UInt64(byte & 0x3F) & 1 | UInt64(byte >> 7)
            notZero |= byte ^ 0x30
        }
        if suspect != 0 { return normaliseSlowly(written, scratch: &scratch) }
        return notZero == 0 || placeholders.holds(written) ? .none(nil) : .asWritten(written)
    }
}
