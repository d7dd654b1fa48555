import Foundation

/// Who is one person, found by comparing everybody with everybody until nothing changes.
struct ReferencePeople {
    /// Everything that is known of one person: the lines and cards that are his.
    struct Group {
        var lines: [Int] = []
        var cards: [Int] = []
    }

    private(set) var groups: [Group] = []
    let world: NoticeWorld
    let cards: [NoticeWorld.Card]

    init(_ world: NoticeWorld, cards: [NoticeWorld.Card]) {
        self.world = world
        self.cards = cards
        var rest: [(group: Group, keys: Set<[String]>)] =
            world.lines.enumerated().map { (Group(lines: [$0]), Set(Self.keys(of: $1.buyer))) }
            + cards.enumerated().map { (Group(cards: [$0]), Set(Self.keys(of: $1.person))) }
        while var (group, keys) = rest.popLast() {
            while let index = rest.lastIndex(where: { !$0.keys.isDisjoint(with: keys) }) {
                let other = rest.remove(at: index)
                group.lines += other.group.lines
                group.cards += other.group.cards
                keys.formUnion(other.keys)
            }
            groups.append(group)
        }
    }

    static func isRelay(_ email: String) -> Bool {
        let email = email.lowercased()
        return email.contains("@marketplace.amazon.") || email.contains("@members.ebay.")
    }

    static func isAddress(_ email: String) -> Bool {
        let parts = email.components(separatedBy: "@")
        return parts.count == 2 && !parts[0].isEmpty && !parts[1].isEmpty
            && email.allSatisfy { !" ,;<>".contains($0) }
    }

    private static func keys(of person: NoticeWorld.Person) -> [[String]] {
        func letters(_ text: String) -> String {
            let folded = text.precomposedStringWithCompatibilityMapping.folding(options: .caseInsensitive, locale: nil)
            return String(folded.filter { $0.isLetter || $0.isNumber })
        }
        let email = isRelay(person.email) ? "" : person.email.lowercased()
        let house = person.address1.precomposedStringWithCompatibilityMapping.drop { !$0.isNumber }.prefix {
            $0.isNumber
        }
        let keys = [
            ["1", email, letters(person.name)], ["2", email, letters(person.postcode)],
            ["3", letters(person.name), letters(person.postcode), String(house)],
        ]
        return keys.filter { !$0.contains("") }
    }

    /// The group of an order line; one without buyer is by itself.
    func group(ofLine index: Int) -> Int { groups.firstIndex { $0.lines.contains(index) } ?? -1 }

    func group(ofCard index: Int) -> Int { groups.firstIndex { $0.cards.contains(index) } ?? -1 }

    // MARK: Contacts

    /// The people's details, the best first.
    func contacts(of index: Int) -> [NoticeWorld.Person] {
        let group = groups[index]
        let best = group.cards.map { cards[$0] }.sorted { $0.at > $1.at }.map(\.person)
        let lines = group.lines.map { world.lines[$0] }.sorted { a, b in
            if a.isCancelled != b.isCancelled { return b.isCancelled }
            let (x, y) = (a.leftAt.isEmpty ? a.orderedAt : a.leftAt, b.leftAt.isEmpty ? b.orderedAt : b.leftAt)
            if x != y { return x > y }
            return inByteOrder([a.channel, a.document, a.line], [b.channel, b.document, b.line])
        }
        return best + lines.map(\.buyer)
    }

    func marketplaces(of index: Int) -> [String] {
        let channels = Set(groups[index].lines.map { world.lines[$0].channel })
        return channels.filter { $0.hasPrefix("amazon") || $0.hasPrefix("ebay") }.sorted()
    }

    func ways(of index: Int) -> [String] {
        let contacts = contacts(of: index)
        var ways: [String] = []
        if contacts.contains(where: { Self.isAddress($0.email) && !Self.isRelay($0.email) }) { ways.append("email") }
        if contacts.contains(where: Self.hasAddress) { ways.append("post") }
        if ways.isEmpty && !marketplaces(of: index).isEmpty { ways = ["channel"] }
        return ways
    }

    static func hasAddress(_ person: NoticeWorld.Person) -> Bool {
        ![person.name, person.address1, person.city, person.country].contains("")
    }
}
