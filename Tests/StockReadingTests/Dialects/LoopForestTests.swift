import Testing

@testable import StockReading

@Suite("Trees of loops")
struct LoopForestTests {
    /// Loops as `id<parent:level`, with `I` for an item, `F` for a component and anything else for a branch.
    private func forest(_ text: String) -> LoopForest {
        LoopForest(
            text.split(separator: " ").map { loop in
                let parts = loop.split(separator: ":", omittingEmptySubsequences: false)
                let ids = parts[0].split(separator: "<", omittingEmptySubsequences: false)
                return .init(
                    id: String(ids[0]), parent: ids.count > 1 ? String(ids[1]) : "", level: String(parts[1]),
                    isItem: parts[1].contains("I"),
                    isComponent: parts[1].contains("F"))
            })
    }

    @Test(
        "what each loop is, and to which line the serials of a pack belong",
        arguments: [
            // Packs above items.
            ("1:S 2<1:O 3<2:P 4<3:I 5<2:P 6<5:I", "branch branch branch item branch item", "-2 -2 3 3 5 5"),
            // Packs below items, and an item below an item.
            ("1:S 2<1:I 3<2:P 4<3:P 5<2:I 6<5:P", "branch item branch branch item branch", "-2 1 1 1 4 4"),
            // Components, and what is below them.
            ("1:I 2<1:FI 3<2:I 4<3:P", "item component component component", "0 0 0 0"),
            // A parent that comes later or never: neither it nor what is below it can be told.
            ("1<2:I 2<1:I 3<9:P 4<3:I", "lost lost lost lost", "-2 -2 -2 -2"),
            // A loop that names itself, and numbers that start again.
            ("1<1:I 2:I 2<1:P 3<2:P", "lost item lost lost", "-2 1 -2 -2"),
            ("1:S 2<1:I 1:S 2<1:I 3<2:P", "branch item branch item branch", "1 1 3 3 3"),
            // An item that says no parent where others do: it may be in any pack. Where none says one, all stand alone.
            ("1:S 2<1:P 3<2:I 4:I", "branch branch item lost", "-2 -2 2 -2"),
            ("1:S 2:I 3:I", "branch item item", "-1 1 2"),
        ])
    func loops(text: String, roles: String, owners: String) {
        let forest = forest(text)
        #expect(forest.roles.map { "\($0)" }.joined(separator: " ") == roles)
        #expect(forest.roles.indices.map { "\(forest.owner(of: $0))" }.joined(separator: " ") == owners)
    }
}
