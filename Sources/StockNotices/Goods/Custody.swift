package import StockModel

/// One stay of a unit with the house: from its first movement, or the one after a return to the vendor, to the next return
/// to the vendor, a stock-take that did not find it, or the end (`semantics.md`, section 7).
package struct Custody: Sendable {
    /// What backed it.
    package enum Backing: BitwiseCopyable, Sendable, Equatable {
        case none
        case opening
        /// A despatch: its supplier, its ASN, and its day, counted from 1970-01-01.
        case despatch(supplier: Text, asn: Text, day: Int)
    }

    /// How it ended.
    package enum End: BitwiseCopyable, Sendable, Equatable {
        /// With the unit's last movement.
        case last
        case vendorReturn
        /// A stock-take did not find the unit.
        case stockTake
    }

    /// The SKU of what backed it, else of its first sale.
    package var sku: Text
    /// The GTIN of the unit itself, 14 digits; empty where only the catalogue can tell.
    package var gtin = Text.empty
    package var backing = Backing.none
    /// Of the serial, else of the line that backed it; empty where not known.
    package var lot = Text.empty
    /// In the order in which they were taken, history's too.
    package var sales: [Sale] = []
    package var end = End.last

    package init(sku: Text) { self.sku = sku }

    /// Whether it is a custody at all: with neither backing nor sale it is none (`notices.md`, section 1).
    package var isOne: Bool { backing != .none || !sales.isEmpty }
}

/// A serial on an order line that is not cancelled.
package struct Sale: BitwiseCopyable, Sendable {
    package var line: LineKey
    /// The time of the sale (`semantics.md`, section 7).
    package var at: Timestamp
    /// Whether the goods have left, rather than being assigned.
    package var hasLeft: Bool
    /// The unit was sold or in repair already: one more claimant.
    package var isDuplicate = false
    /// What whoever made the history knows the line by; 0 where it needs nothing.
    package var reference: UInt = 0
    /// Before the stock-take of its SKU: it tells who holds the unit, and gives no finding.
    package var isHistory = false

    package init(line: LineKey, at: Timestamp, hasLeft: Bool) {
        self.line = line
        self.at = at
        self.hasLeft = hasLeft
    }
}
