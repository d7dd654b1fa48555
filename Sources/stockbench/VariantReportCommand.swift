import ArgumentParser

/// `stockbench variant-report`: the table at the end of `scripts/bench --skew` and `--one-file`.
struct VariantReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "variant-report",
        abstract: "Print medians of rounds of runs over several workloads.",
        discussion: "RESULTS holds NAME-1.json, NAME-2.json … (of `stockbench time --out`) for each name.")

    @Argument(help: "Folder of the first of the workloads, with workload.json.")
    var workload: String

    @Argument(help: "Folder with the rounds.")
    var results: String

    @Argument(help: "The names of the runs; the others are compared with the first.")
    var names: [String]

    @Option(name: .customLong("with"), help: "A line about versions, printed as it is; may be repeated.")
    var notes: [String] = []

    func run() throws {
        let report = VariantReport(
            summary: try WorkloadSummary.read(folder: workload),
            variants: try VariantReport.variants(names, in: results), notes: notes, machine: .current)
        print(report.text)
    }
}
