import ArgumentParser

/// `stockbench tenfold-report`: the table at the end of `scripts/bench --times-ten`.
struct TenfoldReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tenfold-report",
        abstract: "Print medians of runs over a workload and ten times that, with and without a limit of memory.",
        discussion: """
            RESULTS holds standard-N.json, tenfold-N.json and limited-N.json (of `stockbench time --out`) for each round.
            """)

    @Argument(help: "Folder of the workload, with workload.json.")
    var workload: String

    @Argument(help: "Folder of ten times the workload, with workload.json.")
    var tenfold: String

    @Argument(help: "Folder with the rounds.")
    var results: String

    @Option(help: "The limit of memory, as the program was given it.")
    var limit: String

    @Option(name: .customLong("with"), help: "A line about versions, printed as it is; may be repeated.")
    var notes: [String] = []

    func run() throws {
        let folder = ResultFolder(path: results)
        let names = TenfoldReport.names
        let report = TenfoldReport(
            standard: try WorkloadSummary.read(folder: workload), tenfold: try WorkloadSummary.read(folder: tenfold),
            standardRuns: try folder.rounds(ProcessUsage.self, named: names.standard),
            tenfoldRuns: try folder.rounds(ProcessUsage.self, named: names.tenfold),
            limitedRuns: try folder.rounds(ProcessUsage.self, named: names.limited), limit: limit, notes: notes,
            machine: .current)
        print(report.text)
    }
}
