import Testing

@testable import stockbench

@Suite("timing and its table")
struct BenchReportTests {
    @Test("a command's exit code and what it took")
    func childProcess() throws {
        let usage = try ChildProcess.run(["sh", "-c", "exit 3"])
        #expect(usage.exit == 3)
        #expect(usage.wall > 0)
        #expect(usage.maxResidentKib > 0)
        #expect(try ChildProcess.run(["sh", "-c", "kill -9 $$"]).exit == 137)
        #expect(throws: BenchError("cannot start no-such-command: No such file or directory")) {
            try ChildProcess.run(["no-such-command"])
        }
    }

    @Test("medians, ratios and the greatest memory, within 80 columns")
    func report() {
        func round(floor: Double, wall: Double, kib: Int) -> BenchRound {
            BenchRound(
                floor: FloorReport(
                    threads: 2, seconds: floor,
                    xml: FloorTally(files: 200, bytes: 234_000_000, elements: 9, coreSeconds: 0.9),
                    csv: FloorTally(files: 17, bytes: 278_000_000, fields: 9, rows: 3, coreSeconds: 1)),
                run: ProcessUsage(
                    command: ["x"], exit: 0, wall: wall, user: 2.5, system: 0.25, maxResidentKib: kib))
        }
        let summary = WorkloadSummary(
            seed: 1, businessDate: "2026-01-31", units: 2_000_000, despatchLines: 1, orders: 1,
            orderLines: 1_600_000, openLines: 1, duplicateSales: 1, unknownSerials: 1, skus: 5_000,
            files: .init(despatchAdvices: 200, orderExports: 16, catalogue: 1),
            bytes: .init(despatchAdvices: 234_000_000, orderExports: 277_500_000, catalogue: 500_000),
            expected: .init(
                findings: [:], findingsDigest: "", units: [:], unitsDigest: "", totals: [:], skus: [:]))
        let report = BenchReport(
            summary: summary,
            rounds: [
                round(floor: 1, wall: 1.5, kib: 300_000), round(floor: 1, wall: 1.75, kib: 350_000),
                round(floor: 2, wall: 2.5, kib: 310_000),
            ],
            notes: ["Swift 6.3"],
            machine: Machine(processor: "Some CPU", cores: 2, memory: 8 << 30, kernel: "Linux 6.1"))
        let text = """
            2,000,000 units, 1,600,000 order lines, 512 MB in 217 files, seed 1
            3 rounds of floor and reconcile in turn, 2 threads, results checked; medians:

                                    wall s    core s      MB/s   peak MB
            libxml2, one core                   0.90       260
            libcsv, one core                    1.00       278
            floor                     1.00      1.90       512
            reconcile                 1.75      2.75       293       358
            reconcile / floor         1.50      1.45
              lowest round            1.25      1.45
              highest round           1.75      1.45

            Some CPU, 2 cores, 8.0 GiB, Linux 6.1
            Swift 6.3
            """
        #expect(report.text == text)
        #expect(report.text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }
}
