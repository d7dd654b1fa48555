package import StockModel

/// A catalogue entry as one text: fields separated by U+001F, the items of a list by U+001E.
package enum CatalogueText {
    package static func text(_ entry: CatalogueEntry) -> String {
        [
            entry.sku, entry.name, entry.gtin, list(entry.supplierParts), list(entry.aliases),
            String(entry.serials.rawValue), entry.identifier, entry.warrantyMonths.map(String.init) ?? "",
            String(entry.safetyStock), entry.brand, entry.category,
            list(entry.components.map { "\($0.count)\u{1D}\($0.sku)" }),
        ].joined(separator: "\u{1F}")
    }

    private static func list(_ items: [String]) -> String { items.joined(separator: "\u{1E}") }

    static func entry(_ text: String) throws -> CatalogueEntry {
        let fields = text.split(separator: "\u{1F}", omittingEmptySubsequences: false).map(String.init)
        guard fields.count == 12, let code = UInt8(fields[5]), let serials = SerialPolicy(rawValue: code),
            let safetyStock = Int(fields[8])
        else { throw LedgerFailure.damaged("an entry of the catalogue cannot be read") }
        var entry = CatalogueEntry(sku: fields[0])
        entry.name = fields[1]
        entry.gtin = fields[2]
        entry.supplierParts = items(fields[3])
        entry.aliases = items(fields[4])
        entry.serials = serials
        entry.identifier = fields[6]
        entry.warrantyMonths = Int(fields[7])
        entry.safetyStock = safetyStock
        entry.brand = fields[9]
        entry.category = fields[10]
        for item in items(fields[11]) {
            let parts = item.split(separator: "\u{1D}", maxSplits: 1).map(String.init)
            guard parts.count == 2, let count = Int(parts[0]) else {
                throw LedgerFailure.damaged("a kit of the catalogue cannot be read")
            }
            entry.components.append(KitComponent(sku: parts[1], count: count))
        }
        return entry
    }

    private static func items(_ text: String) -> [String] {
        text.isEmpty ? [] : text.split(separator: "\u{1E}").map(String.init)
    }
}
