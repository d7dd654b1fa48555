import Foundation
import Testing

@testable import stockbench

@Suite("workloads with too much of one thing, or in one file")
struct WorkloadSkewTests {
    private struct Made {
        let summary: WorkloadSummary
        /// The files of `inputs/`.
        let files: [String: Data]
        var recount: WorkloadRecount { WorkloadRecount(inputs: files) }
    }

    /// Makes a workload of 20,000 units and so 16,000 order lines.
    private func make(_ skew: WorkloadSkew? = nil, oneFile: OneFile? = nil) throws -> Made {
        let folder = try TemporaryFolder()
        let plan = WorkloadPlan(units: 20_000, seed: 7, skew: skew, oneFile: oneFile)
        let summary = try WorkloadGenerator(plan: plan).write(to: folder.path)
        return Made(summary: summary, files: try folder.files().filter { $0.key.hasPrefix("inputs/") })
    }

    @Test("what is in the files is what the summary says", arguments: WorkloadSkew.allCases)
    func counts(skew: WorkloadSkew) throws {
        let made = try make(skew)
        let (summary, recount) = (made.summary, made.recount)
        #expect(recount.received.count == 20_000)
        #expect(recount.deliveredQuantity == 20_000)
        #expect(recount.orderLines == 16_000)
        #expect(recount.orderLines == summary.orderLines)
        #expect(recount.orders.count == summary.orders)
        #expect(recount.duplicateSales == summary.duplicateSales)
        #expect(recount.unknownSerials == summary.unknownSerials)
        #expect(recount.inStock.count == summary.expected.units["in-stock"])
        #expect(made.files.count == summary.files.total)
        #expect(made.files.values.reduce(0) { $0 + $1.count } == summary.bytes.total)
        #expect(summary.expected.findings["duplicate-sale"] == summary.duplicateSales)
        #expect(summary.expected.totals["shipped"] == 16_000 - summary.openLines)
    }

    @Test("one SKU has 30 % of all lines")
    func sku() throws {
        let lines = try make(.sku).recount.skus
        // 600 despatch lines decide, each by a draw of its own.
        #expect((4_000...5_600).contains(lines["SKU-01234", default: 0]))
        #expect(lines.filter { $0.value > 400 }.count == 1)
    }

    @Test("one order has 5 lines of 16, in a file of its own")
    func document() throws {
        let made = try make(.document)
        let sizes = made.recount.orders.values.sorted()
        #expect(sizes.suffix(2) == [3, 5_000])
        let file = try #require(made.files["inputs/orders/orders-0001-amazon.csv"])
        #expect(file.split(separator: UInt8(ascii: "\n")).count == 5_001)
    }

    @Test("one serial is on one line of 16")
    func serial() throws {
        let sizes = try make(.serial).recount.sales.values.sorted()
        #expect(sizes.last == 1_000)
        #expect(sizes.dropLast().allSatisfy { $0 <= 3 })
    }

    @Test("at full size these are 500,000 lines and 100,000 sales")
    func fullSize() {
        let document = WorkloadPlan(units: 2_000_000, seed: 1, skew: .document)
        #expect(document.largestOrder == 500_000)
        #expect(
            document.historySales.exports.map { document.historySales.lines(ofExport: $0) }.reduce(0, +) == 1_600_000)
        let serial = WorkloadPlan(units: 2_000_000, seed: 1, skew: .serial)
        #expect(serial.repeatedSales == 99_999)
        #expect(serial.duplicateSales == 101_599)
    }

    @Test("one file has the lines of the many, in their order, and means the same", arguments: OneFile.allCases)
    func oneFile(_ oneFile: OneFile) throws {
        let (many, one) = (try make(), try make(oneFile: oneFile))
        #expect(one.summary.expected == many.summary.expected)
        #expect(one.files.count == one.summary.files.total)
        if oneFile != .advices {
            #expect(one.files.keys.filter { $0.contains("/orders/") } == ["inputs/orders/orders.csv"])
            #expect(rows(one) == rows(many))
        }
        if oneFile != .orders {
            let path = "inputs/despatch-advices/despatch-advices.xml"
            #expect(one.files.keys.filter { $0.contains("/despatch-advices/") } == [path])
            #expect(advices(one) == advices(many))
        }
    }

    /// All rows but headers.
    private func rows(_ made: Made) -> [Substring] {
        texts(made, in: "/orders/").flatMap { $0.split(separator: "\n") }.filter { !$0.hasPrefix("channel,") }
    }

    /// All lines but those around documents.
    private func advices(_ made: Made) -> [Substring] {
        texts(made, in: "/despatch-advices/").flatMap { $0.split(separator: "\n") }
            .filter {
                !$0.hasPrefix("<?xml") && !$0.hasPrefix("<DespatchAdvices>") && !$0.hasPrefix("</DespatchAdvices>")
            }
    }

    private func texts(_ made: Made, in folder: String) -> [String] {
        made.files.keys.filter { $0.contains(folder) }.sorted()
            .map { String(decoding: made.files[$0] ?? Data(), as: UTF8.self) }
    }
}
