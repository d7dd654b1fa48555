/// Makes catalogues that are small, so that everything collides, and varied.
struct RandomCatalogue {
    static let suppliers = ["Acme", "Bolt & Co", "Zenit"]

    private(set) var entries: [PlainCatalogueEntry] = []
    /// What lines may be of: the entries, and one SKU that the catalogue does not have.
    private(set) var skus: [String] = []

    init(_ random: inout SplitMix64) {
        let count = random.number(3...6)
        for number in 0..<count {
            skus.append("SKU-0\(number)")
            entries.append(Self.entry(number, &random))
        }
        if random.chance(10) {
            // Two entries that differ in case only: a third spelling means neither.
            entries.append(PlainCatalogueEntry(sku: "sku-00"))
        }
        for number in 0..<random.number(1...2) {
            entries.append(kit(number, &random))
            skus.append("KIT-\(number)")
        }
        skus.append("SKU-0\(count)")
        if random.chance(4) { entries = [] }
    }

    private static func entry(_ number: Int, _ random: inout SplitMix64) -> PlainCatalogueEntry {
        var entry = PlainCatalogueEntry(sku: "SKU-0\(number)")
        entry.name = random.chance(80) ? "Item SKU-0\(number)" : "Item, \"fine\" \(number)"
        entry.serials = random.pick(["required", "required", "optional", "optional", "none"])
        if random.chance(40) {
            entry.identifier = random.pick(["imei", "imei", "vin", "meid", "gs1", "pattern:[A-C][0-9]{4}[A-Z]|[0-9]+"])
        }
        if random.chance(60) { entry.safetyStock = random.number(0...2) }
        if random.chance(60) { entry.gtin = gtin(number) }
        if random.chance(50) { entry.aliases = ["Alias-\(number)"] + (random.chance(30) ? ["old \(number)"] : []) }
        if random.chance(50) { entry.supplierParts.append("P-\(number)") }
        if random.chance(30) { entry.supplierParts.append("Acme=Q-\(number)") }
        // The plain part of one entry is another supplier's part of this one.
        if number > 0 && random.chance(30) { entry.supplierParts.append("Zenit=P-\(number - 1)") }
        return entry
    }

    /// The GTIN of an entry, as 14 digits.
    static func gtin(_ number: Int) -> String {
        let body = "061414100000\(number)"
        return body + String(CheckDigit.gs1(CheckDigit.digits(body) ?? []))
    }

    private func kit(_ number: Int, _ random: inout SplitMix64) -> PlainCatalogueEntry {
        var entry = PlainCatalogueEntry(sku: "KIT-\(number)")
        entry.name = "Kit \(number)"
        let plain = entries.map(\.sku).filter { $0.hasPrefix("SKU") }
        let parts = Array(random.shuffled(plain).prefix(random.chance(80) ? 2 : 1))
        entry.components = parts.map { .init(sku: $0, count: random.number(1...2)) }
        if random.chance(30) { entry.aliases = ["Bundle-\(number)"] }
        return entry
    }
}
