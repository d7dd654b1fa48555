/// The tables of the ledger's benchmark: medians over its rounds, at most 80 columns wide.
struct LedgerReport {
    /// Wall time and processor time over all threads, or a ratio of two such.
    struct Seconds {
        let wall: Double
        let core: Double
    }

    /// What is loaded first, in one go.
    let summary: WorkloadSummary
    /// One-offs and first loads of it, round by round.
    let oneOffs: [ProcessUsage]
    let loads: [ProcessUsage]
    let small: LedgerNights
    let large: LedgerNights
    /// Traces of serials on the large ledger; none where the program cannot trace.
    let traces: [ProcessUsage]
    /// Recalls on the large ledger, without letters and with them; none where nothing was recalled.
    let recalls: [ProcessUsage]
    let recallsWithLetters: [ProcessUsage]
    /// How many units they are about.
    let recalled: Int
    let notes: [String]
    let machine: Machine

    /// The whole report.
    var text: String {
        let parts = [head, first, nights(small), nights(large), growth, tracing, recalling, [machine.text] + notes]
        return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
    }

    private var head: [String] {
        let night = small.summary.night
        let inStock = [small, large].map { Figures.grouped($0.summary.expected.units["in-stock", default: 0]) }
        let rounds = "\(loads.count) round\(loads.count == 1 ? "" : "s")"
        return [
            "first load: \(units(summary)) units, \(Figures.grouped(summary.orderLines)) order lines, "
                + "\(Figures.grouped(summary.bytes.total / 1_000_000)) MB",
            "a night: \(Figures.grouped(night?.units ?? 0)) new units, "
                + "\(Figures.grouped(night?.orderLines ?? 0)) order lines; in stock before: "
                + (inStock[0] == inStock[1] ? inStock[0] : inStock.joined(separator: " and ")),
            "\(rounds), results checked; medians:",
        ]
    }

    private var first: [String] {
        [cells("", ["wall s", "core s", "peak MB"]), row("one-off", oneOffs), row("first load", loads)]
            + ratios("first load / one-off", seconds(loads), seconds(oneOffs))
    }

    private func nights(_ nights: LedgerNights) -> [String] {
        let oneOffs = seconds(nights.oneOffs)
        return [
            row("night on \(units(nights.summary)) units", nights.nights),
            row("  without files", nights.idle),
            cells("  the difference", medians(nights.work)),
            row("one-off over all of it", nights.oneOffs),
        ] + ratios("one-off / night", oneOffs, seconds(nights.nights)) + [
            cells("one-off / the difference", medians(quotients(oneOffs, nights.work)))
        ]
    }

    private var growth: [String] {
        ratios(
            "night on \(units(large.summary)) / \(units(small.summary))", seconds(large.nights), seconds(small.nights))
    }

    private var tracing: [String] {
        guard let slowest = traces.map(\.wall).max() else { return ["no trace: this program has no such command"] }
        let name = "trace of a serial, \(traces.count) of them"
        return [
            cells(name, [Figures.fixed(Figures.median(traces.map(\.wall)), places: 3)]),
            cells("  the slowest", [Figures.fixed(slowest, places: 3)]),
        ]
    }

    private var recalling: [String] {
        guard !recalls.isEmpty else { return [] }
        return [
            cells("recall of \(Figures.grouped(recalled)) units", ["wall s", "core s", "peak MB"]),
            row("  without letters", recalls), row("  with letters", recallsWithLetters),
        ]
    }

    /// The median of some rounds, and the greatest memory of them: a limit must hold every time.
    private func row(_ name: String, _ usages: [ProcessUsage]) -> String {
        let peak = (usages.map(\.maxResidentKib).max() ?? 0) * 1_024 / 1_000_000
        return cells(name, medians(seconds(usages)) + [Figures.grouped(peak)])
    }

    /// The median of what each round's two come to, and the least and greatest.
    private func ratios(_ name: String, _ above: [Seconds], _ below: [Seconds]) -> [String] {
        let all = quotients(above, below)
        let (wall, core) = (all.map(\.wall), all.map(\.core))
        return [
            cells(name, medians(all)),
            cells("  lowest round", [fixed(wall.min() ?? .nan), fixed(core.min() ?? .nan)]),
            cells("  highest round", [fixed(wall.max() ?? .nan), fixed(core.max() ?? .nan)]),
        ]
    }

    private func quotients(_ above: [Seconds], _ below: [Seconds]) -> [Seconds] {
        zip(above, below).map { Seconds(wall: $0.wall / $1.wall, core: $0.core / $1.core) }
    }

    private func seconds(_ usages: [ProcessUsage]) -> [Seconds] {
        usages.map { Seconds(wall: $0.wall, core: $0.coreSeconds) }
    }

    private func medians(_ all: [Seconds]) -> [String] {
        [fixed(Figures.median(all.map(\.wall))), fixed(Figures.median(all.map(\.core)))]
    }

    private func units(_ summary: WorkloadSummary) -> String { Figures.grouped(summary.units) }

    private func fixed(_ value: Double) -> String { Figures.fixed(value, places: 2) }

    private func cells(_ name: String, _ values: [String]) -> String {
        Figures.left(name, 34) + values.map { Figures.right($0, 10) }.joined()
    }
}
