import StockModel
import Testing

@Suite("arenas")
struct ArenaTests {
    @Test("texts lie behind one another, lists begin at multiples of eight, and all keep what was stored")
    func layout() {
        let arena = Arena()
        var texts: [(Text, String)] = []
        var lists: [(UnsafeBufferPointer<Int>, [Int])] = []
        var ends: Set<UInt> = []
        var gaps = 0
        // Beyond the first region and the second one.
        for number in 0..<200_000 {
            let written = String(repeating: "x", count: number % 13) + "\(number)"
            let text = arena.store(written)
            if !ends.contains(UInt(bitPattern: text.base)) { gaps += 1 }
            ends = [UInt(bitPattern: text.base) + UInt(text.count)]
            texts.append((text, written))
            guard number % 7 == 0 else { continue }
            let values = [number, -number, 7]
            let list = values.withUnsafeBufferPointer { arena.store(list: $0) }
            #expect(UInt(bitPattern: list.baseAddress) % 8 == 0)
            lists.append((list, values))
        }
        #expect(texts.allSatisfy { $0.description == $1 })
        #expect(lists.allSatisfy { Array($0) == $1 })
        #expect(gaps < lists.count + 10)
    }
}
