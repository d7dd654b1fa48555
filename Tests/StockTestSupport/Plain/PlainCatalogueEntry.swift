/// One row of the house's catalogue.
package struct PlainCatalogueEntry: Equatable, Sendable {
    /// What a kit is made of: so many of one SKU.
    package struct Component: Equatable, Sendable {
        package var sku: String
        package var count: Int

        package init(sku: String, count: Int) {
            self.sku = sku
            self.count = count
        }
    }

    package var sku: String
    package var name = ""
    package var gtin: String?
    /// Plain parts, or `Supplier=part`.
    package var supplierParts: [String] = []
    package var aliases: [String] = []
    /// `required`, `optional` or `none`.
    package var serials = "optional"
    /// `any`, `imei`, `meid`, `vin`, `gs1` or `pattern:…`.
    package var identifier = "any"
    package var safetyStock: Int?
    /// Empty unless the entry is a kit.
    package var components: [Component] = []

    package init(sku: String) {
        self.sku = sku
    }

    /// Whether the entry is sold as one and made of several.
    package var isKit: Bool { !components.isEmpty }
}
