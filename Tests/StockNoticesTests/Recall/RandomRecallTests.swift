import StockModel
import StockTestSupport
import Testing

@testable import StockNotices

@Suite("recalls of random worlds")
struct RandomRecallTests {
    @Test("no holder is missed, none told who should not be, and the sums are right", arguments: 0..<20)
    func agree(block: Int) throws {
        for seed in UInt64(block * 10)..<UInt64(block * 10 + 10) { try agree(seed: seed) }
    }

    private func agree(seed: UInt64) throws {
        var generator = NoticeWorldGenerator(seed: seed)
        let world = generator.make()
        let wanted = ReferenceRecall(world.withUppercaseSerials)
        let converted = ConvertedWorld(world)
        var random = SplitMix64(seed: seed &+ 900)
        for round in 0..<2 {
            let got = try round == 0 ? converted.recall() : converted.recall { random.shuffled(Array(0..<$0)) }
            let what = "seed \(seed), round \(round)"
            #expect(got.plainUnits == wanted.units, "\(what)")
            #expect(got.plainLists == wanted.lists, "\(what)")
            #expect(got.plainFigures == wanted.figures.filter { $0.value != 0 }, "\(what)")
            #expect(converted.pairs(got.told) == wanted.told, "\(what)")
            #expect(converted.pairs(got.toldPossibly) == wanted.toldPossibly, "\(what)")
            let isSorted = zip(got.rows, got.rows.dropFirst()).allSatisfy { !RecallRow.precedes($1, $0) }
            #expect(isSorted, "\(what)")
            #expect(Set(got.lists.email.map(\.recipient)).count == got.lists.email.count, "\(what)")
        }
    }

    @Test("the worlds are worth it: every list, notice and place occurs")
    func variety() throws {
        var lists: Set<String> = []
        var notices: Set<String> = []
        var figures: Set<String> = []
        var doubts: Set<Doubt> = []
        for seed in UInt64(0)..<200 {
            var generator = NoticeWorldGenerator(seed: seed)
            let recall = try ConvertedWorld(generator.make()).recall()
            lists.formUnion(recall.plainLists.keys)
            notices.formUnion([recall.lists.email, recall.lists.possiblyAffected].joined().map(\.notice.rawValue))
            figures.formUnion(recall.plainFigures.keys)
            doubts.formUnion(recall.rows.compactMap(\.doubt))
        }
        #expect(lists == ["email", "post", "channel", "unreachable", "consignees", "possibly"])
        #expect(notices == ["first", "more", "repeat"])
        #expect(doubts == Set(Doubt.allCases))
        #expect(figures.isSuperset(of: RecallPlace.allCases.map(\.rawValue)))
        #expect(figures.isSuperset(of: ["remedied", "told now", "told before", "unreachable", "possibly"]))
    }
}

extension ConvertedWorld {
    /// Pairs as the reference writes them.
    func pairs(_ pairs: [ToldPair]) -> Set<String> {
        Set(
            pairs.map { pair in
                let line = lines.firstIndex { $0.key == pair.line } ?? -1
                return "\(pair.serial)/\(line)\(pair.registration.isEmpty ? "" : "/card")"
            })
    }
}
