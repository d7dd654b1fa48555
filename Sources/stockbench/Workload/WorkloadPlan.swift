/// How much of everything a workload has: all of it follows from the number of units and the seed.
struct WorkloadPlan {
    /// Numbers of units that can be made.
    static let allowedUnits = 1_000...400_000_000
    /// SKUs of the catalogue, whatever the number of units.
    static let skus = 5_000
    /// The first day on which a supplier despatches.
    static let firstDay = CalendarDay(2025, 1, 1)
    /// The day for which the workload is to be reconciled; everything is dated before it.
    static let businessDay = CalendarDay(2026, 1, 31)

    let units: Int
    let seed: UInt64

    /// UBL files: one for 10,000 units, and eight where there are few units.
    var despatchAdvices: Int { max(8, (units + 9_999) / 10_000) }
    /// Order lines: four for five units.
    var orderLines: Int { units / 5 * 4 }
    /// CSV files: one for 100,000 order lines, and four where there are few.
    var orderExports: Int { max(4, (orderLines + 99_999) / 100_000) }
    /// Order lines that sell a unit again: 0.1 %.
    var duplicateSales: Int { max(1, orderLines / 1_000) }
    /// Order lines with a serial that nobody delivered: 0.1 %.
    var unknownSerials: Int { max(1, orderLines / 1_000) }
    /// Order lines shipped before the despatch of their unit: 0.05 %.
    var earlySales: Int { max(1, orderLines / 2_000) }
    /// Order lines not yet shipped: 1 %.
    var openLines: Int { max(1, orderLines / 100) }
    /// Units that any order line names.
    var unitsSold: Int { orderLines - duplicateSales - unknownSerials }

    /// The units of one despatch advice, numbered from 0.
    func unitRange(ofAdvice advice: Int) -> Range<Int> {
        advice * units / despatchAdvices..<(advice + 1) * units / despatchAdvices
    }

    /// The despatch advice that has a unit.
    func advice(ofUnit unit: Int) -> Int { ((unit + 1) * despatchAdvices - 1) / units }

    /// The day on which a despatch advice left; they are spread evenly over a year.
    func despatchDay(ofAdvice advice: Int) -> CalendarDay { Self.firstDay + advice * 365 / despatchAdvices }

    /// The supplier of a despatch advice.
    func supplier(ofAdvice advice: Int) -> Supplier { Supplier.all[advice % Supplier.all.count] }
}
