import Foundation

/// Makes the whole workload of a plan.
struct WorkloadGenerator {
    let plan: WorkloadPlan

    /// Writes the workload into `folder`, which must be empty or not there, and returns what is in `workload.json`.
    func write(to folder: String) throws -> WorkloadSummary {
        let inputs = folder + "/inputs"
        try Self.makeFolder(folder)
        try Self.makeInputFolders(inputs)
        var bytes = WorkloadSummary.PerKind()
        bytes.catalogue = try CatalogueWriter().write(to: inputs + "/catalogue.csv")

        var units = UnitTable(plan: plan)
        var advices = DespatchAdviceWriter(plan: plan)
        let adviceFiles = plan.adviceFiles(in: inputs)
        for (path, range) in adviceFiles {
            bytes.despatchAdvices += try advices.write(range, to: path, units: &units)
        }

        var exports = OrderExportWriter(plan: plan, sales: plan.historySales, units: units)
        let exportFiles = plan.exportFiles(in: inputs)
        for (path, range) in exportFiles { bytes.orderExports += try exports.write(range, to: path) }
        var outcome = exports.outcome
        outcome.addReceipts(plan: plan, units: units)

        var summary = WorkloadSummary(
            seed: plan.seed, businessDate: WorkloadPlan.businessDay.text, units: plan.units,
            despatchLines: advices.lines, orders: exports.orders, orderLines: plan.orderLines,
            openLines: plan.openLines, duplicateSales: plan.duplicateSales, unknownSerials: plan.unknownSerials,
            skus: WorkloadPlan.skus,
            files: .init(despatchAdvices: adviceFiles.count, orderExports: exportFiles.count, catalogue: 1),
            bytes: bytes, expected: WorkloadSummary.Expected(outcome))
        if plan.night > 0 {
            summary.night = try writeNight(to: folder + "/night", units: &units, ordersBefore: exports.orders)
        }
        try summary.write(folder: folder)
        return summary
    }

    /// Writes what comes in on the night after.
    private func writeNight(
        to inputs: String, units: inout UnitTable, ordersBefore: Int
    ) throws -> WorkloadSummary.Night {
        try Self.makeInputFolders(inputs)
        var bytes = 0
        let sales = plan.nightSales(after: ordersBefore)
        var exports = OrderExportWriter(plan: plan, sales: sales, units: units)
        for export in sales.exports {
            bytes += try exports.write(export..<export + 1, to: WorkloadPlan.path(ofExport: export, in: inputs))
        }
        var advices = DespatchAdviceWriter(plan: plan, stream: 4)
        for advice in plan.nightAdvices {
            let path = WorkloadPlan.path(ofAdvice: advice, in: inputs)
            bytes += try advices.write(advice..<advice + 1, to: path, units: &units)
        }
        return WorkloadSummary.Night(
            businessDate: WorkloadPlan.nightDay.text, units: plan.nightUnits, orderLines: sales.lines,
            files: plan.nightAdvices.count + sales.exports.count, bytes: bytes)
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

    /// Makes a folder of inputs and those in it.
    private static func makeInputFolders(_ inputs: String) throws(BenchError) {
        for path in [inputs, inputs + "/despatch-advices", inputs + "/orders"] { try makeSubfolder(path) }
    }

    private static func makeSubfolder(_ path: String) throws(BenchError) {
        guard mkdir(path, 0o755) == 0 else { throw BenchError.system("make the folder", path) }
    }
}
