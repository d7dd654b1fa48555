/// What must come out of a world.
package struct PlainOutcome: Equatable, Sendable {
    /// The header and the rows of `stock_by_sku.csv`.
    package var stockBySKU: [String] = []
    /// The units that the house has, sorted.
    package var units: [PlainUnit] = []
    /// The findings, sorted, without `watchlisted` and those of recalls.
    package var findings: [PlainFinding] = []
    /// Supplier, lot (empty for all his goods), received, returned, defective, invalid, duplicate, mismatched; sorted.
    package var quality: [String] = []
    /// SKUs, and how many of them buyers sent back to the house; sorted.
    package var cameBack: [String] = []

    package init() {}

    /// All of `stock_by_sku.csv`.
    package var stockBySKUText: String {
        stockBySKU.map { $0 + "\n" }.joined()
    }
}

/// The first three columns of a row of `stock_units.csv`.
package struct PlainUnit: Comparable, Hashable, Sendable, CustomStringConvertible {
    package var sku: String
    package var serial: String
    /// `in-stock`, `reserved`, `quarantined`, `away` or `in-repair`.
    package var place: String

    package init(sku: String, serial: String, place: String) {
        self.sku = sku
        self.serial = serial
        self.place = place
    }

    package var description: String { [sku, serial, place].joined(separator: ",") }

    package static func < (left: PlainUnit, right: PlainUnit) -> Bool {
        inByteOrder([left.sku, left.serial, left.place], [right.sku, right.serial, right.place])
    }
}

/// Seven columns of a row of `findings.csv`; absent values are empty.
package struct PlainFinding: Comparable, Hashable, Sendable, CustomStringConvertible {
    package var kind: String
    package var sku: String
    package var serial: String
    package var quantity: String
    package var party: String
    package var document: String
    package var line: String

    package init(
        kind: String, sku: String = "", serial: String = "", quantity: String = "", party: String = "",
        document: String = "", line: String = ""
    ) {
        self.kind = kind
        self.sku = sku
        self.serial = serial
        self.quantity = quantity
        self.party = party
        self.document = document
        self.line = line
    }

    /// The seven columns in their order.
    package var columns: [String] { [kind, sku, serial, quantity, party, document, line] }

    package var description: String { columns.joined(separator: ",") }

    package static func < (left: PlainFinding, right: PlainFinding) -> Bool {
        inByteOrder(left.columns, right.columns)
    }
}
