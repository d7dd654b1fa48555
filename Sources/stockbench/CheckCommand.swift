import ArgumentParser

/// `stockbench check`: whether a run published what its workload must give.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Compare what a run published with what its workload must give.",
        discussion: "Prints a sentence for each difference and then exits 1.")

    @Argument(help: "Folder of the workload, with workload.json.")
    var workload: String

    @Argument(help: "Folder given to the run as --out; its `latest` is compared.")
    var out: String

    @Flag(help: "Print nothing where all is as expected.")
    var quiet = false

    func run() throws {
        let summary = try WorkloadSummary.read(folder: workload)
        let differences = try WorkloadCheck(summary: summary, folder: out + "/latest").differences()
        for difference in differences { print(difference) }
        guard differences.isEmpty else { throw ExitCode.failure }
        if !quiet {
            print("as expected: \(summary.units) units, \(summary.orderLines) order lines, \(summary.skus) SKUs")
        }
    }
}
