/// The night that follows on a workload: new units on new despatch advices, and new order lines for units in stock. Numbers
/// of units, advices, exports and orders go on from the workload's.
extension WorkloadPlan {
    /// The day of the night's records, and for which it is to be reconciled.
    static let nightDay = businessDay + 1

    /// Units received.
    var nightUnits: Int { night / 2 }

    /// Despatch advices: one for 10,000 units.
    var nightAdvices: Range<Int> { despatchAdvices..<despatchAdvices + (nightUnits + 9_999) / 10_000 }

    func nightUnitRange(ofAdvice advice: Int) -> Range<Int> {
        let place = advice - nightAdvices.lowerBound
        let (first, count) = (units, nightAdvices.count)
        return first + place * nightUnits / count..<first + (place + 1) * nightUnits / count
    }

    /// The night's order lines, with as many duplicates, unknown serials and open lines in a thousand as the workload has.
    ///
    /// They sell units that no order line of the workload comes near, so that a night means the same whatever the length of
    /// the history before it.
    ///
    /// - Parameter orders: How many the workload has.
    func nightSales(after orders: Int) -> SalesPlan {
        let lines = night - nightUnits
        let special = max(1, lines / 1_000)
        let firstSold = unitsSold + unknownSerials
        return SalesPlan(
            lines: lines, exports: orderExports..<orderExports + 4, early: 0, open: max(1, lines / 100),
            duplicates: special, repeated: 0, unknown: special, largestOrder: 0, firstSold: firstSold,
            resold: earlySales + openLines..<unitsSold, firstMiswritten: firstSold + lines - 2 * special,
            unknownBefore: unknownSerials, ordersBefore: orders, day: Self.nightDay, stream: 5)
    }
}
