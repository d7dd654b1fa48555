internal import StockModel

/// Groups the buyers of order lines, and the persons of registrations, into recipients (`notices.md`, section 3).
///
/// All order lines must be given, or at least all that are linked by shared keys with those asked for (a ledger can find
/// them by `BuyerKeys`). Only hashes and numbers are kept for each; keys are made again where two may be equal.
package struct RecipientBook: Sendable {
    package private(set) var recipients: [Recipient] = []
    private var ofLines: [LineKey: Int] = [:]
    private var ofRegistrations: [Int] = []

    /// The recipient that is an order line's buyer; one of its own where it names nobody. Nil for a line that was not asked
    /// for.
    package func recipient(of line: LineKey) -> Int? { ofLines[line] }

    /// The recipient that is a registration's person, by its place among those given.
    package func recipient(ofRegistration index: Int) -> Int { ofRegistrations[index] }

    /// - Parameters:
    ///   - lines: All order lines, each key once, cancelled ones too.
    ///   - asked: The lines whose recipients are wanted.
    package init<Lines: RandomAccessCollection<OrderLine>>(
        lines: Lines, asked: Set<LineKey>, registrations: [Registration], contacts: ContactRules
    ) where Lines.Index == Int {
        var grouping = BuyerGrouping(lines: lines, registrations: registrations, contacts: contacts)
        grouping.unite()
        var nodes: [LineKey: Int] = [:]
        for (node, line) in lines.enumerated() where asked.contains(line.key) { nodes[line.key] = node }
        var wanted = [Bool](repeating: false, count: grouping.count)
        for node in nodes.values { wanted[grouping.sets.find(node)] = true }
        for index in registrations.indices { wanted[grouping.sets.find(grouping.node(ofRegistration: index))] = true }
        var members: [Int: [Int]] = [:]
        for node in 0..<grouping.count {
            let root = grouping.sets.find(node)
            if wanted[root] { members[root, default: []].append(node) }
        }
        var numbers: [Int: Int] = [:]
        let found = members.map { (root: $0.key, recipient: grouping.recipient(of: $0.value)) }
        for (root, recipient) in found.sorted(by: {
            $0.recipient.id == $1.recipient.id ? $0.root < $1.root : $0.recipient.id < $1.recipient.id
        }) {
            numbers[root] = recipients.count
            recipients.append(recipient)
        }
        for (key, node) in nodes { ofLines[key] = numbers[grouping.sets.find(node)] }
        ofRegistrations = registrations.indices.map { index in
            numbers[grouping.sets.find(grouping.node(ofRegistration: index))] ?? -1
        }
    }
}
