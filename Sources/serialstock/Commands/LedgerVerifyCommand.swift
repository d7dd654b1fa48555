internal import ArgumentParser
internal import StockPipeline
internal import StockWriting

/// `serialstock ledger verify PATH`
struct LedgerVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Fold every record again and compare with what the ledger has concluded.",
        discussion: "Changes nothing. Exits with 3 where something differs, which no run can have done.")

    @Argument(help: ArgumentHelp("The ledger.", valueName: "path"))
    var path: String

    @Flag(name: .shortAndLong, help: "Show no progress, and nothing where all is well.")
    var quiet = false

    func run() throws {
        let progress = TerminalProgress(isQuiet: quiet)
        let differences: [String]
        do throws(RunFailure) {
            differences = try LedgerUpkeep(ledger: path, workers: Processors.count, progress: progress).verify()
        } catch {
            progress.finish()
            throw Runner.exit(error)
        }
        progress.finish()
        var output = StandardOutput()
        for difference in differences { output.append(line: Printable.line(difference)) }
        if differences.isEmpty, !quiet { output.append(line: "All is as its records say.") }
        output.flush()
        guard differences.isEmpty else {
            throw Runner.exit(
                RunFailure(
                    at: path, "the ledger has concluded what its records do not say",
                    remedy: "restore a backup, or make a new ledger from all files; and report this"))
        }
    }
}
