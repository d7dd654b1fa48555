/// What an input wrote to name its goods (`semantics.md`, section 4), as one name of `Names`: four parts joined by
/// U+001F. Resolution against the catalogue happens when records are folded, once for each distinct combination.
package struct ItemIdentifiers: Equatable, Sendable {
    /// The buyer's part number, or the channel's SKU.
    package var sku: String
    /// The supplier's own part number.
    package var supplierPart: String
    /// A GTIN as written, whether or not it is one.
    package var gtin: String
    /// The supplier's name, for `Supplier=part` in a catalogue.
    package var supplier: String

    package init(sku: String = "", supplierPart: String = "", gtin: String = "", supplier: String = "") {
        self.sku = sku
        self.supplierPart = supplierPart
        self.gtin = gtin
        self.supplier = supplier
    }

    /// The joined form that readers intern. Readers drop U+001F from values, it is no character of an identifier.
    package var joined: String { "\(sku)\u{1F}\(supplierPart)\u{1F}\(gtin)\u{1F}\(supplier)" }

    /// The parts of a joined form; nil for a name that is none, which its number of separators tells.
    package init?(joined: Text) {
        let parts = joined.bytes.split(separator: 0x1F, maxSplits: 3, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard parts.count == 4 else { return nil }
        self.init(sku: parts[0], supplierPart: parts[1], gtin: parts[2], supplier: parts[3])
    }
}
