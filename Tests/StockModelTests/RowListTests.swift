import StockModel
import Testing

@Suite("rows in blocks")
struct RowListTests {
    @Test("rows keep their order and their addresses while the list grows")
    func grows() {
        let list = RowList<Int>()
        list.append(0)
        let first = list.pointer(at: 0)
        for value in 1..<10_000 { list.append(value) }
        #expect(list.count == 10_000)
        #expect(first == list.pointer(at: 0))
        #expect((0..<10_000).allSatisfy { list[$0] == $0 })
        var seen: [Int] = []
        list.forEachPointer { seen.append($0.pointee) }
        #expect(seen == Array(0..<10_000))
    }

    @Test("a list that is cut short goes on from there", arguments: [0, 1, 2047, 2048, 2049, 4096, 5000])
    func truncates(count: Int) {
        let list = RowList<Int>()
        for value in 0..<5000 { list.append(value) }
        list.truncate(to: count)
        #expect(list.count == count)
        for value in 0..<3000 { list.append(-value) }
        #expect(list.count == count + 3000)
        #expect((0..<count).allSatisfy { list[$0] == $0 })
        #expect((0..<3000).allSatisfy { list[count + $0] == -$0 })
    }

    @Test("what one list gives back, another takes, and nothing of the rest changes")
    func sharesBlocks() {
        let pool = BlockPool()
        let kept = RowList<Int>(pool: pool)
        for round in 0..<20 {
            let rows = PartitionedRows<Int>(partitions: 7, pool: pool)
            for value in 0..<3000 { rows.append(value, to: value % 7) }
            #expect(rows.lists.map(\.count).reduce(0, +) == 3000)
            #expect(rows.lists[3][10] == 73)
            rows.lists[3].removeAll()
            #expect(rows.lists[3].isEmpty)
            rows.append(1, to: 3)
            #expect(rows.lists[3].count == 1)
            kept.append(round)
        }
        #expect((0..<20).allSatisfy { kept[$0] == $0 })
    }
}
