import ArgumentParser
import Foundation

/// `stockbench generate`: writes the workload into a folder.
struct GenerateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Write despatch advices, order exports and a catalogue, the same bytes for the same seed.",
        discussion: """
            OUT/inputs/ holds what a run reads: catalogue.csv, despatch-advices/*.xml (UBL) and orders/*.csv.
            OUT/night/ holds what comes in the day after, if that is asked for: new units, and order lines for units in stock.
            OUT/workload.json holds what was made and what a correct reconciliation of OUT/inputs/ says.
            """)

    @Option(help: "Serialised units received, 1,000 or more; without --stock, order lines are four fifths.")
    var units = 2_000_000

    @Option(help: "Units that nobody buys, most of them received late, whatever the number of units.")
    var stock: Int?

    @Option(help: "New units and order lines of the night that follows, half of either.")
    var night = 0

    @Option(help: "Seed of everything random.")
    var seed: UInt64 = 1

    @Option(
        help: """
            One SKU has 30 % of all lines (sku), one order has 5 order lines of 16 (document), or one serial is on one \
            order line of 16 (serial).
            """)
    var skew: WorkloadSkew?

    @Option(help: "Put all order lines into one file (orders), all despatch advices (advices), or either (both).")
    var oneFile: OneFile?

    @Option(help: "Folder to write; must be empty or not there yet.")
    var out: String

    @Flag(help: "Print nothing.")
    var quiet = false

    private var plan: WorkloadPlan {
        WorkloadPlan(units: units, seed: seed, stock: stock, night: night, skew: skew, oneFile: oneFile)
    }

    func validate() throws {
        if let problem = plan.problem { throw ValidationError(problem) }
    }

    func run() throws {
        let clock = ContinuousClock()
        let start = clock.now
        let summary = try WorkloadGenerator(plan: plan).write(to: out)
        guard !quiet else { return }
        let bytes = summary.bytes
        print("\(plan.despatchAdvices) despatch advices, \(summary.units) units, \(bytes.despatchAdvices) bytes")
        print("\(plan.orderExports) order exports, \(summary.orderLines) order lines, \(bytes.orderExports) bytes")
        print("\(summary.skus) SKUs in the catalogue, \(bytes.catalogue) bytes")
        print("\(summary.duplicateSales) duplicate sales, \(summary.unknownSerials) unknown serials")
        if let night = summary.night {
            print("\(night.units) units and \(night.orderLines) order lines in the night, \(night.bytes) bytes")
        }
        print("\(summary.files.total) files written to \(out) in \(Figures.seconds(clock.now - start)) s")
    }
}

extension WorkloadSkew: ExpressibleByArgument {}
extension OneFile: ExpressibleByArgument {}
