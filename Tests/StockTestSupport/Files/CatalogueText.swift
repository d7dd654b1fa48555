/// The catalogue as a file.
enum CatalogueText {
    /// The entries of a file; nil where it is no catalogue.
    static func read(_ text: String) -> [PlainCatalogueEntry]? {
        guard let header = CSVText.rows(text).first, header.contains("sku"),
            !Set(header).isDisjoint(with: [
                "name", "serials", "components", "aliases", "supplier_parts", "safety_stock",
            ]),
            Set(header).isDisjoint(with: ["quantity", "order_id", "at", "as_of", "return_id"])
        else { return nil }
        return CSVText.records(text).map { row in
            let row = row.filter { !$0.value.isEmpty }
            var entry = PlainCatalogueEntry(sku: row["sku"] ?? "")
            entry.name = row["name"] ?? ""
            entry.gtin = row["gtin"]
            entry.supplierParts = list(row["supplier_parts"])
            entry.aliases = list(row["aliases"])
            entry.serials = row["serials"] ?? "optional"
            entry.identifier = row["identifier"] ?? "any"
            entry.safetyStock = row["safety_stock"].flatMap { Int($0) }
            entry.components = list(row["components"]).compactMap(component)
            return entry
        }
    }

    /// A file of all entries.
    static func write(_ catalogue: [PlainCatalogueEntry]) -> String {
        var text = "sku,name,gtin,supplier_parts,aliases,serials,identifier,safety_stock,components\n"
        for entry in catalogue {
            let cells = [
                entry.sku, entry.name, entry.gtin ?? "", entry.supplierParts.joined(separator: ";"),
                entry.aliases.joined(separator: ";"), entry.serials, entry.identifier,
                entry.safetyStock.map { String($0) } ?? "",
                entry.components.map { "\($0.sku)*\($0.count)" }.joined(separator: ";"),
            ]
            text += cells.map(CSVText.cell).joined(separator: ",") + "\n"
        }
        return text
    }

    private static func list(_ cell: String?) -> [String] {
        (cell ?? "").split(separator: ";").map(String.init)
    }

    private static func component(_ text: String) -> PlainCatalogueEntry.Component? {
        let parts = text.split(separator: "*")
        guard let sku = parts.first else { return nil }
        return .init(sku: String(sku), count: parts.count > 1 ? Int(parts[1]) ?? 1 : 1)
    }
}
