import Testing

@testable import stockbench

@Suite("the ledger's tables")
struct LedgerReportTests {
    private func summary(units: Int, inStock: Int, hasNight: Bool) -> WorkloadSummary {
        var summary = WorkloadSummary(
            seed: 1, businessDate: "2026-01-31", units: units, despatchLines: 1, orders: 1, orderLines: units / 5 * 4,
            openLines: 1, duplicateSales: 1, unknownSerials: 1, skus: 5_000,
            files: .init(despatchAdvices: 1, orderExports: 1, catalogue: 1),
            bytes: .init(despatchAdvices: 300_000_000, orderExports: 200_000_000, catalogue: 500_000),
            expected: .init(
                findings: [:], findingsDigest: "", units: ["in-stock": inStock], unitsDigest: "", totals: [:],
                skus: [:]))
        if hasNight {
            summary.night = .init(
                businessDate: "2026-02-01", units: 50_000, orderLines: 50_000, files: 9, bytes: 15_000_000)
        }
        return summary
    }

    private func usages(_ walls: [Double], kib: Int = 500_000) -> [ProcessUsage] {
        walls.map {
            ProcessUsage(command: ["x"], exit: 0, wall: $0, user: $0 * 1.5, system: 0.25, maxResidentKib: kib)
        }
    }

    private func nights(units: Int, _ nights: [Double], idle: [Double], oneOffs: [Double]) -> LedgerNights {
        LedgerNights(
            summary: summary(units: units, inStock: 200_000, hasNight: true), nights: usages(nights),
            idle: usages(idle), oneOffs: usages(oneOffs))
    }

    private func report(traces: [Double]) -> LedgerReport {
        LedgerReport(
            summary: summary(units: 2_000_000, inStock: 400_000, hasNight: false),
            oneOffs: usages([2, 1, 1.5]), loads: usages([12, 9, 10.5], kib: 1_000_000),
            small: nights(units: 1_000_000, [2, 2.5, 2], idle: [1, 1, 1.5], oneOffs: [3, 5, 2]),
            large: nights(units: 10_000_000, [3, 3, 2.5], idle: [1, 2, 0.5], oneOffs: [9, 9, 9]),
            traces: usages(traces), recalls: usages([1.5, 2, 1.75]),
            recallsWithLetters: usages([4, 3, 3.5], kib: 750_000), recalled: 100_086, notes: ["Swift 6.3"],
            machine: Machine(processor: "Some CPU", cores: 2, memory: 8 << 30, kernel: "Linux 6.1"))
    }

    @Test("medians, ratios round by round and the greatest memory, within 80 columns")
    func report() {
        let text = """
            first load: 2,000,000 units, 1,600,000 order lines, 500 MB
            a night: 50,000 new units, 50,000 order lines; in stock before: 200,000
            3 rounds, results checked; medians:

                                                  wall s    core s   peak MB
            one-off                                 1.50      2.50       512
            first load                             10.50     16.00     1,024
            first load / one-off                    7.00      6.40
              lowest round                          6.00      5.62
              highest round                         9.00      7.86

            night on 1,000,000 units                2.00      3.25       512
              without files                         1.00      1.75       512
              the difference                        1.00      1.50
            one-off over all of it                  3.00      4.75       512
            one-off / night                         1.50      1.46
              lowest round                          1.00      1.00
              highest round                         2.00      1.94
            one-off / the difference                3.33      3.44

            night on 10,000,000 units               3.00      4.75       512
              without files                         1.00      1.75       512
              the difference                        2.00      3.00
            one-off over all of it                  9.00     13.75       512
            one-off / night                         3.00      2.89
              lowest round                          3.00      2.89
              highest round                         3.60      3.44
            one-off / the difference                4.50      4.58

            night on 10,000,000 / 1,000,000         1.25      1.23
              lowest round                          1.20      1.19
              highest round                         1.50      1.46

            trace of a serial, 3 of them           0.030
              the slowest                          0.045

            recall of 100,086 units               wall s    core s   peak MB
              without letters                       1.75      2.88       512
              with letters                          3.50      5.50       768

            Some CPU, 2 cores, 8.0 GiB, Linux 6.1
            Swift 6.3
            """
        let report = report(traces: [0.03, 0.045, 0.025])
        #expect(report.text == text)
        #expect(report.text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    @Test("says where nothing was traced")
    func noTrace() {
        #expect(report(traces: []).text.contains("\n\nno trace: this program has no such command\n\n"))
    }

    @Test("reads the figures of each round, and says which are missing")
    func folder() throws {
        let folder = try TemporaryFolder()
        let line = try usages([1])[0].json()
        for name in ["night-1", "night-2", "other-1", "night-4"] { try folder.write("\(name).json", line) }
        let results = ResultFolder(path: folder.path)
        #expect(try results.rounds(ProcessUsage.self, named: "night").count == 2)
        #expect(results.has("other"))
        #expect(!results.has("load"))
        #expect(throws: BenchError("\(folder.path) holds no load-1.json")) {
            try results.rounds(ProcessUsage.self, named: "load")
        }
    }
}
