package import StockModel

/// What a campaign finds out about one unit: a `recalled-in-stock` or `recalled-sale` of `findings.csv`.
package struct RecallFinding: Sendable {
    package var kind: Kind
    package var serial: Text
    package var sku: Text
    /// The sale at fault; nil for a unit in stock.
    package var sale: Sale?

    package enum Kind: String, Sendable { case recalledInStock = "recalled-in-stock", recalledSale = "recalled-sale" }

    /// One for each affected unit that is in stock, away or reserved, and one for each sale of an affected unit after the
    /// campaign was issued that is not history's; in the order of units, then of sales.
    static func all(of goods: AffectedGoods, issuedAt: Timestamp) -> [RecallFinding] {
        var findings: [RecallFinding] = []
        for unit in goods.units where unit.doubt == nil {
            let (serial, sku) = (unit.history.serial, unit.history.sku)
            switch unit.place {
            case .inStock, .away, .reserved:
                findings.append(RecallFinding(kind: .recalledInStock, serial: serial, sku: sku))
            case .quarantined, .inRepair, .writtenOff, .vendor, .sold, .unaccounted: break
            }
            for sale in unit.history.custodies.flatMap(\.sales) where !sale.isHistory && sale.at > issuedAt {
                findings.append(RecallFinding(kind: .recalledSale, serial: serial, sku: sku, sale: sale))
            }
        }
        return findings
    }
}
