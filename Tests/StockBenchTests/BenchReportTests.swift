import Foundation
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

    @Test("a command's family, and the memory of all of it")
    func family() throws {
        let pipe = Pipe()
        let child = Process()
        child.executableURL = URL(fileURLWithPath: "/bin/sh")
        // It lives until its input ends.
        child.arguments = ["-c", "read line"]
        child.standardInput = pipe
        try child.run()
        #expect(ProcessTree.family(of: getpid()).contains(child.processIdentifier))
        #expect(ProcessTree(watching: getpid()).end() > 0)
        try pipe.fileHandleForWriting.close()
        child.waitUntilExit()
        #expect(!ProcessTree.family(of: getpid()).contains(child.processIdentifier))
    }

    /// A report of three rounds: of floor and run, or of one worker and two of the other programs as well.
    private func report(isWhole: Bool) -> String {
        func round(floor: Double, wall: Double, kib: Int) -> BenchRound {
            func usage(_ factor: Double) -> ProcessUsage {
                ProcessUsage(
                    command: ["x"], exit: 0, wall: wall * factor, user: 2.5 * factor, system: 0.25,
                    maxResidentKib: kib * 2)
            }
            return BenchRound(
                floor: FloorReport(
                    threads: 2, seconds: floor,
                    xml: FloorTally(files: 200, bytes: 234_000_000, elements: 9, coreSeconds: 0.9),
                    csv: FloorTally(files: 17, bytes: 278_000_000, fields: 9, rows: 3, coreSeconds: 1)),
                run: ProcessUsage(
                    command: ["x"], exit: 0, wall: wall, user: 2.5, system: 0.25, maxResidentKib: kib),
                oneWorker: isWhole ? usage(2) : nil, rivals: isWhole ? [.duckdb: usage(6), .polars: usage(5)] : [:])
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
        return report.text
    }

    @Test("medians, ratios and the greatest memory, within 80 columns")
    func whole() {
        let text = """
            2,000,000 units, 1,600,000 order lines, 512 MB in 217 files, seed 1
            3 rounds in turn, 2 threads, results checked; medians:

                                              wall s    core s      MB/s   peak MB
            libxml2, one core                             0.90       260
            libcsv, one core                              1.00       278
            floor                               1.00      1.90       512
            reconcile                           1.75      2.75       293       358
            reconcile / floor                   1.50      1.45
              lowest round                      1.25      1.45
              highest round                     1.75      1.45

            reconcile, one worker               3.50      5.25       146       716
            one worker / 2 workers              2.00
              lowest round                      2.00
              highest round                     2.00

            lxml + DuckDB                      10.50     15.25        49       716
            2 × lxml + Polars                   8.75     12.75        59       716
            fastest of them / reconcile         5.00      4.64
              lowest round                      5.00      4.64
              highest round                     5.00      4.64

            Some CPU, 2 cores, 8.0 GiB, Linux 6.1
            Swift 6.3
            """
        #expect(report(isWhole: true) == text)
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    @Test("what was not measured is not told")
    func withoutRivals() {
        let text = report(isWhole: false)
        #expect(text.contains("reconcile / floor"))
        #expect(!text.contains("one worker"))
        #expect(!text.contains("lxml"))
    }

    @Test("rounds are read with all that was measured in them, in each or in none")
    func rounds() throws {
        let folder = try TemporaryFolder()
        let usage = try ChildProcess.run(["true"]).json()
        for name in ["run-1", "run-2", "one-worker-1", "one-worker-2", "rival-pandas-1", "rival-pandas-2"] {
            try folder.write("\(name).json", usage)
        }
        for name in ["floor-1", "floor-2"] { try folder.write("\(name).json", FloorReport(threads: 2).json()) }
        let rounds = try BenchRound.all(in: folder.path)
        #expect(rounds.map { $0.oneWorker != nil } == [true, true])
        #expect(rounds.map { Array($0.rivals.keys) } == [[.pandas], [.pandas]])
        try folder.write("rival-duckdb-1.json", usage)
        let problem = "\(folder.path) has not as many rival-duckdb-N.json as run-N.json"
        #expect(throws: BenchError(problem)) { try BenchRound.all(in: folder.path) }
    }
}
