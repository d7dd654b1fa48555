/// One row of `stock_by_sku.csv`. A kit has a name and `sellable` and nothing else.
package struct StockRow: Sendable, Equatable {
    /// The figures of `semantics.md`, section 8, in whole units.
    package struct Figures: BitwiseCopyable, Sendable, Equatable {
        package var opening = 0
        package var received = 0
        package var returned = 0
        package var adjusted = 0
        package var shipped = 0
        package var committed = 0
        package var oversold = 0
        package var blocked = 0
        package var unitsInStock = 0
        package var unitsReserved = 0
        package var unitsQuarantined = 0
        package var unitsAway = 0
        package var inbound = 0
        /// What buyers sent back to the house, in whatever state; no column of the file.
        package var cameBack = 0

        package init() {}

        package var onHand: Int { opening + received + returned + adjusted - shipped }
        package var available: Int { onHand - committed }
    }

    package var sku: String
    package var name = ""
    /// Nil for a kit.
    package var figures: Figures?
    package var safetyStock = 0
    package var sellable = 0
    /// Only where serials are required.
    package var variance: Int?

    package init(sku: String) { self.sku = sku }
}

/// One row of `stock_units.csv`: a unit that the house has. Its texts lie where whoever renders it keeps them.
package struct UnitRow {
    package var sku = Text.empty
    package var serial = Text.empty
    package var place: Place
    /// The time of the movement that put it there.
    package var since = Timestamp.absent
    package var gtin = Text.empty
    package var lot = Text.empty
    package var expiry = Text.empty
    package var supplier = Text.empty
    package var asn = Text.empty
    package var channel = Text.empty
    package var order = Text.empty

    /// A row of which only the place is filled in.
    package init(place: Place) { self.place = place }
}
