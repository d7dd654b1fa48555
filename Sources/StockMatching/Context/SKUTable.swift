package import StockModel

/// All SKUs of a run with ids in byte order of their names, and what every written item identifier resolves to.
package struct SKUTable: Sendable {
    /// By SKU id; ids are in byte order of the names.
    package let infos: [SKUInfo]
    /// By name id of a joined `ItemIdentifiers`; −1 for names that are none.
    package let resolved: [Int32]
    package let entries: [CatalogueEntry]
    /// Whether there is a catalogue at all; without one, no SKU is unknown.
    package let hasCatalogue: Bool
    /// By SKU id.
    private let schemes: [IdentifierScheme]
    private let kits: [Int32: [Int32]]
    private let catalogue: CatalogueIndex
    private let ids: [String: Int32]
    private let arena: Arena

    /// Resolves every item among `names` against the catalogue. Throws where the catalogue contradicts itself.
    package init(entries: [CatalogueEntry], names: [Text]) throws(CatalogueError) {
        let problems = CatalogueReview.problems(in: entries)
        guard problems.isEmpty else { throw CatalogueError(problems: problems) }
        catalogue = CatalogueIndex(entries: entries)
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
        let sorted = all.sorted(by: ByteOrder.precedes)
        ids = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, Int32($0)) })
        let arena = Arena()
        self.arena = arena
        var infos = sorted.map { SKUInfo(name: arena.store($0)) }
        var schemes = [IdentifierScheme](repeating: .any, count: sorted.count)
        for (index, entry) in entries.enumerated() {
            guard let id = ids[entry.sku] else { continue }
            // The review has read it before.
            let scheme = (try? IdentifierScheme(entry.identifier)) ?? .any
            schemes[Int(id)] = scheme
            infos[Int(id)].entry = Int32(index)
            infos[Int(id)].policy = entry.serials
            infos[Int(id)].isUniqueInTheWorld = scheme.isUniqueInTheWorld
            infos[Int(id)].checksSerials = scheme != .any
            var counts: [Int32: Int] = [:]
            for part in entry.components { if let sku = ids[part.sku] { counts[sku, default: 0] += part.count } }
            let parts = counts.sorted { $0.key < $1.key }.map { KitPart(sku: $0.key, count: $0.value) }
            infos[Int(id)].components = parts.withUnsafeBufferPointer { arena.store(list: $0) }
        }
        let declared = infos.map(\.policy)
        for id in infos.indices {
            let policies = infos[id].components.map { declared[Int($0.sku)] }
            infos[id].hasNoUnits =
                infos[id].policy == .none || (!policies.isEmpty && policies.allSatisfy { $0 == .none })
        }
        self.infos = infos
        var kits: [Int32: [Int32]] = [:]
        for (id, info) in infos.enumerated() {
            for part in info.components { kits[part.sku, default: []].append(Int32(id)) }
        }
        self.kits = kits
        self.schemes = schemes
        var resolved = [Int32](repeating: -1, count: names.count)
        for (item, sku) in written { resolved[item] = ids[sku] ?? -1 }
        self.resolved = resolved
    }

    /// The kits that have a SKU as a component, by id.
    package func kits(with sku: Int32) -> [Int32] { kits[sku] ?? [] }

    /// The identifier scheme of a SKU.
    package func scheme(of sku: Int32) -> IdentifierScheme { schemes[Int(sku)] }

    /// The SKU that a channel's name for it leads to in the catalogue; the name itself where it leads to none.
    package func sku(named name: String) -> String { catalogue.resolve(ItemIdentifiers(sku: name)) }

    /// The SKU with this GTIN (14 digits) in the catalogue.
    package func sku(gtin: GTIN) -> Int32? { catalogue.sku(gtin: gtin).flatMap { ids[$0] } }

    /// The catalogue entry of a SKU.
    package func entry(of sku: Int32) -> CatalogueEntry? {
        let index = infos[Int(sku)].entry
        return index < 0 ? nil : entries[Int(index)]
    }
}
