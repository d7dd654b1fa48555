import ArgumentParser
import Foundation

/// `stockbench generate`: writes the workload into a folder.
struct GenerateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Write despatch advices, order exports and a catalogue, the same bytes for the same seed.",
        discussion: """
            OUT/inputs/ holds what a run reads: catalogue.csv, despatch-advices/*.xml (UBL) and orders/*.csv.
            OUT/workload.json holds what was made and what a correct reconciliation of it says.
            """)

    @Option(help: "Serialised units received, 1,000 or more; order lines are four fifths of that.")
    var units = 2_000_000

    @Option(help: "Seed of everything random.")
    var seed: UInt64 = 1

    @Option(help: "Folder to write; must be empty or not there yet.")
    var out: String

    @Flag(help: "Print nothing.")
    var quiet = false

    func validate() throws {
        guard WorkloadPlan.allowedUnits.contains(units) else {
            throw ValidationError("--units must be from 1,000 to \(WorkloadPlan.allowedUnits.upperBound)")
        }
    }

    func run() throws {
        let clock = ContinuousClock()
        let start = clock.now
        let summary = try WorkloadGenerator(plan: WorkloadPlan(units: units, seed: seed)).write(to: out)
        guard !quiet else { return }
        let (files, bytes) = (summary.files, summary.bytes)
        print("\(files.despatchAdvices) despatch advices, \(summary.units) units, \(bytes.despatchAdvices) bytes")
        print("\(files.orderExports) order exports, \(summary.orderLines) order lines, \(bytes.orderExports) bytes")
        print("\(summary.skus) SKUs in the catalogue, \(bytes.catalogue) bytes")
        print("\(summary.duplicateSales) duplicate sales, \(summary.unknownSerials) unknown serials")
        print("written to \(out) in \(Figures.seconds(clock.now - start)) s")
    }
}
