package import StockModel

/// What the folds need to know of one SKU.
package struct SKUInfo: Sendable {
    package var name: Text
    /// Index of its catalogue entry; −1 where it has none.
    package var entry: Int32 = -1
    package var policy = SerialPolicy.optional
    package var scheme = IdentifierScheme.any
    /// Components by SKU id in byte order, each once; empty for what is no kit.
    package var components: [(sku: Int32, count: Int)] = []
    /// `serials: none`, or a kit all of whose components say so: no units (`semantics.md`, section 3 rule 7).
    package var hasNoUnits = false

    package var isKit: Bool { !components.isEmpty }

    /// How many of `sku` one kit holds; 0 where it is no component.
    package func count(of sku: Int32) -> Int { components.first { $0.sku == sku }?.count ?? 0 }
}

/// All SKUs of a run with ids in byte order of their names, and what every written item identifier resolves to.
package struct SKUTable: Sendable {
    /// By SKU id; ids are in byte order of the names.
    package let infos: [SKUInfo]
    /// By name id of a joined `ItemIdentifiers`; −1 for names that are none.
    package let resolved: [Int32]
    package let entries: [CatalogueEntry]
    /// Whether there is a catalogue at all; without one, no SKU is unknown.
    package let hasCatalogue: Bool
    private let catalogue: CatalogueIndex
    private let ids: [String: Int32]
    private let arena: Arena

    /// Resolves every item among `names` against the catalogue. Throws where the catalogue contradicts itself.
    package init(entries: [CatalogueEntry], names: [Text]) throws(CatalogueError) {
        catalogue = try CatalogueIndex(entries: entries)
        self.entries = entries
        hasCatalogue = !entries.isEmpty
        var written: [(item: Int, sku: String)] = []
        for (index, name) in names.enumerated() {
            guard let item = ItemIdentifiers(joined: name) else { continue }
            written.append((index, catalogue.resolve(item)))
        }
        var all = Set(entries.map(\.sku))
        for entry in entries { all.formUnion(entry.components.map(\.sku)) }
        all.formUnion(written.map(\.sku))
        let sorted = all.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        ids = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, Int32($0)) })
        let arena = Arena()
        self.arena = arena
        var infos = sorted.map { SKUInfo(name: arena.store($0)) }
        for (index, entry) in entries.enumerated() {
            guard let id = ids[entry.sku] else { continue }
            infos[Int(id)].entry = Int32(index)
            infos[Int(id)].policy = entry.serials
            infos[Int(id)].scheme = try CatalogueIndex.scheme(of: entry)
            var counts: [Int32: Int] = [:]
            for part in entry.components { if let sku = ids[part.sku] { counts[sku, default: 0] += part.count } }
            infos[Int(id)].components = counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        }
        let declared = infos.map(\.policy)
        for id in infos.indices {
            let policies = infos[id].components.map { declared[Int($0.sku)] }
            infos[id].hasNoUnits =
                infos[id].policy == .none || (!policies.isEmpty && policies.allSatisfy { $0 == .none })
        }
        self.infos = infos
        var resolved = [Int32](repeating: -1, count: names.count)
        for (item, sku) in written { resolved[item] = ids[sku] ?? -1 }
        self.resolved = resolved
    }

    package subscript(sku: Int32) -> SKUInfo { infos[Int(sku)] }

    package var count: Int { infos.count }

    /// The SKU with this GTIN (14 digits) in the catalogue.
    package func sku(gtin: GTIN) -> Int32? { catalogue.sku(gtin: gtin).flatMap { ids[$0] } }

    /// The catalogue entry of a SKU.
    package func entry(of sku: Int32) -> CatalogueEntry? {
        let index = infos[Int(sku)].entry
        return index < 0 ? nil : entries[Int(index)]
    }
}
