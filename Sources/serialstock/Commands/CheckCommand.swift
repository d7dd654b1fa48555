internal import ArgumentParser
internal import StockPipeline

/// `serialstock check PIPELINE.yaml`
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Find every mistake in a pipeline file, its definitions, catalogue, listings and ledger at once.",
        discussion: """
            All inputs are read, nothing is published or changed. Exits with 65 if anything must be corrected; warnings \
            alone, which may be meant, do not count.
            """)

    @Argument(help: ArgumentHelp("The pipeline file.", valueName: "pipeline.yaml"))
    var pipeline: String

    @OptionGroup var definitionOptions: DefinitionOptions

    @Flag(name: .shortAndLong, help: "Print nothing but mistakes and warnings.")
    var quiet = false

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        let progress = TerminalProgress(isQuiet: quiet)
        let report = PipelineCheck.run(
            pipeline, definitions: definitionOptions.definitions, workers: Processors.count, progress: progress)
        progress.finish()
        var output = StandardOutput()
        if json {
            output.write(CheckReportText.json(of: report))
        } else {
            for line in CheckReportText.lines(of: report, isQuiet: quiet) { output.append(line: line) }
            output.flush()
        }
        if report.exitCode != 0 { throw ExitCode(report.exitCode) }
    }
}
