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
        try Runner.run(settings, options: options)
    }
}
