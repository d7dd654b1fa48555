import Testing

@testable import stockbench

@Suite("the table of several workloads")
struct VariantReportTests {
    private func variant(_ name: String, _ walls: [Double]) -> VariantReport.Variant {
        VariantReport.Variant(
            name: name,
            runs: walls.map {
                ProcessUsage(command: ["x"], exit: 0, wall: $0, user: $0 * 1.5, system: 0.25, maxResidentKib: 400_000)
            })
    }

    @Test("medians, and ratios round by round, within 80 columns")
    func report() {
        let report = VariantReport(
            summary: WorkloadSummary(
                seed: 1, businessDate: "2026-01-31", units: 2_000_000, despatchLines: 1, orders: 1,
                orderLines: 1_600_000, openLines: 1, duplicateSales: 1, unknownSerials: 1, skus: 5_000,
                files: .init(despatchAdvices: 200, orderExports: 16, catalogue: 1),
                bytes: .init(despatchAdvices: 234_000_000, orderExports: 277_500_000, catalogue: 500_000),
                expected: .init(
                    findings: [:], findingsDigest: "", units: [:], unitsDigest: "", totals: [:], skus: [:])),
            variants: [variant("even", [1, 2, 1.5]), variant("one-file-advices", [2, 2, 3])], notes: ["2 threads"],
            machine: Machine(processor: "Some CPU", cores: 2, memory: 8 << 30, kernel: "Linux 6.1"))
        let text = """
            2,000,000 units, 1,600,000 order lines, 512 MB in 217 files, seed 1
            3 rounds in turn, results checked; medians:

                                                  wall s    core s   peak MB
            even                                    1.50      2.50       409
            one-file-advices                        2.00      3.25       409

            one-file-advices / even                 2.00      1.86
              lowest round                          1.00      1.00
              highest round                         2.00      1.90

            Some CPU, 2 cores, 8.0 GiB, Linux 6.1
            2 threads
            """
        #expect(report.text == text)
        #expect(report.text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }
}
