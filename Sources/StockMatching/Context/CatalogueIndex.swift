package import StockModel

/// The names that lead to catalogue entries (`semantics.md`, section 4). Of entries that contradict each other
/// (`CatalogueReview`) the first counts.
package struct CatalogueIndex: Sendable {
    private struct Lookup: Sendable {
        var exact: [String: Int] = [:]
        /// Without regard to case; −1 where several entries share a name.
        var folded: [String: Int] = [:]

        mutating func add(_ name: String, entry: Int) {
            if exact[name] == nil { exact[name] = entry }
            let key = name.lowercased()
            if let other = folded[key], other != entry { folded[key] = -1 } else { folded[key] = entry }
        }

        func foldedEntry(_ name: String) -> Int? {
            guard let found = folded[name.lowercased()], found >= 0 else { return nil }
            return found
        }
    }

    private var skus = Lookup()
    private var aliases = Lookup()
    /// SKUs and aliases together: a name without regard to case counts if it leads to one entry.
    private var either = Lookup()
    private var supplierParts = Lookup()
    private var gtins: [GTIN: Int] = [:]
    private let entries: [CatalogueEntry]

    package init(entries: [CatalogueEntry]) {
        self.entries = entries
        for (index, entry) in entries.enumerated() {
            skus.add(entry.sku, entry: index)
            either.add(entry.sku, entry: index)
            for alias in entry.aliases {
                aliases.add(alias, entry: index)
                either.add(alias, entry: index)
            }
            for part in entry.supplierParts { supplierParts.add(part, entry: index) }
            if let gtin = GTIN(entry.gtin), gtins[gtin] == nil { gtins[gtin] = index }
        }
    }

    /// The SKU that written identifiers lead to. Each identifier is looked up by exact text, then without regard to case;
    /// what no entry knows is, as written, the first present of SKU, supplier's part and GTIN.
    package func resolve(_ item: ItemIdentifiers) -> String {
        if !item.sku.isEmpty {
            if let entry = skus.exact[item.sku] ?? aliases.exact[item.sku] ?? either.foldedEntry(item.sku) {
                return entries[entry].sku
            }
        }
        if !item.supplierPart.isEmpty {
            let named = "\(item.supplier)=\(item.supplierPart)"
            if let entry = supplierParts.exact[named] ?? supplierParts.exact[item.supplierPart]
                ?? supplierParts.foldedEntry(named) ?? supplierParts.foldedEntry(item.supplierPart)
            {
                return entries[entry].sku
            }
        }
        if let gtin = GTIN(item.gtin), let entry = gtins[gtin] { return entries[entry].sku }
        if !item.sku.isEmpty { return item.sku }
        return item.supplierPart.isEmpty ? item.gtin : item.supplierPart
    }

    func sku(gtin: GTIN) -> String? { gtins[gtin].map { entries[$0].sku } }
}
