internal import ArgumentParser
internal import StockModel
internal import StockPipeline

/// `serialstock reconcile PATH… --out DIR`
struct ReconcileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reconcile",
        abstract: "Read files and folders once, and publish stock, units and findings.",
        discussion: """
            Each file is recognised by its content, whatever its name: despatch advices, orders, fulfilments, returns, \
            adjustments, stock-takes, identities, the catalogue. The result is the folder DIR/latest.
            """)

    @Argument(help: ArgumentHelp("Files, folders and globs to read.", valueName: "path"))
    var inputs: [String]

    @Option(name: .shortAndLong, help: ArgumentHelp("The folder to publish in.", valueName: "dir"))
    var out: String

    @OptionGroup var options: RunOptions

    func run() throws {
        var rules = Rules(businessDay: options.businessDay)
        rules.serialScope = options.serialScope ?? .auto
        var settings = RunSettings(
            inputs: inputs, output: out, rules: rules, workers: options.workerCount, partitions: options.partitions,
            failOn: options.failOn?.severity)
        settings.memory = options.memory?.limit
        settings.definitions = options.definitionOptions.definitions
        try Runner.run(settings, options: options)
    }
}
