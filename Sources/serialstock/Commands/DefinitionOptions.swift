internal import ArgumentParser
internal import StockPipeline
internal import StockReading
internal import StockWriting

/// The option that adds the user's own definitions.
struct DefinitionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A file or folder with definitions of your own, as YAML; may be given more than once.",
            valueName: "path"))
    var definitions: [String] = []

    /// The built-in definitions, a pipeline's and the user's.
    ///
    /// - Parameter others: files and folders that come before the option's own.
    /// - Throws: exit code 65, with all mistakes on standard error.
    func load(after others: [String] = []) throws -> Definitions {
        var all = Definitions.builtIn
        let problems = (others + definitions).flatMap { DefinitionFolder.add($0, to: &all) }
        guard problems.isEmpty else {
            for problem in problems { StandardError.write(Printable.line(problem.description)) }
            throw ExitCode(65)
        }
        return all
    }

    /// The pipeline file at a path.
    ///
    /// - Throws: exit code 65, with all mistakes on standard error.
    func pipelineFile(_ path: String) throws -> PipelineFile {
        let known = try load()
        do throws(PipelineFileFailure) {
            return try PipelineFile.read(path, definitions: known)
        } catch {
            throw Runner.exit(error.runFailure)
        }
    }
}

/// What the commands that show files are told about how to read them.
struct ReadingOptions: ParsableArguments {
    @OptionGroup var definitionOptions: DefinitionOptions

    @Option(
        help: ArgumentHelp(
            "A pipeline file whose definitions, sources, stores and rules of reading are to count.",
            valueName: "pipeline.yaml"))
    var pipeline: String?

    /// Definitions and settings to read with.
    ///
    /// - Throws: exit code 65, with all mistakes on standard error.
    func load() throws -> (definitions: Definitions, settings: ReadingSettings) {
        let file = try pipeline.map { try definitionOptions.pipelineFile($0) }
        var settings = file?.reading ?? ReadingSettings()
        settings.capturesBuyers = true
        settings.followsSymlinks = true
        return (try definitionOptions.load(after: file?.definitions ?? []), settings)
    }
}
