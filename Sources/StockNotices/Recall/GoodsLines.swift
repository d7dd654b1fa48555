/// The order lines that hold a campaign's goods, or lost some of them, and which of them each of the goods names.
package struct GoodsLines: Sendable {
    package private(set) var asked: AskedLines
    private var ofUnits: [Int32] = []
    /// By place in `AffectedGoods.units`.
    private var starts: [Int32] = []
    /// By place in `AffectedGoods.loose`; −1 for stock.
    private var ofLoose: [Int32] = []

    package init(of goods: AffectedGoods) {
        asked = AskedLines(capacity: goods.units.count)
        ofUnits.reserveCapacity(goods.units.count)
        starts.reserveCapacity(goods.units.count)
        for unit in goods.units {
            starts.append(Int32(ofUnits.count))
            for sale in unit.holders { ofUnits.append(Int32(asked.add(sale.line, sale.reference))) }
            for sale in unit.formerHolders { ofUnits.append(Int32(asked.add(sale.line, sale.reference))) }
        }
        for loose in goods.loose {
            ofLoose.append(loose.line.map { Int32(asked.add($0.key, $0.reference)) } ?? -1)
        }
    }

    /// The number of the line of a unit's holder, or behind these of a former one, by its place among them.
    func number(ofUnit unit: Int, holder: Int) -> Int { Int(ofUnits[Int(starts[unit]) + holder]) }

    /// The number of the line of goods without serials; nil for stock.
    func number(ofLoose loose: Int) -> Int? { ofLoose[loose] < 0 ? nil : Int(ofLoose[loose]) }
}
