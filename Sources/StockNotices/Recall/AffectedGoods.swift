package import StockModel

/// What a campaign affects, and what it possibly affects.
package struct AffectedGoods: Sendable {
    /// A unit, and the custody that shows why.
    package struct Unit: Sendable {
        package var history: UnitHistory
        /// The latest custody that the scope takes in, or for a possibly affected unit may take in.
        package var custody: Custody
        /// Why it is only possibly affected; nil where it is affected.
        package var doubt: Doubt?

        package var place: RecallPlace { RecallPlace(history) }

        /// The sales whose order lines hold it.
        var holders: [Sale] { place.isWithCustomers ? history.claimants : [] }

        /// The sales whose order lines lost it in a way that leaves it open what they hold now.
        var formerHolders: [Sale] { doubt == nil ? history.freed : [] }
    }

    /// Goods without serials: of an order line, or of the stock of a SKU.
    package struct Loose: Sendable {
        /// Nil for stock.
        package var line: OrderLine?
        /// The line's, or that of a kit's component.
        package var sku: Text
        package var quantity: Int
        package var doubt: Doubt?

        package var place: RecallPlace { line == nil ? .inStock : .sold }
    }

    /// Sorted by serial and SKU.
    package var units: [Unit] = []
    /// Lines' before stock; sorted by the line's key and SKU.
    package var loose: [Loose] = []

    /// Keeps the names of kits' components alive.
    let facts: CatalogueFacts

    init(facts: CatalogueFacts) { self.facts = facts }

    /// The affected units in stock, which may not be sold: they are `blocked` (`semantics.md`, section 8).
    package var blocked: some Sequence<(serial: Text, sku: Text)> {
        units.lazy.filter { $0.doubt == nil && $0.place == .inStock }.map { ($0.history.serial, $0.history.sku) }
    }
}

/// Why goods are possibly affected, and not surely (`notices.md`, section 1).
package enum Doubt: UInt8, BitwiseCopyable, Sendable, CaseIterable, Comparable {
    /// Goods without serials.
    case noSerial
    /// The unit's lot, supplier or despatch is not known.
    case unknownOrigin
    /// The serial that was sold is unknown, and perhaps an affected one was meant.
    case mistakenSerial
    /// An affected unit came back under another order's number, so that its buyer may have another one.
    case mismatchedReturn

    package static func < (a: Doubt, b: Doubt) -> Bool { a.rawValue < b.rawValue }

    /// For the column `reason`.
    package var sentence: String {
        switch self {
        case .noSerial: "cannot be told apart by serial"
        case .unknownOrigin: "the unit's lot or delivery is not known"
        case .mistakenSerial: "the serial on the order is unknown, perhaps an affected one was meant"
        case .mismatchedReturn: "an affected unit came back under another order's number"
        }
    }
}
