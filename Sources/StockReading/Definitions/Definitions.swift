/// All definitions that a run knows: the built-in dialects and formats, and those that users add.
package struct Definitions: Sendable {
    /// Dialects of XML, in the order in which they are tried.
    package private(set) var dialects: [DialectDefinition] = []
    /// Formats of CSV; the one that asks for most of a header's columns counts.
    package private(set) var formats: [FormatDefinition] = []

    /// No definitions.
    package init() {}

    /// The definitions that come with the program.
    package static let builtIn: Definitions = {
        var definitions = Definitions()
        definitions.dialects = DialectDefinition.builtIn
        for (file, yaml) in builtInFormats {
            // A mistake in a file that is part of the program is one of ours, so it traps.
            let (formats, problems) = FormatDefinition.read(yaml: String(decoding: yaml, as: UTF8.self), file: file)
            precondition(problems.isEmpty, problems.map(\.description).joined(separator: "\n"))
            definitions.formats += formats
        }
        return definitions
    }()

    /// Adds a user's definition: a dialect, a format, or a list of formats. It comes before earlier ones, and takes the
    /// place of one with its name.
    ///
    /// - Parameters:
    ///   - yaml: its text.
    ///   - file: what to call it in messages.
    /// - Returns: the mistakes; where there are some, nothing is added.
    package mutating func add(yaml: String, file: String) -> [DefinitionProblem] {
        if DefinitionNode(yaml: yaml, problems: DefinitionProblems(file: file))?.has("dialect") == true {
            let (dialect, problems) = DialectDefinition.read(yaml: yaml, file: file)
            guard let dialect else { return problems }
            dialects.removeAll { $0.name == dialect.name }
            dialects.insert(dialect, at: 0)
            return []
        }
        let (added, problems) = FormatDefinition.read(yaml: yaml, file: file)
        guard problems.isEmpty else { return problems }
        let names = Set(added.map(\.name))
        formats = added + formats.filter { !names.contains($0.name) }
        return []
    }
}
