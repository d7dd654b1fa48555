internal import ArgumentParser
internal import StockPipeline

/// `serialstock ledger status PATH`
struct LedgerStatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show what a ledger holds: runs, files, records, findings, what is waiting, who was told.")

    @Argument(help: ArgumentHelp("The ledger.", valueName: "path"))
    var path: String

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        let status: LedgerStatus
        do throws(RunFailure) {
            status = try LedgerStatus.read(ledger: path)
        } catch {
            throw Runner.exit(error)
        }
        var output = StandardOutput()
        for line in json ? [LedgerStatusReport.json(status)] : LedgerStatusReport.lines(status) {
            output.append(line: line)
        }
        output.flush()
    }
}
