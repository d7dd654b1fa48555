internal import ArgumentParser
internal import Glibc

/// The program: what its commands have in common.
@main
struct Serialstock: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serialstock",
        abstract: "Reconciles the serial numbers of despatch advices with the orders of all sales channels.",
        discussion: """
            Exit codes: 0 published; 1 published, with findings at or above --fail-on; 2 published, but records or files \
            were rejected, or a stock upload or a recall is lacking; 3 nothing published; 4 another run holds the ledger; 64 wrong use; \
            65 a pipeline file, a campaign or a definition that is wrong.
            """,
        version: Version.current,
        subcommands: [
            ReconcileCommand.self, RunCommand.self, CheckCommand.self, RecallCommand.self, WarrantyCommand.self,
            TraceCommand.self, LedgerCommand.self,
            ReadCommand.self, InspectCommand.self, DefinitionsCommand.self,
        ])

    /// Without a command. An error, so that a job which lost its arguments does not look as if it had done its work.
    func run() throws {
        throw ValidationError(
            "Name a command: reconcile, run, check, recall, warranty, trace, ledger, read, inspect or definitions.")
    }

    static func main() {
        // A closed pipe and a file beyond a size limit come back as errors of the write, and are dealt with there.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        Allocator.setUp()
        main(nil)
    }
}

/// The version of this program.
enum Version {
    static let current = "0.1.0"
}
