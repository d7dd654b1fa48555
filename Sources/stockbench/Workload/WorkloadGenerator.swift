import Foundation

/// Makes the whole workload of a plan.
struct WorkloadGenerator {
    let plan: WorkloadPlan

    /// Writes the workload into `folder`, which must be empty or not there, and returns what is in `workload.json`.
    func write(to folder: String) throws -> WorkloadSummary {
        let inputs = folder + "/inputs"
        try Self.makeFolder(folder)
        for path in [inputs, inputs + "/despatch-advices", inputs + "/orders"] { try Self.makeSubfolder(path) }
        var bytes = WorkloadSummary.PerKind()
        bytes.catalogue = try CatalogueWriter().write(to: inputs + "/catalogue.csv")

        var units = UnitTable(plan: plan)
        var advices = DespatchAdviceWriter(plan: plan)
        for advice in 0..<plan.despatchAdvices {
            let path = "\(inputs)/despatch-advices/da-\(Self.padded(advice + 1, 6)).xml"
            bytes.despatchAdvices += try advices.write(advice, to: path, units: &units)
        }

        var exports = OrderExportWriter(plan: plan, units: units)
        for export in 0..<plan.orderExports {
            let channel = OrderExportWriter.channels[export % OrderExportWriter.channels.count]
            let path = "\(inputs)/orders/orders-\(Self.padded(export + 1, 4))-\(channel).csv"
            bytes.orderExports += try exports.write(export, to: path)
        }
        var outcome = exports.outcome
        outcome.addReceipts(plan: plan, units: units)

        let summary = WorkloadSummary(
            seed: plan.seed, businessDate: WorkloadPlan.businessDay.text, units: plan.units,
            despatchLines: advices.lines, orders: exports.orders, orderLines: plan.orderLines,
            openLines: plan.openLines, duplicateSales: plan.duplicateSales, unknownSerials: plan.unknownSerials,
            skus: WorkloadPlan.skus,
            files: .init(despatchAdvices: plan.despatchAdvices, orderExports: plan.orderExports, catalogue: 1),
            bytes: bytes, expected: WorkloadSummary.Expected(outcome))
        try summary.write(folder: folder)
        return summary
    }

    /// Makes `path` with the folders above it; refuses one that holds anything, so that no old file is measured.
    private static func makeFolder(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            guard try FileManager.default.contentsOfDirectory(atPath: path).isEmpty else {
                throw BenchError("\(path) is not empty; name a new folder")
            }
        } catch let error as BenchError {
            throw error
        } catch {
            throw BenchError("cannot make the folder \(path): \(error.localizedDescription)")
        }
    }

    private static func makeSubfolder(_ path: String) throws(BenchError) {
        guard mkdir(path, 0o755) == 0 else { throw BenchError.system("make the folder", path) }
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
