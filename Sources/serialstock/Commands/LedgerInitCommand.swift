internal import ArgumentParser
internal import StockPipeline

/// `serialstock ledger init PATH`
struct LedgerInitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make a new, empty ledger.",
        discussion: "Exits with 3 if there is something at the path already.")

    @Argument(help: ArgumentHelp("Where to make it.", valueName: "path"))
    var path: String

    func run() throws {
        do throws(RunFailure) {
            try LedgerFile.make(at: path)
        } catch {
            throw Runner.exit(error)
        }
    }
}
