internal import ArgumentParser
internal import StockPipeline

/// `serialstock ledger export PATH --out DIR`
struct LedgerExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write all records of a ledger as CSV in the house's own formats.",
        discussion: """
            Reading the folder, with `reconcile` or into a new ledger, gives the same stock and findings. It holds buyers' \
            details, so only this user can read it. A run may be at work meanwhile.
            """)

    @Argument(help: ArgumentHelp("The ledger.", valueName: "path"))
    var path: String

    @Option(name: .shortAndLong, help: ArgumentHelp("The folder to make.", valueName: "dir"))
    var out: String

    func run() throws {
        do throws(RunFailure) {
            let outcome = try LedgerExport(ledger: path).write(to: out)
            var output = StandardOutput()
            output.append(
                line: "\(Figures.count(outcome.records, "record")) in \(Figures.count(outcome.files, "file")) in \(out)"
            )
            output.flush()
        } catch {
            throw Runner.exit(error)
        }
    }
}
