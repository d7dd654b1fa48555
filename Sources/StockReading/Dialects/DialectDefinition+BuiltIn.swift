extension DialectDefinition {
    /// The dialects that come with the program, in the order in which they are tried.
    package static let builtIn: [DialectDefinition] = [
        embedded("ubl-despatch-advice.yaml", PackageResources.ubl_despatch_advice_yaml)
    ]

    /// A definition that is part of the program; a mistake in it is one of ours, so it traps.
    private static func embedded(_ file: String, _ bytes: [UInt8]) -> DialectDefinition {
        let (definition, problems) = read(yaml: String(decoding: bytes, as: UTF8.self), file: file)
        guard let definition else { fatalError(problems.map(\.description).joined(separator: "\n")) }
        return definition
    }
}
