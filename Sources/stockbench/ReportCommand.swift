import ArgumentParser

/// `stockbench report`: the table at the end of `scripts/bench`.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Print medians of rounds of floor, run and rivals.",
        discussion: """
            RESULTS holds floor-N.json (of `stockbench floor --json`) and run-N.json (of `stockbench time --out`) for
            the rounds N = 1, 2 …; and, where they were measured, one-worker-N.json, rival-duckdb-N.json,
            rival-polars-N.json and rival-pandas-N.json.
            """)

    @Argument(help: "Folder of the workload, with workload.json.")
    var workload: String

    @Argument(help: "Folder with the rounds.")
    var results: String

    @Option(name: .customLong("with"), help: "A line about versions, printed as it is; may be repeated.")
    var notes: [String] = []

    func run() throws {
        let summary = try WorkloadSummary.read(folder: workload)
        let rounds = try BenchRound.all(in: results)
        print(BenchReport(summary: summary, rounds: rounds, notes: notes, machine: .current).text)
    }
}
