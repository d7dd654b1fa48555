package import StockModel

/// What notices ask of the catalogue, by SKU.
package struct CatalogueFacts: Sendable {
    /// What the catalogue says of one SKU.
    package struct Facts: Sendable {
        package var name: String
        /// 14 digits; empty where there is none.
        package var gtin: Text
        package var brand: String
        package var category: String
        package var warrantyMonths: Int?
        package var serials: SerialPolicy
        /// What a kit is made of; empty for what is none.
        package var components: [(sku: Text, count: Int)]
    }

    private var facts: [Text: Facts] = [:]
    private let arena = Arena()

    /// - Parameter gtin: The 14 digits of a GTIN as written; nil where it is none.
    package init(entries: [CatalogueEntry], gtin: (String) -> String?) {
        for entry in entries {
            facts[arena.store(entry.sku)] = Facts(
                name: entry.name, gtin: arena.store(gtin(entry.gtin) ?? ""), brand: entry.brand,
                category: entry.category, warrantyMonths: entry.warrantyMonths, serials: entry.serials,
                components: entry.components.map { (arena.store($0.sku), $0.count) })
        }
    }

    /// Nil for a SKU without entry.
    package subscript(sku: Text) -> Facts? { facts[sku] }

    /// All SKUs with an entry, in no order.
    package var skus: some Sequence<Text> { facts.keys }

    /// The SKUs whose goods a line of `sku` is: itself, or the components of a kit, with how many each; a component that a
    /// kit lists twice is one.
    package func parts(of sku: Text) -> [(sku: Text, count: Int)] {
        guard let components = facts[sku]?.components, !components.isEmpty else { return [(sku, 1)] }
        var counts: [Text: Int] = [:]
        for part in components { counts[part.sku, default: 0] += part.count }
        return counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
