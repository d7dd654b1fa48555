/// The table of a benchmark: medians over its rounds, at most 80 columns wide.
struct BenchReport {
    let summary: WorkloadSummary
    let rounds: [BenchRound]
    let notes: [String]
    let machine: Machine

    /// The whole report.
    var text: String {
        (head + [""] + table + [""] + [machine.text] + notes).joined(separator: "\n")
    }

    private var head: [String] {
        let megabytes = Figures.grouped(summary.bytes.total / 1_000_000)
        let threads = rounds[0].floor.threads
        return [
            "\(Figures.grouped(summary.units)) units, \(Figures.grouped(summary.orderLines)) order lines, "
                + "\(megabytes) MB in \(summary.files.total) files, seed \(summary.seed)",
            "\(rounds.count) rounds of floor and reconcile in turn, \(threads) thread\(threads == 1 ? "" : "s"), "
                + "results checked; medians:",
        ]
    }

    private var table: [String] {
        let bytes = rounds[0].floor
        let xml = median { $0.floor.xml.coreSeconds }
        let csv = median { $0.floor.csv.coreSeconds }
        let floor = median { $0.floor.seconds }
        let wall = median { $0.run.wall }
        return [
            cells("", ["wall s", "core s", "MB/s", "peak MB"]),
            cells("libxml2, one core", ["", fixed(xml), rate(bytes.xml.bytes, xml)]),
            cells("libcsv, one core", ["", fixed(csv), rate(bytes.csv.bytes, csv)]),
            cells("floor", [fixed(floor), fixed(median(\.floor.coreSeconds)), rate(bytes.bytes, floor)]),
            cells("reconcile", [fixed(wall), fixed(median(\.run.coreSeconds)), rate(bytes.bytes, wall), peak]),
            cells("reconcile / floor", [fixed(median(\.wallRatio)), fixed(median(\.coreRatio))]),
            cells("  lowest round", [fixed(least(\.wallRatio)), fixed(least(\.coreRatio))]),
            cells("  highest round", [fixed(greatest(\.wallRatio)), fixed(greatest(\.coreRatio))]),
        ]
    }

    /// The greatest of all rounds: a limit must hold every time.
    private var peak: String {
        Figures.grouped((rounds.map(\.run.maxResidentKib).max() ?? 0) * 1_024 / 1_000_000)
    }

    private func median(_ figure: (BenchRound) -> Double) -> Double { Figures.median(rounds.map(figure)) }
    private func least(_ figure: (BenchRound) -> Double) -> Double { rounds.map(figure).min() ?? .nan }
    private func greatest(_ figure: (BenchRound) -> Double) -> Double { rounds.map(figure).max() ?? .nan }
    private func fixed(_ value: Double) -> String { Figures.fixed(value, places: 2) }
    private func rate(_ bytes: Int, _ seconds: Double) -> String { Figures.rate(bytes: bytes, seconds: seconds) }

    private func cells(_ name: String, _ values: [String]) -> String {
        Figures.left(name, 20) + values.map { Figures.right($0, 10) }.joined()
    }
}
