/// Finds the catalogue entry that a line means.
struct SKUResolver {
    private let entries: [String: PlainCatalogueEntry]
    private var exactSKU: [String: String] = [:]
    private var exactAlias: [String: String] = [:]
    private var foldedSKU: [String: Set<String>] = [:]
    private var foldedAlias: [String: Set<String>] = [:]
    private var exactPart: [String: String] = [:]
    private var foldedPart: [String: Set<String>] = [:]
    private var gtins: [String: String] = [:]
    let hasCatalogue: Bool

    init(catalogue: [PlainCatalogueEntry]) {
        hasCatalogue = !catalogue.isEmpty
        entries = Dictionary(catalogue.map { ($0.sku, $0) }) { first, _ in first }
        for entry in catalogue {
            exactSKU[entry.sku] = entry.sku
            foldedSKU[entry.sku.lowercased(), default: []].insert(entry.sku)
            for alias in entry.aliases {
                exactAlias[alias] = entry.sku
                foldedAlias[alias.lowercased(), default: []].insert(entry.sku)
            }
            for part in entry.supplierParts {
                exactPart[part] = entry.sku
                foldedPart[part.lowercased(), default: []].insert(entry.sku)
            }
            if let gtin = entry.gtin.flatMap({ CheckDigit.fourteenDigits($0) }) { gtins[gtin] = entry.sku }
        }
    }

    /// The entry of a resolved SKU, nil where the catalogue has none.
    func entry(_ sku: String) -> PlainCatalogueEntry? { entries[sku] }

    /// All entries, by SKU.
    var catalogue: [PlainCatalogueEntry] { entries.values.sorted { inByteOrder($0.sku, $1.sku) } }

    /// The SKU of a record, where `carried` are the GTINs that its serials' carriers told.
    func resolve(_ record: PlainRecord, carried: [String]) -> String {
        let name = record.sku ?? ""
        let part = record.supplierPart ?? ""
        let gtin = record.gtin ?? ""
        if !name.isEmpty, let sku = byName(name) { return sku }
        if !part.isEmpty, let sku = byPart(part, supplier: record.scope) { return sku }
        for candidate in [gtin] + carried {
            if let full = CheckDigit.fourteenDigits(candidate), let sku = gtins[full] { return sku }
        }
        return [name, part, gtin].first { !$0.isEmpty } ?? carried.first ?? ""
    }

    /// Buyer's part or channel SKU: exact as SKU, exact as alias, then without regard to case if that is one entry.
    private func byName(_ name: String) -> String? {
        if let sku = exactSKU[name] ?? exactAlias[name] { return sku }
        let folded = name.lowercased()
        return one(foldedSKU[folded, default: []].union(foldedAlias[folded, default: []]))
    }

    /// `Supplier=part` before the plain part; for both, exact text before folded.
    private func byPart(_ part: String, supplier: String) -> String? {
        let owned = supplier + "=" + part
        if let sku = exactPart[owned] ?? exactPart[part] { return sku }
        return one(foldedPart[owned.lowercased(), default: []]) ?? one(foldedPart[part.lowercased(), default: []])
    }

    private func one(_ found: Set<String>) -> String? {
        found.count == 1 ? found.first : nil
    }
}
