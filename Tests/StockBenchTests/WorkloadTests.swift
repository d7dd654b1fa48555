import Foundation
import Testing

@testable import stockbench

@Suite("the workload")
struct WorkloadTests {
    /// Makes a workload in a new folder.
    private func make(units: Int, seed: UInt64) throws -> (TemporaryFolder, WorkloadSummary) {
        let folder = try TemporaryFolder()
        let generator = WorkloadGenerator(plan: WorkloadPlan(units: units, seed: seed))
        return (folder, try generator.write(to: folder.path))
    }

    @Test("the same seed gives the same bytes, another seed others")
    func seeds() throws {
        let first = try make(units: 1_500, seed: 3).0.files()
        let again = try make(units: 1_500, seed: 3).0.files()
        let other = try make(units: 1_500, seed: 4).0.files()
        #expect(first == again)
        #expect(first.keys == other.keys)
        #expect(first["inputs/orders/orders-0001-amazon.csv"] != other["inputs/orders/orders-0001-amazon.csv"])
        #expect(first["inputs/despatch-advices/da-000001.xml"] != other["inputs/despatch-advices/da-000001.xml"])
    }

    @Test("the bytes for a seed are what they always were, since published figures rest on them")
    func sameBytes() throws {
        let files = try make(units: 1_500, seed: 3).0.files()
        var digest = RowDigest()
        for name in files.keys.sorted() {
            files[name]?.withUnsafeBytes { bytes in digest.cell(bytes.bindMemory(to: UInt8.self)) }
        }
        digest.endRow()
        #expect(digest.text == "52857b3d92e03226")
    }

    @Test("as many files, lines and units as promised", arguments: [1_000, 1_001, 4_999, 12_345])
    func counts(units: Int) throws {
        let (folder, summary) = try make(units: units, seed: 9)
        let files = try folder.files()
        #expect(files.count == summary.files.total + 1)
        let inputs = files.filter { $0.key.hasPrefix("inputs/") }
        #expect(inputs.reduce(0) { $0 + $1.value.count } == summary.bytes.total)

        let recount = WorkloadRecount(inputs: inputs)
        #expect(recount.received.count == units)
        #expect(recount.deliveredQuantity == units)
        #expect(recount.orderLines == summary.orderLines)
        #expect(recount.duplicateSales == summary.duplicateSales)
        #expect(recount.unknownSerials == summary.unknownSerials)
        #expect(recount.inStock.count == summary.expected.units["in-stock"])
        #expect(summary.expected.totals["received"] == units)
        #expect(summary.expected.totals["shipped"] == summary.orderLines - summary.openLines)
        #expect(summary.expected.findings["duplicate-sale"] == summary.duplicateSales)
        #expect(summary.expected.skus.count == 5_000)
    }

    @Test("two million units make 200 despatch advices and 16 exports")
    func fullSize() {
        let plan = WorkloadPlan(units: 2_000_000, seed: 1)
        #expect(plan.despatchAdvices == 200)
        #expect(plan.orderExports == 16)
        #expect(plan.orderLines == 1_600_000)
        #expect(plan.duplicateSales == 1_600)
        #expect(plan.unknownSerials == 1_600)
    }

    @Test("every unit belongs to the despatch advice whose range holds it", arguments: [1_000, 1_003, 80_001])
    func advices(units: Int) {
        let plan = WorkloadPlan(units: units, seed: 1)
        for advice in 0..<plan.despatchAdvices {
            let range = plan.unitRange(ofAdvice: advice)
            #expect(plan.advice(ofUnit: range.lowerBound) == advice)
            #expect(plan.advice(ofUnit: range.upperBound - 1) == advice)
        }
    }

    @Test("workload.json reads back as it was written")
    func summary() throws {
        let (folder, summary) = try make(units: 1_000, seed: 2)
        #expect(try WorkloadSummary.read(folder: folder.path) == summary)
    }

    @Test("a folder that holds anything is left alone")
    func occupied() throws {
        let folder = try TemporaryFolder()
        try folder.write("old.csv", "a\n")
        #expect(throws: BenchError("\(folder.path) is not empty; name a new folder")) {
            try WorkloadGenerator(plan: WorkloadPlan(units: 1_000, seed: 1)).write(to: folder.path)
        }
    }
}
