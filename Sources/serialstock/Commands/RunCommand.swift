internal import ArgumentParser
internal import StockModel
internal import StockPipeline

/// `serialstock run PIPELINE.yaml`
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Do what a pipeline file says.",
        discussion: "Options that are given here go before what the file says.")

    @Argument(help: ArgumentHelp("The pipeline file.", valueName: "pipeline.yaml"))
    var pipeline: String

    @Flag(name: .customLong("init"), help: "Make the ledger first: only for the first run ever.")
    var isFirst = false

    @Flag(help: "Do everything but publish and change the ledger.")
    var dryRun = false

    @OptionGroup var options: RunOptions

    func run() throws {
        let file = try options.definitionOptions.pipelineFile(pipeline)
        var rules = file.rules(businessDay: options.businessDay)
        if let scope = options.serialScope { rules.serialScope = scope }
        var settings = RunSettings(
            inputs: file.inputs, catalogue: file.catalogue, output: file.output, rules: rules,
            workers: options.workerCount, partitions: options.partitions,
            failOn: options.failOn.map(\.severity) ?? file.failOn, maxRejectsShare: file.maxRejectsShare)
        settings.definitions = file.definitions + options.definitionOptions.definitions
        settings.sources = file.sources
        settings.stores = file.stores
        settings.settle = file.settle
        settings.keep = file.keep
        settings.feeds = file.feeds
        if let path = file.ledger {
            var ledger = LedgerSettings(path: path, pipeline: file.name)
            ledger.isMade = isFirst
            ledger.isDryRun = dryRun
            settings.ledger = ledger
        }
        try Runner.run(settings, options: options)
    }
}
