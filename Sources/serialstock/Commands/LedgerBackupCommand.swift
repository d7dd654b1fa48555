internal import ArgumentParser
internal import StockPipeline

/// `serialstock ledger backup PATH TARGET`
struct LedgerBackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy a ledger as it is now to a new file.",
        discussion: """
            A run may be at work meanwhile: the copy is the ledger as the run found it, and the run is not held up. The \
            copy is a ledger itself. Exits with 3 if there is something at the target already.
            """)

    @Argument(help: ArgumentHelp("The ledger.", valueName: "path"))
    var path: String

    @Argument(help: ArgumentHelp("The copy, which must not exist.", valueName: "target"))
    var target: String

    func run() throws {
        do throws(RunFailure) {
            try LedgerFile.backUp(path, to: target)
        } catch {
            throw Runner.exit(error)
        }
    }
}
