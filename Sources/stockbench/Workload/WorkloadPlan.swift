/// How much of everything a workload has: all of it follows from the numbers given and the seed.
struct WorkloadPlan {
    /// Numbers of units that can be made.
    static let allowedUnits = 1_000...400_000_000
    /// SKUs of the catalogue, whatever the number of units.
    static let skus = 5_000
    /// The SKU that has 30 % of all lines under `--skew sku`.
    static let commonSKU = 1_234
    /// The first day on which a supplier despatches.
    static let firstDay = CalendarDay(2025, 1, 1)
    /// The day for which the workload is to be reconciled; everything but the night is dated before it.
    static let businessDay = CalendarDay(2026, 1, 31)

    let units: Int
    let seed: UInt64
    /// Units that nobody buys, most of them received late; nil for a fifth of all units, at random.
    let stock: Int?
    /// New units and order lines of the night that follows, half of either; 0 for none.
    let night: Int
    /// What the workload, but for the night, has far too much of.
    let skew: WorkloadSkew?
    /// What of the workload, but for the night, stands in one file.
    let oneFile: OneFile?

    init(
        units: Int, seed: UInt64, stock: Int? = nil, night: Int = 0, skew: WorkloadSkew? = nil,
        oneFile: OneFile? = nil
    ) {
        self.units = units
        self.seed = seed
        self.stock = stock
        self.night = night
        self.skew = skew
        self.oneFile = oneFile
    }

    /// Why there can be no such workload, in a sentence; nil where there can.
    var problem: String? {
        guard Self.allowedUnits.contains(units) else {
            return "--units must be from 1,000 to \(Self.allowedUnits.upperBound)"
        }
        if let stock {
            guard stock > 0, stock < units else { return "--stock must be from 1 to less than --units" }
            guard unitsSold >= 2 * (earlySales + openLines) else { return "--stock leaves too few units to be sold" }
        }
        guard night == 0 || night >= 1_000 else { return "--night must be 1,000 or more, or 0 for none" }
        let wanted = unknownSerials + (night > 0 ? nightSales(after: 0).lines : 0)
        guard unitsSold + wanted <= units else {
            return "\(units - unitsSold) units in stock are too few: unknown serials and the night take \(wanted)"
        }
        return nil
    }

    /// What the parts in a thousand below are of: four sales for five units, or of all units that are not to stay.
    private var sales: Int { stock.map { units - $0 } ?? units / 5 * 4 }

    /// Despatch advices: one for 10,000 units, and eight where there are few units.
    var despatchAdvices: Int { max(8, (units + 9_999) / 10_000) }
    /// Order lines: four for five units, or as many as leave the stock that is asked for.
    var orderLines: Int { stock == nil ? sales : sales + duplicateSales + unknownSerials }
    /// Order exports: one for 100,000 order lines, and four where there are few.
    var orderExports: Int { max(4, (orderLines + 99_999) / 100_000) }
    /// Order lines that sell a unit again: 0.1 %, and those that skew adds.
    var duplicateSales: Int { max(1, sales / 1_000) + repeatedSales }
    /// Order lines that sell one and the same unit again, so that it is sold on one line of 16.
    var repeatedSales: Int { skew == .serial ? sales / 16 - 1 : 0 }
    /// Lines of the first order, where that is a large one; 0 where it is like the others.
    var largestOrder: Int { skew == .document ? orderLines / 16 * 5 : 0 }
    /// Order lines with a serial that nobody delivered: 0.1 %.
    var unknownSerials: Int { max(1, sales / 1_000) }
    /// Order lines shipped before the despatch of their unit: 0.05 %.
    var earlySales: Int { max(1, sales / 2_000) }
    /// Order lines not yet shipped: 1 %, or one for 25 units of the stock that is asked for, which is as many.
    var openLines: Int { max(1, stock.map { $0 / 25 } ?? sales / 100) }
    /// Units that any order line names.
    var unitsSold: Int { orderLines - duplicateSales - unknownSerials }

    /// The order lines before the night.
    var historySales: SalesPlan {
        SalesPlan(
            lines: orderLines, exports: 0..<orderExports, early: earlySales, open: openLines,
            duplicates: duplicateSales, repeated: repeatedSales, unknown: unknownSerials, largestOrder: largestOrder,
            firstSold: 0, resold: earlySales + openLines..<unitsSold - (repeatedSales > 0 ? 1 : 0),
            firstMiswritten: unitsSold, unknownBefore: 0, ordersBefore: 0, day: nil, stream: 3)
    }

    /// The units of one despatch advice; both are numbered from 0, and those of the night follow the others.
    func unitRange(ofAdvice advice: Int) -> Range<Int> {
        if advice >= despatchAdvices { return nightUnitRange(ofAdvice: advice) }
        return advice * units / despatchAdvices..<(advice + 1) * units / despatchAdvices
    }

    /// The despatch advice that has a unit, which is none of the night's.
    func advice(ofUnit unit: Int) -> Int { ((unit + 1) * despatchAdvices - 1) / units }

    /// The day on which a despatch advice left; they are spread evenly over a year, but for the night's.
    func despatchDay(ofAdvice advice: Int) -> CalendarDay {
        advice >= despatchAdvices ? Self.nightDay : Self.firstDay + advice * 365 / despatchAdvices
    }

    /// The supplier of a despatch advice.
    func supplier(ofAdvice advice: Int) -> Supplier { Supplier.all[advice % Supplier.all.count] }
}
