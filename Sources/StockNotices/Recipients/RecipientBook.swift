internal import StockModel

/// Groups the buyers of order lines, and the persons of registrations, into recipients (`notices.md`, section 3).
///
/// All order lines must be given, or at least all that are linked by shared keys with those asked for (a ledger can find
/// them by `BuyerKeys`).
package struct RecipientBook: Sendable {
    package private(set) var recipients: [Recipient] = []
    /// By number of a line that was asked for; −1 where it was not among the lines.
    private var ofLines: [Int32] = []
    private var ofRegistrations: [Int] = []

    /// The recipient that is an order line's buyer; one of its own where it names nobody. Nil for a line that was not among
    /// those given.
    ///
    /// - Parameter number: The line's among those asked for.
    package func recipient(ofLine number: Int) -> Int? { ofLines[number] < 0 ? nil : Int(ofLines[number]) }

    /// The recipient that is a registration's person, by its place among those given.
    package func recipient(ofRegistration index: Int) -> Int { ofRegistrations[index] }

    /// - Parameters:
    ///   - lines: All order lines, each key once, cancelled ones too.
    ///   - asked: The lines whose recipients are wanted.
    package init(
        lines: [OrderLine], asked: AskedLines, registrations: [Registration], contacts: ContactRules,
        parts: Parts = .one
    ) {
        let grouping = BuyerGrouping(lines: lines, registrations: registrations, contacts: contacts, parts: parts)
        var sets = grouping.sets
        let roots = (0..<grouping.count).map { sets.find($0) }
        let numbers = parts.map(lines.count) { range in
            range.map { Int32(asked.number(of: lines[$0].key) ?? -1) }
        }.flatMap(\.self)
        let nodes = numbers.indices.filter { numbers[$0] >= 0 }
        let cards = registrations.indices.map { roots[grouping.node(ofRegistration: $0)] }
        let groups = RecipientGroups(roots, wanted: nodes.lazy.map { roots[$0] } + cards)
        let found = parts.map(groups.count) { range in range.map { grouping.recipient(of: groups.members($0)) } }
            .flatMap(\.self)
        let order = found.indices.sorted { a, b in found[a].id == found[b].id ? a < b : found[a].id < found[b].id }
        var places = [Int32](repeating: -1, count: found.count)
        for (place, group) in order.enumerated() { places[group] = Int32(place) }
        recipients = order.map { found[$0] }
        ofLines = [Int32](repeating: -1, count: asked.count)
        for node in nodes { ofLines[Int(numbers[node])] = places[groups.group(of: roots[node])] }
        ofRegistrations = cards.map { Int(places[groups.group(of: $0)]) }
    }
}

/// The nodes of some sets, by set.
private struct RecipientGroups {
    /// By root, the place of its group; −1 where it is not wanted.
    private var places: [Int]
    private var starts: [Int] = []
    private var nodes: [Int] = []

    /// - Parameters:
    ///   - roots: By node.
    ///   - wanted: Roots of the sets that are wanted, in any order.
    init(_ roots: [Int], wanted: some Sequence<Int>) {
        places = [Int](repeating: -1, count: roots.count)
        for root in wanted { places[root] = 0 }
        var count = 0
        for root in places.indices where places[root] == 0 {
            places[root] = count
            count += 1
        }
        var ends = [Int](repeating: 0, count: count + 1)
        for root in roots where places[root] >= 0 { ends[places[root] + 1] += 1 }
        for group in 0..<count { ends[group + 1] += ends[group] }
        starts = ends
        nodes = [Int](repeating: 0, count: ends[count])
        for (node, root) in roots.enumerated() where places[root] >= 0 {
            nodes[ends[places[root]]] = node
            ends[places[root]] += 1
        }
    }

    var count: Int { starts.count - 1 }

    func members(_ group: Int) -> ArraySlice<Int> { nodes[starts[group]..<starts[group + 1]] }

    func group(of root: Int) -> Int { places[root] }
}
