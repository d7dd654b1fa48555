internal import ArgumentParser
internal import StockPipeline

/// `serialstock ledger forget PATH --email X`
struct LedgerForgetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget", abstract: "Remove one buyer's personal data, for good.",
        discussion: """
            All that is given must fit one and the same record; then the details of all records of that order go, from \
            the rejected records of published runs too, and so do those of warranty registrations. Orders, quantities and \
            counts stay. An export that repeats them does not bring the details back. Backups, exports and the inputs themselves are not touched. Exits with \
            1 if there is no such buyer.
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

    func validate() throws {
        guard query.isUsable else {
            throw ValidationError("Say who is to be forgotten: --email, or --name, best with --postcode.")
        }
    }

    private var query: BuyerQuery { BuyerQuery(email: email, name: name, postcode: postcode) }

    func run() throws {
        let outcome: LedgerForgetting.Outcome
        do throws(RunFailure) {
            outcome = try LedgerForgetting(ledger: path).forget(query, isDryRun: dryRun)
        } catch {
            throw Runner.exit(error)
        }
        var output = StandardOutput()
        for line in lines(outcome) { output.append(line: line) }
        output.flush()
        if outcome.isEmpty { throw ExitCode(1) }
    }

    private func lines(_ outcome: LedgerForgetting.Outcome) -> [String] {
        guard !outcome.isEmpty else { return ["There is no such buyer; nothing was removed."] }
        let what = dryRun ? "Would remove" : "Removed"
        var lines = TextTable.wrapped(
            "\(what) the buyer's details from \(Figures.count(outcome.records, "record")) of "
                + "\(Figures.count(outcome.orders.count, "order")): \(outcome.orders.joined(separator: ", ")).",
            width: TextTable.width)
        if outcome.orders.isEmpty { lines = [] }
        if outcome.registrations > 0 {
            lines.append(
                "\(what) the person's details from \(Figures.count(outcome.registrations, "warranty registration")).")
        }
        if outcome.rejected > 0 {
            lines.append("\(what) \(Figures.count(outcome.rejected, "rejected record")) from:")
            lines += outcome.files.map { "  \(WorkingFolder.shown($0))" }
        }
        return lines + ["Backups, exports and input files still have what they had."]
    }
}
