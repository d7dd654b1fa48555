import Testing

@testable import stockbench

@Suite("days of the calendar")
struct CalendarDayTests {
    @Test(
        "day numbers and dates",
        arguments: [
            (0, "1970-01-01"), (59, "1970-03-01"), (11_016, "2000-02-29"), (11_017, "2000-03-01"),
            (20_089, "2025-01-01"), (20_484, "2026-01-31"),
        ])
    func text(number: Int, text: String) {
        #expect(CalendarDay(number: number).text == text)
    }

    @Test("every day of four centuries has a date of its own that leads back to it")
    func roundTrip() {
        for number in 0..<146_097 {
            let (year, month, day) = CalendarDay(number: number).parts
            guard CalendarDay(year, month, day).number != number else { continue }
            Issue.record("day \(number) became \(year)-\(month)-\(day)")
            return
        }
    }
}
