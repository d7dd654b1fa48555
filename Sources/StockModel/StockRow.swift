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

/// One row of `stock_units.csv`: a unit that the house has.
package struct UnitRow: Sendable {
    package var sku: String
    package var serial: String
    package var place: Place
    package var since: Timestamp
    package var gtin: String
    package var lot: String
    package var expiry: String
    package var supplier: String
    package var asn: String
    package var channel: String
    package var order: String

    package init(
        sku: String, serial: String, place: Place, since: Timestamp, gtin: String, lot: String, expiry: String,
        supplier: String, asn: String, channel: String, order: String
    ) {
        self.sku = sku
        self.serial = serial
        self.place = place
        self.since = since
        self.gtin = gtin
        self.lot = lot
        self.expiry = expiry
        self.supplier = supplier
        self.asn = asn
        self.channel = channel
        self.order = order
    }
}
