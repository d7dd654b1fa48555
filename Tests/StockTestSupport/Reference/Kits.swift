/// What the catalogue says of SKUs: kits, their components, and who has serials.
struct Kits {
    let resolver: SKUResolver

    /// What so many of a SKU are counted on: itself, or a kit's components.
    func components(_ sku: String) -> [PlainCatalogueEntry.Component] {
        guard let entry = resolver.entry(sku), entry.isKit else { return [.init(sku: sku, count: 1)] }
        return entry.components
    }

    func isKit(_ sku: String) -> Bool { resolver.entry(sku)?.isKit ?? false }

    /// How many of a component one kit has; 0 for a SKU that is no kit or has no such component.
    func count(of component: String, in kit: String) -> Int {
        guard isKit(kit) else { return 0 }
        return components(kit).filter { $0.sku == component }.reduce(0) { $0 + $1.count }
    }

    /// Whether a SKU has no units: `serials: none`, or a kit all of whose components say so.
    func hasNoUnits(_ sku: String) -> Bool {
        guard let entry = resolver.entry(sku) else { return false }
        if entry.serials == "none" { return true }
        return entry.isKit && entry.components.allSatisfy { resolver.entry($0.sku)?.serials == "none" }
    }

    func requiresSerials(_ sku: String) -> Bool { resolver.entry(sku)?.serials == "required" }

    /// How many serials a line can take: its quantity, of a kit the sum over its components.
    func room(_ line: DocumentLine) -> Int {
        components(line.sku).reduce(0) { $0 + $1.count * line.quantity }
    }
}
