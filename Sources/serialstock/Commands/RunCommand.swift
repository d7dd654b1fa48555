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

    @Flag(help: "Do everything but publish, and leave the ledger as it is.")
    var dryRun = false

    @OptionGroup var options: RunOptions

    func run() throws {
        let file = try options.definitionOptions.pipelineFile(pipeline)
        var rules = file.rules(businessDay: options.businessDay)
        if let scope = options.serialScope { rules.serialScope = scope }
        if isFirst, file.ledger == nil {
            throw ValidationError(
                "--init makes a ledger, and \(pipeline) names none; add 'ledger: state/ledger.sqlite' to it.")
        }
        if options.memory != nil, file.ledger != nil {
            throw ValidationError(
                "--memory is for one-offs, and \(pipeline) names a ledger: a run on a ledger holds only what its own files "
                    + "touch; leave --memory out.")
        }
        var settings = file.settings(rules: rules)
        settings.workers = options.workerCount
        settings.partitions = options.partitions
        if let memory = options.memory { settings.memory = memory.limit }
        if let failOn = options.failOn { settings.failOn = failOn.severity }
        settings.definitions += options.definitionOptions.definitions
        settings.ledger?.isMade = isFirst
        settings.isDryRun = dryRun
        try Runner.run(settings, options: options)
    }
}
