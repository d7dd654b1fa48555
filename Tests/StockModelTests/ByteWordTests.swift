import StockModel
import StockTestSupport
import Testing

@Suite("bytes as numbers")
struct ByteWordTests {
    /// As the first byte lowest, one after another.
    private func number(_ bytes: some Sequence<UInt8>) -> UInt64 {
        var number: UInt64 = 0
        for (place, byte) in bytes.enumerated() { number |= UInt64(byte) << UInt64(place * 8) }
        return number
    }

    @Test("every length of a short text", arguments: 0..<8)
    func short(count: Int) {
        let bytes = Array(UInt8(0xF1)..<UInt8(0xF9)).prefix(count)
        bytes.withUnsafeBytes { raw in
            guard let base = raw.baseAddress else { return #expect(count == 0) }
            #expect(ByteWord.short(base, count: count) == number(bytes))
        }
    }

    @Test("every end of a longer one", arguments: 8..<24)
    func end(count: Int) {
        let bytes = (0..<count).map { UInt8(0xE0 + $0) }
        bytes.withUnsafeBytes { raw in
            guard let base = raw.baseAddress else { return }
            for rest in 0..<8 {
                #expect(ByteWord.end(base, count: count, rest: rest) == number(bytes.suffix(rest)))
            }
            #expect(ByteWord.whole(base, count - 8) == number(bytes.suffix(8)))
        }
    }

    /// Ledgers keep some, and partitions of several machines must agree.
    @Test("a hash is the same in every release")
    func hashes() {
        let texts: [(String, UInt64)] = [
            ("A", 0x962626795949ED14), ("AB", 0x35BEC8F962B1DFC9), ("ABC", 0x56A1BC332C987FFE),
            ("ABCD", 0x6BA2F8DE8326531A), ("ABCDEFG", 0xBFEBAD7BA5A342A0), ("ABCDEFGH", 0xDED06E04546F9176),
            ("353012345678901", 0x547EF8BE00D419C7),
            ("WDB9634031L123456", 0x7EED8DB8C2B9137D),
        ]
        for (text, hash) in texts {
            var text = text
            #expect(text.withUTF8 { StableHash.of($0) } == hash, "\(text)")
        }
    }
}
