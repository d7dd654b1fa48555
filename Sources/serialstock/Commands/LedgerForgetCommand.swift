internal import ArgumentParser
internal import StockPipeline

/// `serialstock ledger forget PATH --email X`
struct LedgerForgetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget", abstract: "Remove one buyer's personal data, for good.",
        discussion: """
            All that is given must fit one and the same record; then the details of all records of that order go, and so \
            do those of warranty registrations, and what published runs show of the buyer: rejected records, rows of \
            recalls/ and warranty/, letters. Orders, serials, quantities and counts stay. An export that repeats the orders \
            does not bring the details back. The ledger's file is then written anew, so that nothing can be found in it.

            Not touched are what nobody but you knows of: backups and exports of the ledger, folders that `serialstock \
            recall` or `serialstock warranty` made elsewhere, copies, and the input files. Exits with 1 if there is no such \
            buyer, and with 3 if traces are left in the file.
            """)

    @Argument(help: ArgumentHelp("The ledger.", valueName: "path"))
    var path: String

    @Option(help: "The buyer's e-mail address.")
    var email: String?

    @Option(help: "The buyer's name or company.")
    var name: String?

    @Option(help: "The buyer's postcode, to tell people of one name apart.")
    var postcode: String?

    @Flag(help: "Only tell what would be removed.")
    var dryRun = false

    @Flag(name: .shortAndLong, help: "Show no progress.")
    var quiet = false

    func validate() throws {
        guard query.isUsable else {
            throw ValidationError("Say who is to be forgotten: --email, or --name, best with --postcode.")
        }
    }

    private var query: BuyerQuery { BuyerQuery(email: email, name: name, postcode: postcode) }

    func run() throws {
        let progress = TerminalProgress(isQuiet: quiet)
        let outcome: LedgerForgetting.Outcome
        do throws(RunFailure) {
            outcome = try LedgerForgetting(ledger: path, workers: Processors.count, progress: progress).forget(
                query, isDryRun: dryRun)
        } catch {
            progress.finish()
            throw Runner.exit(error)
        }
        progress.finish()
        var output = StandardOutput()
        for line in lines(outcome) { output.append(line: line) }
        output.flush()
        if !outcome.traces.isEmpty { throw ExitCode(3) }
        if outcome.isEmpty, !outcome.isFinished { throw ExitCode(1) }
    }

    private func lines(_ outcome: LedgerForgetting.Outcome) -> [String] {
        let traces = outcome.traces.isEmpty ? [] : TextTable.wrapped(outcome.traces, width: TextTable.width)
        guard !outcome.isFinished else {
            return ["There is no such buyer any more; the last traces of what was removed before are wiped."]
        }
        guard !outcome.isEmpty else { return ["There is no such buyer; nothing was removed."] + traces }
        let what = dryRun ? "Would remove" : "Removed"
        var lines: [String] = []
        if !outcome.orders.isEmpty {
            lines += TextTable.wrapped(
                "\(what) the buyer's details from \(Figures.count(outcome.records, "record")) of "
                    + "\(Figures.count(outcome.orders.count, "order")): \(outcome.orders.joined(separator: ", ")).",
                width: TextTable.width)
        }
        if outcome.registrations > 0 {
            lines.append(
                "\(what) the person's details from \(Figures.count(outcome.registrations, "warranty registration")).")
        }
        if !outcome.files.isEmpty {
            lines.append("\(what) \(Self.words(outcome)) from:")
            lines += outcome.files.map { "  \(WorkingFolder.shown($0))" }
        }
        lines += TextTable.wrapped(
            "Backups, exports, folders of `serialstock recall` and `serialstock warranty`, and the input files still have "
                + "what they had.", width: TextTable.width)
        return lines + traces
    }

    /// What went from published files.
    private static func words(_ outcome: LedgerForgetting.Outcome) -> String {
        var parts: [String] = []
        if outcome.rejected > 0 { parts.append(Figures.count(outcome.rejected, "rejected record")) }
        if outcome.rows > 0 { parts.append("the details in \(Figures.count(outcome.rows, "row")) of lists") }
        if outcome.letters > 0 { parts.append(Figures.count(outcome.letters, "letter")) }
        return parts.joined(separator: ", ")
    }
}
