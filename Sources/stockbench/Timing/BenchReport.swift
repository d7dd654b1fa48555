/// The table of a benchmark: medians over its rounds, at most 80 columns wide.
struct BenchReport {
    let summary: WorkloadSummary
    let rounds: [BenchRound]
    let notes: [String]
    let machine: Machine

    /// The whole report.
    var text: String {
        let parts = [head, table, oneWorker, rivals, [machine.text] + notes]
        return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
    }

    private var head: [String] {
        let threads = rounds[0].floor.threads
        return [
            summary.headline,
            "\(rounds.count) round\(rounds.count == 1 ? "" : "s") in turn, \(threads) thread\(threads == 1 ? "" : "s"), "
                + "results checked; medians:",
        ]
    }

    private var table: [String] {
        let bytes = rounds[0].floor
        let xml = median { $0.floor.xml.coreSeconds }
        let csv = median { $0.floor.csv.coreSeconds }
        let floor = median { $0.floor.seconds }
        return [
            cells("", ["wall s", "core s", "MB/s", "peak MB"]),
            cells("libxml2, one core", ["", fixed(xml), rate(bytes.xml.bytes, xml)]),
            cells("libcsv, one core", ["", fixed(csv), rate(bytes.csv.bytes, csv)]),
            cells("floor", [fixed(floor), fixed(median(\.floor.coreSeconds)), rate(bytes.bytes, floor)]),
            row("reconcile", rounds.map(\.run)),
        ] + ratio("reconcile / floor", rounds.map(\.wallRatio), rounds.map(\.coreRatio))
    }

    /// What a second core brings; nothing to tell where there is one.
    private var oneWorker: [String] {
        let usages = rounds.compactMap(\.oneWorker)
        guard !usages.isEmpty else { return [] }
        return [row("reconcile, one worker", usages)]
            + ratio(
                "one worker / \(rounds[0].floor.threads) workers", zip(usages, rounds).map { $0.wall / $1.run.wall })
    }

    private var rivals: [String] {
        let measured = Rival.allCases.compactMap { rival in
            let usages = rounds.compactMap { $0.rivals[rival] }
            return usages.isEmpty ? nil : (rival: rival, usages: usages)
        }
        let fastest = measured.min { Figures.median($0.usages.map(\.wall)) < Figures.median($1.usages.map(\.wall)) }
        guard let fastest else { return [] }
        let quotients = zip(fastest.usages, rounds).map {
            (wall: $0.wall / $1.run.wall, core: $0.coreSeconds / $1.run.coreSeconds)
        }
        return measured.map { row($0.rival.title, $0.usages) }
            + ratio("fastest of them / reconcile", quotients.map(\.wall), quotients.map(\.core))
    }

    /// Medians of one program's rounds, and the greatest memory of all of them: a limit must hold every time.
    private func row(_ name: String, _ usages: [ProcessUsage]) -> String {
        let wall = Figures.median(usages.map(\.wall))
        let peak = (usages.map(\.maxResidentKib).max() ?? 0) * 1_024 / 1_000_000
        return cells(
            name,
            [
                fixed(wall), fixed(Figures.median(usages.map(\.coreSeconds))), rate(rounds[0].floor.bytes, wall),
                Figures.grouped(peak),
            ])
    }

    /// The median of what each round's two come to, and the least and greatest; of wall time and, if given, processor time.
    private func ratio(_ name: String, _ ratios: [Double]...) -> [String] {
        [
            cells(name, ratios.map { fixed(Figures.median($0)) }),
            cells("  lowest round", ratios.map { fixed($0.min() ?? .nan) }),
            cells("  highest round", ratios.map { fixed($0.max() ?? .nan) }),
        ]
    }

    private func median(_ figure: (BenchRound) -> Double) -> Double { Figures.median(rounds.map(figure)) }
    private func fixed(_ value: Double) -> String { Figures.fixed(value, places: 2) }
    private func rate(_ bytes: Int, _ seconds: Double) -> String { Figures.rate(bytes: bytes, seconds: seconds) }

    private func cells(_ name: String, _ values: [String]) -> String {
        Figures.left(name, 30) + values.map { Figures.right($0, 10) }.joined()
    }
}
