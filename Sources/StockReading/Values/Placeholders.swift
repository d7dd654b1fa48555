/// Texts that senders write where they have nothing to say.
///
/// Case, blanks, `_` and `-` do not matter: `n/a`, `NOT AVAILABLE` and `Non-Catalog-Item` are placeholders in any form.
package struct Placeholders: Sendable {
    private static let known = [
        "N/A", "NA", "NONE", "NULL", "NIL", "UNKNOWN", "TBD", "-", "NOT AVAILABLE", "NOT APPLICABLE",
        "NON CATALOG ITEM",
    ]

    private let words: Words<Bool>
    /// Whether no placeholder has a digit from 1 to 9, so that a text with one need not be looked up.
    private let isWithoutDigits: Bool

    /// The texts above, and `further` ones.
    package init(further: [String] = []) {
        isWithoutDigits = further.allSatisfy { $0.utf8.allSatisfy { !Self.isOneToNine($0) } }
        words = Words((Self.known + further).map { ($0, true) })
    }

    /// Whether the text stands for no value; an empty one does, zeros alone do not.
    package func contains(_ text: Bytes) -> Bool {
        if isWithoutDigits, text.contains(where: Self.isOneToNine) { return false }
        let value = text.trimmed
        return value.count == 0 || words[value] != nil
    }

    /// Whether the text names no goods and no unit: a placeholder, or zeros alone.
    package func isNoIdentifier(_ text: Bytes) -> Bool {
        if isWithoutDigits, text.contains(where: Self.isOneToNine) { return false }
        let value = text.trimmed
        return contains(value) || value.allSatisfy { $0 == 0x30 }
    }

    @inline(__always) private static func isOneToNine(_ byte: UInt8) -> Bool { byte &- 0x31 <= 8 }
}
