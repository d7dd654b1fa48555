import StockModel
import Testing

@Suite("times in five bytes")
struct PackedTimestampTests {
    @Test("hold every time of the years 1 to 9999, and none")
    func times() throws {
        let first = try #require(Timestamp.day(year: 1, month: 1, day: 1))
        let last = try #require(Timestamp.day(year: 9999, month: 12, day: 31))
        var times = [Timestamp.absent]
        for day in [first, -1, 0, 1, 20_780, last] {
            times += [Timestamp(day: day)] + [0, 1, 255, 256, 86_399].map { Timestamp(day: day, second: $0) }
        }
        for time in times { #expect(PackedTimestamp(time).time == time) }
        #expect(MemoryLayout<PackedTimestamp>.size == 5)
    }
}
