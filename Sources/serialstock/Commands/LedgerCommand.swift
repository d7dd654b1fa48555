internal import ArgumentParser

/// `serialstock ledger …`
struct LedgerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger",
        abstract: "Make a ledger, look at it, copy it, take out of it.",
        discussion: "A ledger keeps what was ever read, so that a nightly run reads only what is new; docs/ledger.md.",
        subcommands: [
            LedgerInitCommand.self, LedgerStatusCommand.self, LedgerBackupCommand.self, LedgerExportCommand.self,
            LedgerForgetCommand.self, LedgerVerifyCommand.self, LedgerRetractCommand.self,
        ])
}
