package import Foundation

/// Reads a folder of house CSVs and simple UBL despatch advices into a world.
package enum WorldReader {
    /// A folder that cannot be read as a world.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    /// The world of all files below a folder.
    package static func world(_ folder: URL, rules: PlainRules) throws -> PlainWorld {
        var world = PlainWorld(rules: rules)
        for path in try files(folder) {
            let text = try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
            if path.hasSuffix(".xml") {
                guard let document = DespatchText.read(text, file: path) else {
                    throw Failure(description: "\(path): not a despatch advice")
                }
                world.documents.append(document)
            } else if let records = HouseText.read(text, file: path) {
                world.documents += documents(records)
            } else if let catalogue = CatalogueText.read(text) {
                world.catalogue += catalogue
            } else {
                throw Failure(description: "\(path): unknown header")
            }
        }
        return world
    }

    /// What a folder says must come out.
    package static func outcome(_ folder: URL) throws -> PlainOutcome {
        func text(_ name: String) throws -> String {
            try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
        }
        var outcome = PlainOutcome()
        outcome.stockBySKU = try text("stock_by_sku.csv").split(separator: "\n").map(String.init)
        outcome.units = CSVText.records(try text("stock_units.csv")).map { row in
            PlainUnit(sku: row["sku"] ?? "", serial: row["serial"] ?? "", place: row["place"] ?? "")
        }.sorted()
        outcome.findings = CSVText.records(try text("findings.csv")).map { row in
            PlainFinding(
                kind: row["kind"] ?? "", sku: row["sku"] ?? "", serial: row["serial"] ?? "",
                quantity: row["quantity"] ?? "", party: row["party"] ?? "", document: row["document"] ?? "",
                line: row["line"] ?? "")
        }.sorted()
        return outcome
    }

    private static func files(_ folder: URL) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".csv") || $0.hasSuffix(".xml") }.sorted(by: inByteOrder)
    }

    /// Records of one document in one file belong together.
    private static func documents(_ records: [PlainRecord]) -> [PlainDocument] {
        var order: [[String]] = []
        var groups: [[String]: [PlainRecord]] = [:]
        for record in records {
            let number = [.return, .adjustment].contains(record.kind) ? record.document : orderNumber(record.document)
            let key = [record.scope, number ?? ""]
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(record)
        }
        return order.map { PlainDocument(groups[$0, default: []]) }
    }
}
