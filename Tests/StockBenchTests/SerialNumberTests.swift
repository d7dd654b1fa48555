import Testing

@testable import stockbench

@Suite("serials of the workload")
struct SerialNumberTests {
    /// The serial of a unit, and that serial miswritten.
    private func serials(_ number: UInt64, seed: UInt64) -> (printed: String, miswritten: String) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: SerialNumber.length) { place in
            guard let base = place.baseAddress else { return ("", "") }
            SerialNumber(seed: seed).write(number, supplier: UInt8(ascii: "K"), to: base)
            let printed = String(decoding: place, as: UTF8.self)
            let length = SerialNumber.miswrite(base)
            return (printed, String(decoding: place[..<length], as: UTF8.self))
        }
    }

    @Test("twelve characters, none that is taken for another, and no two alike", arguments: [1, 77] as [UInt64])
    func distinct(seed: UInt64) {
        var seen: Set<String> = []
        for number in 0..<20_000 as Range<UInt64> {
            let (printed, miswritten) = serials(number, seed: seed)
            #expect(printed.utf8.count == 12)
            #expect(!printed.contains { "ILOU".contains($0) })
            seen.insert(printed)
            seen.insert(miswritten)
        }
        #expect(seen.count == 40_000)
    }
}
