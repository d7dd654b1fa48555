import Testing

@testable import StockReading

@Suite("Ranges of serials")
struct SerialRangeTests {
    @Test(
        "what a range holds",
        arguments: [
            ("SN000098", "SN000102", "SN000098 SN000099 SN000100 SN000101 SN000102"),
            ("7", "7", "7"), ("0998", "1001", "0998 0999 1000 1001"), ("A9X1", "A9X3", "A9X1 A9X2 A9X3"),
            ("99999999999999999998", "99999999999999999999", "99999999999999999998 99999999999999999999"),
            ("09999999999999999999", "10000000000000000000", "09999999999999999999 10000000000000000000"),
        ])
    func serials(from: String, to: String, expected: String) throws {
        try lend(from) { from in
            try lend(to) { to in
                var found: [String] = []
                let range = try SerialRange(from: from, to: to, most: 10)
                range.forEach { found.append($0.text) }
                #expect(found.joined(separator: " ") == expected)
                #expect(range.count == found.count)
            }
        }
    }

    @Test(
        "what is no range",
        arguments: [
            ("SN1", "", SerialRange.Mistake.oneEnd), ("", "SN1", .oneEnd), ("SN1", "SN10", .unlike),
            ("SN1", "SM2", .unlike),
            ("1A", "2A", .unlike), ("SN", "SN", .unlike), ("A1", "12", .unlike), ("SN2", "SN1", .backwards),
            ("100", "099", .backwards), ("1", "9", .tooLarge), ("000000000001", "999999999999", .tooLarge),
            ("1", "5", .tooLarge),
        ])
    func mistakes(from: String, to: String, mistake: SerialRange.Mistake) {
        lend(from) { from in
            lend(to) { to in
                _ = #expect(throws: mistake) { try SerialRange(from: from, to: to, most: 4) }
            }
        }
    }
}
