/// What reading one file came to.
package struct DialectOutcome: Sendable, Equatable {
    /// Records taken.
    package var records = 0
    /// Records rejected.
    package var rejected = 0
    /// Things worth knowing that cost nothing.
    package var notes: [String] = []
}

/// What a definition cannot know and the source of a file can.
package struct DialectSettings: Sendable, Hashable {
    /// Zone of times that name none, an IANA name.
    package var zone: String
    /// Texts that stand for no value, beyond the built-in ones and the definition's.
    package var placeholders: [String]
    /// How many identifiers in a row name one unit; nil where the definition knows it.
    package var perUnit: PerUnit?

    package init(zone: String = "UTC", placeholders: [String] = [], perUnit: PerUnit? = nil) {
        self.zone = zone
        self.placeholders = placeholders
        self.perUnit = perUnit
    }
}
