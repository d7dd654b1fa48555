package import StockModel

/// A catalogue that contradicts itself; nothing can be folded with it.
package struct CatalogueError: Error, Sendable, CustomStringConvertible {
    /// What is wrong and what to do, in sentences.
    package let description: String
    /// The entry at fault.
    package let entry: CatalogueEntry

    package init(_ description: String, entry: CatalogueEntry) {
        self.description = description
        self.entry = entry
    }
}

/// The names that lead to catalogue entries (`semantics.md`, section 4).
struct CatalogueIndex: Sendable {
    private struct Lookup: Sendable {
        var exact: [String: Int] = [:]
        /// Without regard to case; −1 where several entries share a name.
        var folded: [String: Int] = [:]

        mutating func add(_ name: String, entry: Int) {
            exact[name] = entry
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

    init(entries: [CatalogueEntry]) throws(CatalogueError) {
        self.entries = entries
        let kits = Set(entries.filter { !$0.components.isEmpty }.map(\.sku))
        for (index, entry) in entries.enumerated() {
            try Self.refuse(skus.exact[entry.sku], "SKU \(entry.sku)", entry, entries)
            skus.add(entry.sku, entry: index)
            either.add(entry.sku, entry: index)
            for part in entry.components where kits.contains(part.sku) || part.sku == entry.sku {
                throw CatalogueError(
                    "The kit \(entry.sku) has the kit \(part.sku) as a component. "
                        + "List the components of \(part.sku) in its place: kits cannot be nested.", entry: entry)
            }
        }
        for (index, entry) in entries.enumerated() {
            for alias in entry.aliases {
                if skus.exact[alias] != index { try Self.refuse(skus.exact[alias], "name \(alias)", entry, entries) }
                if aliases.exact[alias] != index {
                    try Self.refuse(aliases.exact[alias], "name \(alias)", entry, entries)
                }
                aliases.add(alias, entry: index)
                either.add(alias, entry: index)
            }
            for part in entry.supplierParts {
                if supplierParts.exact[part] != index {
                    try Self.refuse(supplierParts.exact[part], "supplier part \(part)", entry, entries)
                }
                supplierParts.add(part, entry: index)
            }
            if let gtin = GTIN(entry.gtin) {
                try Self.refuse(gtins[gtin], "GTIN \(gtin)", entry, entries)
                gtins[gtin] = index
            }
        }
    }

    private static func refuse(
        _ other: Int?, _ name: String, _ entry: CatalogueEntry, _ entries: [CatalogueEntry]
    ) throws(CatalogueError) {
        guard let other else { return }
        let first = entries[other]
        throw CatalogueError(
            "The \(name) leads to two catalogue entries: \(first.sku) (line \(first.lineNumber)) and \(entry.sku) "
                + "(line \(entry.lineNumber)). Leave it with one of them.", entry: entry)
    }

    static func scheme(of entry: CatalogueEntry) throws(CatalogueError) -> IdentifierScheme {
        do {
            return try IdentifierScheme(entry.identifier)
        } catch {
            throw CatalogueError("The identifier of \(entry.sku) cannot be used: \(error)", entry: entry)
        }
    }

    /// The SKU that written identifiers lead to. Each identifier is looked up by exact text, then without regard to case;
    /// what no entry knows is, as written, the first present of SKU, supplier's part and GTIN.
    func resolve(_ item: ItemIdentifiers) -> String {
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
