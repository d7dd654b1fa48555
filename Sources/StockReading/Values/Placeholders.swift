/// Texts that senders write where they have nothing to say.
///
/// Case, blanks, `_` and `-` do not matter: `n/a`, `NOT AVAILABLE` and `Non-Catalog-Item` are placeholders in any form.
package struct Placeholders: Sendable {
    private static let known = [
        "N/A", "NA", "NONE", "NULL", "NIL", "UNKNOWN", "TBD", "-", "NOT AVAILABLE", "NOT APPLICABLE",
        "NON CATALOG ITEM",
    ]

    private let words: Words<Bool>

    /// The texts above, and `further` ones.
    package init(further: [String] = []) {
        words = Words((Self.known + further).map { ($0, true) })
    }

    /// Whether the text stands for no value; an empty one does, zeros alone do not.
    package func contains(_ text: Bytes) -> Bool {
        let value = text.trimmed
        return value.count == 0 || words[value] != nil
    }

    /// Whether the text names no goods and no unit: a placeholder, or zeros alone.
    package func isNoIdentifier(_ text: Bytes) -> Bool {
        let value = text.trimmed
        return contains(value) || value.allSatisfy { $0 == 0x30 }
    }
}
