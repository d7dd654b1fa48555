/// Whether the units of a SKU carry serials.
package enum SerialPolicy: UInt8, BitwiseCopyable, Sendable, CaseIterable { case required, optional, none }

/// One component of a kit.
package struct KitComponent: Sendable, Equatable {
    package var sku: String
    /// How many of it one kit holds; at least 1.
    package var count: Int

    package init(sku: String, count: Int) {
        self.sku = sku
        self.count = count
    }
}

/// One row of the catalogue (`files.md`).
package struct CatalogueEntry: Sendable, Equatable {
    package var sku: String
    package var name = ""
    /// As written; compared as 14 digits.
    package var gtin = ""
    /// `part`, or `Supplier=part`.
    package var supplierParts: [String] = []
    package var aliases: [String] = []
    package var serials = SerialPolicy.optional
    /// `any`, `imei`, `meid`, `vin`, `gs1` or `pattern:…`, as written.
    package var identifier = "any"
    package var warrantyMonths: Int?
    package var safetyStock = 0
    package var brand = ""
    package var category = ""
    package var components: [KitComponent] = []
    /// Where the entry stands, for messages: file index and 1-based line.
    package var file: Int32 = -1
    package var lineNumber = 0

    package init(sku: String) { self.sku = sku }
}

/// One row of an identities file: `also` names the same unit as `serial`; both as written.
package struct Identity: Sendable, Equatable {
    package var serial: String
    package var also: String
    package var file: Int32
    package var number: Int32

    package init(serial: String, also: String, file: Int32, number: Int32) {
        self.serial = serial
        self.also = also
        self.file = file
        self.number = number
    }
}
