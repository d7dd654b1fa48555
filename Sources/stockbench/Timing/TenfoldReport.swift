/// The table of a benchmark of a workload, ten times the workload, and that within a limit of memory: medians over its rounds,
/// at most 80 columns wide.
struct TenfoldReport {
    /// The names of the runs' files.
    static let names = (standard: "standard", tenfold: "tenfold", limited: "limited")

    let standard: WorkloadSummary
    let tenfold: WorkloadSummary
    /// Of each round.
    let standardRuns: [ProcessUsage]
    let tenfoldRuns: [ProcessUsage]
    let limitedRuns: [ProcessUsage]
    /// As it was given to the program: `512MB`.
    let limit: String
    let notes: [String]
    let machine: Machine

    /// The whole report.
    var text: String {
        let rounds = "\(standardRuns.count) round\(standardRuns.count == 1 ? "" : "s")"
        let table = [
            cells("", ["wall s", "core s", "peak MB"]), row("standard", standardRuns), row("ten times", tenfoldRuns),
            row("ten times, --memory \(limit)", limitedRuns),
        ]
        let records = Double(tenfold.units + tenfold.orderLines) / Double(standard.units + standard.orderLines)
        let ratios =
            ratios("ten times / standard, a record", tenfoldRuns, standardRuns, per: records)
            + ratios("with the limit / without", limitedRuns, tenfoldRuns, per: 1)
        let parts = [
            [standard.headline, tenfold.headline, "\(rounds) in turn, results checked; medians:"], table, ratios,
            [machine.text] + notes,
        ]
        return parts.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
    }

    /// Medians of the rounds, and the greatest memory of them: a limit must hold every time.
    private func row(_ name: String, _ runs: [ProcessUsage]) -> String {
        let peak = (runs.map(\.maxResidentKib).max() ?? 0) * 1_024 / 1_000_000
        return cells(
            name,
            [
                fixed(Figures.median(runs.map(\.wall))), fixed(Figures.median(runs.map(\.coreSeconds))),
                Figures.grouped(peak),
            ])
    }

    /// The median of what the rounds of one come to in those of another, and the least and greatest.
    private func ratios(
        _ name: String, _ runs: [ProcessUsage], _ others: [ProcessUsage], per records: Double
    ) -> [String] {
        let pairs = zip(runs, others)
        let wall = pairs.map { $0.wall / $1.wall / records }
        let core = pairs.map { $0.coreSeconds / $1.coreSeconds / records }
        return [
            cells(name, [fixed(Figures.median(wall)), fixed(Figures.median(core))]),
            cells("  lowest round", [fixed(wall.min() ?? .nan), fixed(core.min() ?? .nan)]),
            cells("  highest round", [fixed(wall.max() ?? .nan), fixed(core.max() ?? .nan)]),
        ]
    }

    private func fixed(_ value: Double) -> String { Figures.fixed(value, places: 2) }

    private func cells(_ name: String, _ values: [String]) -> String {
        Figures.left(name, 34) + values.map { Figures.right($0, 10) }.joined()
    }
}
