internal import ArgumentParser
internal import StockReading
internal import StockWriting

/// The option that adds the user's own definitions.
struct DefinitionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A file or folder with definitions of your own, as YAML; may be given more than once.",
            valueName: "path"))
    var definitions: [String] = []

    /// The built-in definitions and the user's.
    ///
    /// - Throws: exit code 65, with all mistakes on standard error.
    func load() throws -> Definitions {
        var all = Definitions.builtIn
        let problems = definitions.flatMap { DefinitionFolder.add($0, to: &all) }
        guard problems.isEmpty else {
            for problem in problems { StandardError.write(Printable.line(problem.description)) }
            throw ExitCode(65)
        }
        return all
    }
}
