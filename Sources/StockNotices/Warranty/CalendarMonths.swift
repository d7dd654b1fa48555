package import StockModel

extension Timestamp {
    /// The day so many months after `day` by the calendar; a day that the month does not have is its last. The last day
    /// that there is where it would lie beyond the year 9999.
    package static func day(_ day: Int, plusMonths months: Int) -> Int {
        let civil = Timestamp(day: day).civil
        let (count, isBeyond) = (civil.year * 12 + civil.month - 1).addingReportingOverflow(months)
        guard !isBeyond, count / 12 <= 9999 else { return lastDay }
        for date in stride(from: civil.day, through: 1, by: -1) {
            if let found = Timestamp.day(year: count / 12, month: count % 12 + 1, day: date) { return found }
        }
        return day
    }

    private static var lastDay: Int { Timestamp.day(year: 9999, month: 12, day: 31) ?? Int.max }
}
