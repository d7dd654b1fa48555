package import StockModel

/// What the serials of a SKU look like, in the language of `pattern:` in a catalogue. It describes the whole serial.
///
/// | written | means |
/// |---|---|
/// | `A`, `7`, `-` | that character; serials are in upper case unless the rules keep their case |
/// | `.` | any one character |
/// | `\d`, `\w` | a digit; an ASCII letter, digit or `_` |
/// | `\.`, `\(` … | that punctuation mark |
/// | `[A-Z0-9]`, `[^IOQ]` | one character of those; one character that is none of those |
/// | `{n}`, `{m,n}`, `{m,}` | what stands before it n times; m to n times; at least m times |
/// | `?`, `*`, `+` | at most once; any number of times; at least once |
/// | `AB\|CD` | either |
/// | `( )` | a group, for counts and alternatives |
///
/// Matching takes time in proportion to the serial's length. Patterns have at most 512 bytes, counts are at most 1,000,
/// and all counts written out make at most 2,000 steps; beyond that a pattern is refused.
package struct SerialPattern: Sendable, Equatable {
    /// The pattern as written.
    package let source: String
    private let program: PatternProgram

    package init(_ source: String) throws(SerialPatternError) {
        self.source = source
        program = try PatternProgram(PatternParser.parse(source))
    }

    /// Whether the pattern describes all of `serial`.
    package func matches(_ serial: Text) -> Bool { program.run(serial) == .matches }

    /// How far `serial` goes along with the pattern.
    func outcome(of serial: Text) -> PatternProgram.Outcome { program.run(serial) }

    /// Patterns are equal if they are written the same.
    package static func == (a: SerialPattern, b: SerialPattern) -> Bool { a.source == b.source }
}
