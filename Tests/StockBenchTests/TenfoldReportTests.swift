import Testing

@testable import stockbench

@Suite("the table of ten times the workload")
struct TenfoldReportTests {
    private func runs(_ walls: [Double], mebibytes: Int) -> [ProcessUsage] {
        walls.map {
            ProcessUsage(
                command: ["x"], exit: 0, wall: $0, user: $0 * 1.5, system: 0, maxResidentKib: mebibytes * 1024)
        }
    }

    private func summary(_ units: Int) -> WorkloadSummary {
        WorkloadSummary(
            seed: 1, businessDate: "2026-01-31", units: units, despatchLines: 1, orders: 1,
            orderLines: units / 5 * 4, openLines: 1, duplicateSales: 1, unknownSerials: 1, skus: 5_000,
            files: .init(despatchAdvices: 200, orderExports: 16, catalogue: 1),
            bytes: .init(despatchAdvices: units * 117, orderExports: units * 139, catalogue: 500_000),
            expected: .init(findings: [:], findingsDigest: "", units: [:], unitsDigest: "", totals: [:], skus: [:]))
    }

    @Test("time for each record, and what the limit costs, within 80 columns")
    func report() {
        let report = TenfoldReport(
            standard: summary(2_000_000), tenfold: summary(20_000_000),
            standardRuns: runs([1, 2, 1.5], mebibytes: 400),
            tenfoldRuns: runs([11, 20, 18], mebibytes: 4000), limitedRuns: runs([16.5, 32, 27], mebibytes: 480),
            limit: "512MB", notes: ["2 threads"],
            machine: Machine(processor: "Some CPU", cores: 2, memory: 8 << 30, kernel: "Linux 6.1"))
        let text = """
            2,000,000 units, 1,600,000 order lines, 512 MB in 217 files, seed 1
            20,000,000 units, 16,000,000 order lines, 5,120 MB in 217 files, seed 1
            3 rounds in turn, results checked; medians:

                                                  wall s    core s   peak MB
            standard                                1.50      2.25       419
            ten times                              18.00     27.00     4,194
            ten times, --memory 512MB              27.00     40.50       503

            ten times / standard, a record          1.10      1.10
              lowest round                          1.00      1.00
              highest round                         1.20      1.20
            with the limit / without                1.50      1.50
              lowest round                          1.50      1.50
              highest round                         1.60      1.60

            Some CPU, 2 cores, 8.0 GiB, Linux 6.1
            2 threads
            """
        #expect(report.text == text)
        #expect(report.text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }
}
