import ArgumentParser

/// `stockbench ledger-report`: the tables at the end of `scripts/bench --ledger`.
struct LedgerReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger-report",
        abstract: "Print medians of rounds of first loads, nights, traces and recalls.",
        discussion: """
            RESULTS holds what `stockbench time --out` told in the rounds N = 1, 2 …: one-off-N.json and load-N.json of the
            first workload, and of the other two small- and large-, each followed by night-N.json, idle-N.json (the run after,
            without files) and one-off-N.json; trace-1.json, trace-2.json … where serials were traced; and recall-N.json and
            letters-N.json where units were recalled, without letters and with them.
            """)

    @Argument(help: "Folder of the workload that is loaded, with workload.json.")
    var workload: String

    @Argument(help: "Folder of the small ledger's workload.")
    var small: String

    @Argument(help: "Folder of the large ledger's workload.")
    var large: String

    @Argument(help: "Folder with the rounds.")
    var results: String

    @Option(help: ArgumentHelp("How many units the recalls are about.", valueName: "units"))
    var recalled = 0

    @Option(name: .customLong("with"), help: "A line about versions, printed as it is; may be repeated.")
    var notes: [String] = []

    func run() throws {
        let folder = ResultFolder(path: results)
        let report = LedgerReport(
            summary: try WorkloadSummary.read(folder: workload),
            oneOffs: try folder.rounds(ProcessUsage.self, named: "one-off"),
            loads: try folder.rounds(ProcessUsage.self, named: "load"),
            small: try LedgerNights(size: "small", workload: small, in: results),
            large: try LedgerNights(size: "large", workload: large, in: results),
            traces: folder.has("trace") ? try folder.rounds(ProcessUsage.self, named: "trace") : [],
            recalls: folder.has("recall") ? try folder.rounds(ProcessUsage.self, named: "recall") : [],
            recallsWithLetters: folder.has("letters") ? try folder.rounds(ProcessUsage.self, named: "letters") : [],
            recalled: recalled,
            notes: notes, machine: .current)
        print(report.text)
    }
}
