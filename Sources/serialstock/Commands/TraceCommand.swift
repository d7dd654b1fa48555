internal import ArgumentParser
internal import StockPipeline

/// `serialstock trace SERIAL`
struct TraceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace",
        abstract: "Print a unit's whole life from a ledger: every step with its record, who has it, what is wrong.",
        discussion: """
            The serial may be given as scanned or typed: an SGTIN URN, a GS1 element string, a Digital Link, with a caption \
            such as S/N:, with hyphens, in any case, and as any other identifier of the unit. Exits with 1 if the ledger \
            does not know it; near serials are named then.
            """)

    @Argument(help: ArgumentHelp("The serial, as scanned or typed.", valueName: "serial"))
    var serial: String

    @OptionGroup var options: LedgerOptions

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        let path = try options.path()
        let trace: Trace
        do throws(RunFailure) {
            trace = try SerialTracer(ledger: path).trace(serial)
        } catch {
            throw Runner.exit(error)
        }
        var output = StandardOutput()
        if json {
            output.append(line: TraceJSON.text(of: trace))
        } else {
            for line in TraceReport.lines(of: trace) { output.append(line: line) }
        }
        output.flush()
        if !trace.isFound { throw ExitCode(1) }
    }
}

/// Which ledger a command looks into.
struct LedgerOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The ledger.", valueName: "path"))
    var ledger: String?

    @Option(help: ArgumentHelp("A pipeline file that names the ledger.", valueName: "pipeline.yaml"))
    var pipeline: String?

    @OptionGroup(visibility: .hidden) var definitionOptions: DefinitionOptions

    func validate() throws {
        guard (ledger == nil) != (pipeline == nil) else {
            throw ValidationError("Name the ledger with --ledger, or the pipeline that has it with --pipeline.")
        }
    }

    /// - Throws: exit code 65, where the pipeline file is wrong or has no ledger.
    func path() throws -> String {
        if let ledger { return ledger }
        guard let pipeline else { throw ExitCode(64) }
        guard let path = try definitionOptions.pipelineFile(pipeline).ledger else {
            throw Runner.exit(
                RunFailure(
                    exitCode: 65, at: pipeline, "the pipeline has no ledger",
                    remedy: "add `ledger: state/ledger.sqlite`, or name one with --ledger"))
        }
        return path
    }
}
