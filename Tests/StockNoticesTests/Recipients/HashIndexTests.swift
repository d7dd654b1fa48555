import StockTestSupport
import Testing

@testable import StockNotices

@Suite("indexes by hash")
struct HashIndexTests {
    @Test("finds what a dictionary does, however many share a hash, however small it begins", arguments: [0, 3, 5000])
    func dictionary(capacity: Int) {
        var generator = SplitMix64(seed: 7)
        var index = HashIndex(capacity: capacity)
        var names: [Int] = []
        var places: [Int: Int] = [:]
        // Of many names the upper half of the hash is the same, of some all of it.
        func hash(_ name: Int) -> UInt64 { UInt64(name % 97) << 32 | UInt64(name % 7) }
        for _ in 0..<2000 {
            let name = Int.random(in: 0..<3000, using: &generator)
            #expect(index.find(hash(name)) { names[$0] == name } == places[name])
            guard places[name] == nil else { continue }
            places[name] = names.count
            index.insert(hash(name), names.count)
            names.append(name)
        }
        #expect((0..<3000).allSatisfy { name in index.find(hash(name)) { names[$0] == name } == places[name] })
    }
}
