internal import ArgumentParser
internal import StockPipeline
internal import StockWriting

/// `serialstock ledger retract PATH FILE|RUN`
struct LedgerRetractCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retract",
        abstract: "Take back a file or a run, as if it had never been read.",
        discussion: """
            A file goes by its name in sources.csv or by the beginning of its SHA-256, a run by its id. What was taken \
            back can be read again; take the file out of the inputs first, or the next run reads it. The next run \
            publishes what is left.
            """)

    @Argument(help: ArgumentHelp("The ledger.", valueName: "path"))
    var path: String

    @Argument(help: ArgumentHelp("A file or a run.", valueName: "what"))
    var what: String

    @Flag(help: "Only tell what would change.")
    var dryRun = false

    @Flag(name: .shortAndLong, help: "Show no progress and no figures.")
    var quiet = false

    func run() throws {
        let progress = TerminalProgress(isQuiet: quiet)
        let result: LedgerUpkeep.Retraction
        do throws(RunFailure) {
            result = try LedgerUpkeep(ledger: path, workers: Processors.count, progress: progress).retract(
                what, isDryRun: dryRun)
        } catch {
            progress.finish()
            throw Runner.exit(error)
        }
        progress.finish()
        guard !quiet else { return }
        var output = StandardOutput()
        for line in Self.lines(result, isDryRun: dryRun) { output.append(line: Printable.line(line)) }
        output.flush()
    }

    /// What a person is told of it: at most twenty SKUs.
    static func lines(_ result: LedgerUpkeep.Retraction, isDryRun: Bool = false) -> [String] {
        var lines = result.files.map { "\(isDryRun ? "would be taken back" : "taken back"): \($0)" }
        lines += result.repeated.map { "\($0.file): its content stays, because \($0.as) has brought it too" }
        lines.append("records: \(result.records); findings: \(result.resolved) no longer true, \(result.new) new")
        lines += result.changes.prefix(20).map { "\($0.sku): on hand \($0.onHandBefore), now \($0.onHand)" }
        if result.changes.count > 20 { lines.append("… and \(result.changes.count - 20) more SKUs") }
        if !isDryRun, !result.files.isEmpty {
            lines.append("The next run publishes what is left; what is still among its inputs it reads again.")
        }
        return lines
    }
}
