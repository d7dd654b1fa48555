internal import ArgumentParser
internal import StockModel
internal import StockPipeline

/// `serialstock recall CAMPAIGN.yaml --ledger L --out DIR`
struct RecallCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recall",
        abstract: "Make the lists of one recall: who must be told, what to pull from the shelf, letters.",
        discussion: """
            Judges the units of a ledger, or with paths in place of --ledger those that the files tell of. The new folder \
            DIR gets units.csv, post.csv, email.csv, channel.csv, unreachable.csv, possibly_affected.csv, consignees.csv, \
            quarantine.csv, letters.html and summary.json. It holds personal data, and only you can read it. A ledger \
            remembers who was told, so that nobody is written to twice; with --preview it does not.
            """)

    @Argument(help: ArgumentHelp("The campaign's file.", valueName: "campaign.yaml"))
    var campaign: String

    @Argument(help: ArgumentHelp("Files, folders and globs to read, where there is no ledger.", valueName: "path"))
    var inputs: [String] = []

    @Option(help: ArgumentHelp("The ledger whose units are judged.", valueName: "path"))
    var ledger: String?

    @Option(help: ArgumentHelp("A pipeline file that names the ledger, or the inputs.", valueName: "pipeline.yaml"))
    var pipeline: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("The folder to make.", valueName: "dir"))
    var out: String

    @Option(help: "List those who were told in an earlier wave and whose units are not remedied, once more.")
    var wave: Int?

    @Flag(help: "Do not remember on the ledger who is told.")
    var preview = false

    @Flag(help: "Make no letters.html.")
    var noLetters = false

    @Option(
        help: ArgumentHelp("The business date (default: today, UTC).", valueName: "YYYY-MM-DD"),
        transform: BusinessDate.parse)
    var date: BusinessDate?

    @Option(help: "Without a ledger: how far a serial is unique: auto, global or sku.")
    var serialScope: SerialScope?

    @OptionGroup var definitionOptions: DefinitionOptions

    @Flag(name: .shortAndLong, help: "Print nothing but errors.")
    var quiet = false

    func validate() throws {
        let given = [ledger != nil, pipeline != nil, !inputs.isEmpty].count { $0 }
        guard given == 1 else {
            throw ValidationError("Name the ledger with --ledger, a pipeline with --pipeline, or paths to read.")
        }
        if let wave, !(2...1000).contains(wave) {
            throw ValidationError("--wave must be a number from 2 on; the first wave needs none.")
        }
        if wave != nil, !inputs.isEmpty { throw ValidationError("Waves are remembered by a ledger; name one.") }
    }

    func run() throws {
        let day = date?.day ?? BusinessDate.today.day
        var job: RecallJob
        if let pipeline {
            let file = try definitionOptions.pipelineFile(pipeline)
            var rules = file.rules(businessDay: day)
            if let serialScope { rules.serialScope = serialScope }
            var settings = file.settings(rules: rules)
            settings.definitions += definitionOptions.definitions
            job = RecallJob(campaign: campaign, out: out, settings: settings)
            job.ledger = file.ledger
        } else {
            var rules = Rules(businessDay: day)
            rules.serialScope = serialScope ?? .auto
            var settings = RunSettings(inputs: inputs, output: out, rules: rules)
            settings.definitions = definitionOptions.definitions
            job = RecallJob(campaign: campaign, out: out, settings: settings)
            job.ledger = ledger
        }
        job.settings.workers = Processors.count
        job.settings.notices.wave = wave
        job.isPreview = preview
        job.hasLetters = !noLetters
        let progress = TerminalProgress(isQuiet: quiet)
        let outcome: RecallJob.Outcome
        do throws(RunFailure) {
            outcome = try job.run(progress: progress)
        } catch {
            progress.finish()
            throw Runner.exit(error)
        }
        progress.finish()
        guard !quiet else { return }
        var output = StandardOutput()
        for line in RecallReport.lines(of: outcome) { output.append(line: line) }
        output.flush()
    }
}
