package import StockModel

/// One row of `recalls/<campaign>/units.csv`: a unit and who holds it, or goods without serials.
package struct RecallRow: Sendable {
    package var sku: Text
    package var serial: Text
    package var quantity: Int
    package var place: RecallPlace
    /// Nil where the goods are affected, else why only possibly.
    package var doubt: Doubt?
    package var lot = Text.empty
    package var supplier = Text.empty
    package var asn = Text.empty
    /// The order line that holds the goods.
    package var line: LineKey?
    /// The time of the sale, where the goods have left.
    package var shippedAt = Timestamp.absent
    /// Empty where nobody is told.
    package var recipient = ""
    package var ways: ReachableWays = []

    init(_ unit: AffectedGoods.Unit) {
        sku = unit.history.sku
        serial = unit.history.serial
        quantity = 1
        place = unit.place
        doubt = unit.doubt
        lot = unit.custody.lot
        if case .despatch(let supplier, let asn, _) = unit.custody.backing {
            (self.supplier, self.asn) = (supplier, asn)
        }
    }

    init(_ loose: AffectedGoods.Loose) {
        sku = loose.sku
        serial = .empty
        quantity = loose.quantity
        place = loose.place
        doubt = loose.doubt
        line = loose.line?.key
        shippedAt = loose.line?.soldAt ?? .absent
    }
}

/// One row of `quarantine.csv`: what to pull from the shelf. Reserved units come first: they are about to leave.
package struct QuarantineRow: Sendable {
    package var sku: Text
    package var serial: Text
    package var quantity: Int
    package var place: RecallPlace
    package var lot: Text
    package var supplier: Text
    package var asn: Text

    init(_ row: RecallRow) {
        (sku, serial, quantity, place) = (row.sku, row.serial, row.quantity, row.place)
        (lot, supplier, asn) = (row.lot, row.supplier, row.asn)
    }

    static func precedes(_ a: QuarantineRow, _ b: QuarantineRow) -> Bool {
        if (a.place == .reserved) != (b.place == .reserved) { return a.place == .reserved }
        if a.sku != b.sku { return a.sku < b.sku }
        return a.serial != b.serial ? a.serial < b.serial : a.place.rawValue < b.place.rawValue
    }
}
