/// Compares what one of the programs of `scripts/bench-rivals` wrote with what a run published.
///
/// A rival knows less: of a SKU what was received, shipped and is on hand, the units that nobody bought, the duplicate sales
/// and the sales of unknown serials. All of that must be the same.
struct RivalCheck {
    /// Most rows that are named one by one.
    private static let shown = 5

    /// Counts and a checksum over SKU and serial of some units.
    private struct Units: Equatable {
        var count = 0
        var digest = RowDigest()
    }

    /// The folder that the run published, `OUT/latest`.
    let published: String
    /// The folder that the rival wrote.
    let rival: String

    /// A sentence for each difference; none if both agree.
    func differences() throws(BenchError) -> [String] {
        try stock() + units() + findings()
    }

    private func stock() throws(BenchError) -> [String] {
        let name = "stock_by_sku.csv"
        let figures = ["received", "shipped", "on_hand"]
        let found = try rows(of: rival, name, key: ["sku"], values: figures)
        let expected = try rows(of: published, name, key: ["sku"], values: figures)
        return compare("SKUs, in \(figures.joined(separator: ","))", found, expected)
    }

    private func rows(
        of folder: String, _ name: String, key: [String], values: [String]
    ) throws(BenchError) -> [String: String] {
        let table = try PublishedTable(path: folder + "/" + name)
        let (keys, values) = (try table.columns(key), try table.columns(values))
        var rows: [String: String] = [:]
        try table.forEachRow { row in
            let key = keys.map { row.text($0) }.joined(separator: " ")
            rows[key] = values.map { row.text($0) }.joined(separator: ",")
        }
        return rows
    }

    private func units() throws(BenchError) -> [String] {
        let found = try units(of: PublishedTable(path: rival + "/units_in_stock.csv"))
        let expected = try units(of: PublishedTable(path: published + "/stock_units.csv"), in: "in-stock")
        guard found.count == expected.count else {
            return ["Units in stock: \(found.count), expected \(expected.count)."]
        }
        return found == expected ? [] : ["There are as many units in stock as expected, but not the same ones."]
    }

    /// - Parameter place: The place of the units that count; nil where the table has no others.
    private func units(of table: PublishedTable, in place: String? = nil) throws(BenchError) -> Units {
        let columns = try table.columns(["sku", "serial"])
        let placeColumn = place == nil ? nil : try table.columns(["place"])[0]
        var units = Units()
        try table.forEachRow { row in
            if let placeColumn, row.text(placeColumn) != place { return }
            units.count += 1
            for column in columns { row.withBytes(column) { units.digest.cell($0) } }
            units.digest.endRow()
        }
        return units
    }

    private func findings() throws(BenchError) -> [String] {
        compare("Sales to look at", try findings(of: rival), try findings(of: published))
    }

    /// The duplicate sales and sales of unknown serials: by kind, SKU and serial how many. One program has a row for each, the
    /// other one for all of a serial, with their number.
    private func findings(of folder: String) throws(BenchError) -> [String: Int] {
        let table = try PublishedTable(path: folder + "/findings.csv")
        let columns = try table.columns(["kind", "sku", "serial", "quantity"])
        var sales: [String: Int] = [:]
        try table.forEachRow { row in
            let kind = row.text(columns[0])
            guard kind == "duplicate-sale" || kind == "unknown-serial" else { return }
            sales["\(kind) \(row.text(columns[1])) \(row.text(columns[2]))", default: 0] += row.number(columns[3]) ?? 0
        }
        return sales
    }

    private func compare<Value: Equatable>(
        _ what: String, _ found: [String: Value], _ expected: [String: Value]
    ) -> [String] {
        let wrong = Set(found.keys).union(expected.keys).filter { found[$0] != expected[$0] }.sorted()
        guard !wrong.isEmpty else { return [] }
        return ["\(what), that differ: \(wrong.count)."]
            + wrong.prefix(Self.shown).map { key in
                "\(key) has \(text(found[key])), expected \(text(expected[key]))."
            }
    }

    private func text(_ value: (some Equatable)?) -> String { value.map { "\($0)" } ?? "none" }
}
