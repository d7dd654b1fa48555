internal import StockModel

/// What people and systems write where there is no serial (rule 5 of serials). Empty texts and zeros alone are no
/// serials either; those need no list.
///
/// Compared without regard to the case of ASCII letters, even where the rules keep it in serials: `n/a` names no unit.
struct Placeholders: Sendable {
    private static let builtIn = ["N/A", "NA", "NONE", "NULL", "UNKNOWN", "TBD", "-"]
    /// In upper case.
    private let words: [[UInt8]]
    /// Bit n is set where a word has n bytes; 63 stands for that and more.
    private let lengths: UInt64

    /// The built-in placeholders and those of the rules, in the form of normalised serials.
    init(rules: Rules) {
        words = (Self.builtIn + rules.placeholders).map { Self.form(of: $0, rules: rules) }.filter { !$0.isEmpty }
        lengths = words.reduce(0) { $0 | 1 << UInt64(min($1.count, 63)) }
    }

    private static func form(of word: String, rules: Rules) -> [UInt8] {
        var bytes = Array(word.utf8)
        SerialCharacters.clean(&bytes, keepsCase: false)
        if rules.dropHyphens { bytes.removeAll { $0 == UInt8(ascii: "-") } }
        return bytes
    }

    /// Whether a serial of normal form is a placeholder, or empty.
    func holds(_ serial: Text) -> Bool {
        guard serial.count > 0 else { return true }
        guard lengths >> UInt64(min(serial.count, 63)) & 1 == 1 else { return false }
        return words.contains { word in
            word.count == serial.count && word.indices.allSatisfy { word[$0] == ASCII.uppercased(serial[$0]) }
        }
    }
}
