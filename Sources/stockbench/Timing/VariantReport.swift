/// The table of a benchmark of several workloads that differ in one thing: medians over its rounds, at most 80 columns wide.
struct VariantReport {
    /// Runs over one of the workloads.
    struct Variant {
        let name: String
        /// Round by round.
        let runs: [ProcessUsage]
    }

    /// The workload that the others are compared with.
    let summary: WorkloadSummary
    /// It first, then the others.
    let variants: [Variant]
    let notes: [String]
    let machine: Machine

    /// The variants in `folder`, whose files are named after them.
    static func variants(_ names: [String], in folder: String) throws(BenchError) -> [Variant] {
        let results = ResultFolder(path: folder)
        var variants: [Variant] = []
        for name in names {
            variants.append(Variant(name: name, runs: try results.rounds(ProcessUsage.self, named: name)))
        }
        return variants
    }

    /// The whole report.
    var text: String {
        let others = variants.dropFirst()
        let rounds = "\(variants[0].runs.count) round\(variants[0].runs.count == 1 ? "" : "s")"
        let parts = [
            [summary.headline, "\(rounds) in turn, results checked; medians:"],
            [cells("", ["wall s", "core s", "peak MB"])] + variants.map(row),
            others.flatMap(ratios), [machine.text] + notes,
        ]
        return parts.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
    }

    /// Medians of the rounds, and the greatest memory of them: a limit must hold every time.
    private func row(_ variant: Variant) -> String {
        let peak = (variant.runs.map(\.maxResidentKib).max() ?? 0) * 1_024 / 1_000_000
        return cells(
            variant.name,
            [
                fixed(Figures.median(variant.runs.map(\.wall))),
                fixed(Figures.median(variant.runs.map(\.coreSeconds))), Figures.grouped(peak),
            ])
    }

    /// The median of what a variant's rounds come to in those of the first, and the least and greatest.
    private func ratios(_ variant: Variant) -> [String] {
        let pairs = zip(variant.runs, variants[0].runs)
        let (wall, core) = (pairs.map { $0.wall / $1.wall }, pairs.map { $0.coreSeconds / $1.coreSeconds })
        return [
            cells("\(variant.name) / \(variants[0].name)", [fixed(Figures.median(wall)), fixed(Figures.median(core))]),
            cells("  lowest round", [fixed(wall.min() ?? .nan), fixed(core.min() ?? .nan)]),
            cells("  highest round", [fixed(wall.max() ?? .nan), fixed(core.max() ?? .nan)]),
        ]
    }

    private func fixed(_ value: Double) -> String { Figures.fixed(value, places: 2) }

    private func cells(_ name: String, _ values: [String]) -> String {
        Figures.left(name, 34) + values.map { Figures.right($0, 10) }.joined()
    }
}
