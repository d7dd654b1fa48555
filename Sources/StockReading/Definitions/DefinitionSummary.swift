/// What a list of definitions says of one.
package struct DefinitionSummary: Sendable, Equatable {
    package let name: String
    package let title: String
    /// What kind of files it reads: `XML` or `CSV`.
    package let form: String
    /// The kind of its records; `refused` where it only says why such files are not read.
    package let kind: String
    /// Whether it came with the program.
    package let isBuiltIn: Bool
    /// Where it was read from.
    package let file: String
}

extension Definitions {
    /// All definitions, by name.
    package var summaries: [DefinitionSummary] {
        let kinds = Dictionary(
            formats.map { ($0.name, $0.kind?.rawValue ?? "refused") }, uniquingKeysWith: { first, _ in first })
        return texts.map { text in
            let isDialect = text.kind == .dialect
            return DefinitionSummary(
                name: text.name, title: text.title, form: isDialect ? "XML" : "CSV",
                kind: isDialect ? "despatch" : kinds[text.name] ?? "", isBuiltIn: text.isBuiltIn, file: text.file)
        }
        .sorted { $0.name < $1.name }
    }

    /// The definition with a name; nil where there is none.
    package func text(named name: String) -> DefinitionText? { texts.first { $0.name == name } }

    /// All names of columns that formats look at.
    package var columnNames: [String] { Array(Set(formats.flatMap(\.columns))).sorted() }
}
