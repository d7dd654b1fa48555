/// All formats that a run knows: the built-in ones, and those that users add.
package struct Definitions: Sendable {
    package private(set) var formats: [FormatDefinition] = []

    package init() {}

    /// The built-in definitions.
    package static let builtIn: Definitions = {
        var definitions = Definitions()
        for (file, yaml) in builtInFormats {
            // A mistake in a file that is part of the program is a mistake of the program; a test reads them all.
            let problems = definitions.addFormats(yaml: String(decoding: yaml, as: UTF8.self), file: file)
            precondition(problems.isEmpty, problems.map(\.description).joined(separator: "\n"))
        }
        return definitions
    }()

    /// Adds the format, or the list of formats, of a YAML text. One with the name of an earlier format replaces it.
    ///
    /// - Returns: the mistakes; where there are some, nothing is added.
    package mutating func addFormats(yaml: String, file: String) -> [DefinitionProblem] {
        let (added, problems) = FormatDefinition.read(yaml: yaml, file: file)
        guard problems.isEmpty else { return problems }
        for format in added {
            formats.removeAll { $0.name == format.name }
            formats.append(format)
        }
        return []
    }
}
