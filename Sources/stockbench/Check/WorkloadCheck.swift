/// Compares a published folder with what a workload must give.
struct WorkloadCheck {
    /// Most SKUs that are named one by one.
    private static let shownSKUs = 5

    let summary: WorkloadSummary
    /// The published folder, `OUT/latest`.
    let folder: String

    /// A sentence for each difference; none if all is as expected.
    func differences() throws(BenchError) -> [String] {
        try sources() + rejects() + stock() + units() + findings()
    }

    private func table(_ name: String) throws(BenchError) -> PublishedTable {
        try PublishedTable(path: folder + "/" + name)
    }

    private func sources() throws(BenchError) -> [String] {
        let table = try table("sources.csv")
        let columns = try table.columns(["file", "outcome"])
        var read = 0
        var differences: [String] = []
        try table.forEachRow { row in
            if row.text(columns[1]) == "read" {
                read += 1
            } else {
                differences.append("\(row.text(columns[0])) was not read but is `\(row.text(columns[1]))`.")
            }
        }
        return differences + compare("Files read", read, summary.files.total)
    }

    private func rejects() throws(BenchError) -> [String] {
        var rejects = 0
        try table("rejects.csv").forEachRow { _ in rejects += 1 }
        return compare("Rejected records", rejects, 0)
    }

    private func stock() throws(BenchError) -> [String] {
        let table = try table("stock_by_sku.csv")
        let columns = try table.columns(["sku"] + WorkloadSummary.skuColumns)
        var totals = Array(repeating: 0, count: WorkloadSummary.skuColumns.count)
        var seen = 0
        var wrong: [String] = []
        try table.forEachRow { row in
            let sku = row.text(columns[0])
            let figures = columns.dropFirst().map { row.text($0) }
            for (index, figure) in figures.enumerated() { totals[index] += Int(figure) ?? 0 }
            let expected = summary.expected.skus[sku]
            let found = figures.joined(separator: ",")
            seen += 1
            guard expected != found else { return }
            wrong.append("\(sku) has \(found), expected \(expected ?? "no such SKU").")
        }
        var differences = compare("SKUs in the stock file", seen, summary.skus)
        for (name, total) in zip(WorkloadSummary.skuColumns, totals) {
            differences += compare("Sum of `\(name)`", total, summary.expected.totals[name, default: 0])
        }
        guard !wrong.isEmpty else { return differences }
        differences.append("SKUs that differ: \(wrong.count), in \(WorkloadSummary.skuColumns.joined(separator: ",")).")
        return differences + wrong.prefix(Self.shownSKUs)
    }

    private func units() throws(BenchError) -> [String] {
        let table = try table("stock_units.csv")
        let columns = try table.columns(["sku", "serial", "place"])
        var counts: [String: Int] = [:]
        var digest = RowDigest()
        try table.forEachRow { row in
            counts[row.text(columns[2]), default: 0] += 1
            for column in columns { row.withBytes(column) { digest.cell($0) } }
            digest.endRow()
        }
        let differences = compare("Units", counts, summary.expected.units)
        guard differences.isEmpty, digest.text != summary.expected.unitsDigest else { return differences }
        return ["The unit file has as many units as expected, but not the same ones."]
    }

    private func findings() throws(BenchError) -> [String] {
        let table = try table("findings.csv")
        let columns = try table.columns(["kind", "sku", "serial"])
        var counts: [String: Int] = [:]
        var digest = RowDigest()
        try table.forEachRow { row in
            let kind = row.text(columns[0])
            counts[kind, default: 0] += 1
            guard kind == "duplicate-sale" || kind == "unknown-serial" else { return }
            for column in columns { row.withBytes(column) { digest.cell($0) } }
            digest.endRow()
        }
        let differences = compare("Findings", counts, summary.expected.findings)
        guard differences.isEmpty, digest.text != summary.expected.findingsDigest else { return differences }
        return ["There are as many findings as expected, but not on the same serials."]
    }

    private func compare(_ what: String, _ found: Int, _ expected: Int) -> [String] {
        found == expected ? [] : ["\(what): \(found), expected \(expected)."]
    }

    private func compare(_ what: String, _ found: [String: Int], _ expected: [String: Int]) -> [String] {
        Set(found.keys).union(expected.keys).sorted().flatMap { key in
            compare("\(what) `\(key)`", found[key, default: 0], expected[key, default: 0])
        }
    }
}
