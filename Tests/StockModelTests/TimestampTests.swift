import StockModel
import StockTestSupport
import Testing

@Suite("timestamps")
struct TimestampTests {
    @Test(
        "what is read is written the same way",
        arguments: [
            "2026-11-23", "2026-11-23T02:00:00Z", "1969-12-31", "1969-12-31T23:59:59Z", "0001-01-01",
            "9999-12-31T23:59:59Z",
            "2024-02-29", "2000-02-29T00:00:00Z", "1900-03-01",
        ])
    func roundTrip(text: String) {
        #expect(Timestamp(iso8601: text)?.description == text)
    }

    @Test(
        "what is no time is refused",
        arguments: [
            "", "2026-02-30", "2025-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-11-23T24:00:00Z",
            "2026-11-23T10:60:00Z", "2026-11-23T10:00:60Z", "2026-11-23T10:00:00", "26-11-23", "2026-11-23 10:00:00Z",
            "0000-01-01", "2026-11-23T10:00:00+15:00",
        ])
    func refused(text: String) {
        #expect(Timestamp(iso8601: text) == nil)
    }

    @Test("an offset is taken off")
    func offset() {
        #expect(Timestamp(iso8601: "2026-11-23T01:30:00+02:00")?.description == "2026-11-22T23:30:00Z")
        #expect(Timestamp(iso8601: "2026-11-23T23:30:00-01:00")?.description == "2026-11-24T00:30:00Z")
    }

    @Test("times compare as their text does, and an absent one comes first")
    func order() {
        var random = SplitMix64(seed: 3)
        var times = [Timestamp.absent]
        for _ in 0..<300 {
            let day = Int.random(in: -3...3, using: &random)
            times.append(Timestamp(day: day))
            times.append(Timestamp(day: day, second: Int.random(in: 0..<86_400, using: &random)))
        }
        for a in times {
            for b in times { #expect((a < b) == (a.description < b.description)) }
            if !a.isAbsent { #expect(a.description.hasPrefix(Timestamp(day: a.day).description)) }
        }
    }
}
