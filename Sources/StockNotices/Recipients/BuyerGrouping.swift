internal import StockModel

/// The work of grouping: a node for each order line and each registration, united where two share a key.
struct BuyerGrouping: Sendable {
    let lines: [OrderLine]
    let registrations: [Registration]
    private let contacts: ContactRules
    private(set) var sets: DisjointSets
    /// The keys of distinct details, and of each node which of them are its own.
    private let keys: [KeyList]
    private var persons: [Int32]
    private let isMarketplace: [Text: Bool]

    init(lines: [OrderLine], registrations: [Registration], contacts: ContactRules, parts: Parts) {
        self.lines = lines
        self.registrations = registrations
        self.contacts = contacts
        let count = lines.count + registrations.count
        @Sendable func buyer(_ node: Int) -> Buyer {
            node < lines.count ? lines[node].buyer : registrations[node - lines.count].person
        }
        // Whoever orders again has mostly the same details: the keys of these are made once.
        var sets = DisjointSets(count: count)
        var firstNodes: [Int] = []
        persons = []
        persons.reserveCapacity(count)
        let hashes = parts.map(count) { range in range.map { buyer($0).joined.stableHash } }.flatMap(\.self)
        var known = HashIndex(capacity: count)
        for (node, hash) in hashes.enumerated() {
            let details = buyer(node).joined
            let person = known.find(hash) { buyer(firstNodes[$0]).joined == details } ?? firstNodes.count
            if person == firstNodes.count {
                known.insert(hash, person)
                firstNodes.append(node)
            }
            persons.append(Int32(person))
        }
        let (nodes, buyers) = (firstNodes, firstNodes.map(buyer))
        keys = parts.map(buyers.count) { KeyList(of: buyers, $0, contacts: contacts) }
        var table = HashIndex(capacity: buyers.count * BuyerKey.allCases.count)
        for list in keys {
            for person in list.persons {
                for key in list.keys(of: person) {
                    let node = nodes[person]
                    let found = table.find(list.hash(key)) { [keys] candidate in
                        // In one set already, they need no key to be united.
                        if sets.find(nodes[candidate]) == sets.find(node) { return true }
                        let other = Self.list(keys, of: candidate)
                        return other.keys(of: candidate).contains { other.bytes(of: $0) == list.bytes(of: key) }
                    }
                    if let found { sets.unite(nodes[found], node) } else { table.insert(list.hash(key), person) }
                }
            }
        }
        for node in 0..<count {
            let person = Int(persons[node])
            // Of somebody without a key nothing tells that he is another one's like.
            if !Self.list(keys, of: person).keys(of: person).isEmpty { sets.unite(nodes[person], node) }
        }
        self.sets = sets
        var isMarketplace: [Text: Bool] = [:]
        for line in lines where isMarketplace[line.key.channel] == nil {
            isMarketplace[line.key.channel] = contacts.isMarketplace(line.key.channel)
        }
        self.isMarketplace = isMarketplace
    }

    var count: Int { lines.count + registrations.count }

    func node(ofRegistration index: Int) -> Int { lines.count + index }

    private func buyer(_ node: Int) -> Buyer {
        node < lines.count ? lines[node].buyer : registrations[node - lines.count].person
    }

    private static func list(_ lists: [KeyList], of person: Int) -> KeyList {
        var index = 0
        while lists[index].persons.upperBound <= person { index += 1 }
        return lists[index]
    }

    // MARK: Recipients

    /// The recipient that the nodes of one set are.
    func recipient(of members: ArraySlice<Int>) -> Recipient {
        let ranked = members.count == 1 ? Array(members) : members.sorted { precedes($0, $1) }
        var channels: [Text] = []
        for node in members where node < lines.count {
            let channel = lines[node].key.channel
            if isMarketplace[channel] ?? false, !channels.contains(channel) { channels.append(channel) }
        }
        return Recipient(
            id: "R-" + digest(of: members),
            contacts: ranked.map { node in
                let buyer = buyer(node)
                return Recipient.Contact(buyer: buyer, isEmailable: contacts.isEmailable(buyer[.email]))
            },
            marketplaces: channels.sorted())
    }

    /// Whether the details of one node are better than those of another: a registration's, then those of the latest sale.
    private func precedes(_ a: Int, _ b: Int) -> Bool {
        let isCard = (a >= lines.count, b >= lines.count)
        if isCard.0 != isCard.1 { return isCard.0 }
        if isCard.0 {
            let (x, y) = (registrations[a - lines.count], registrations[b - lines.count])
            return x.registeredAt != y.registeredAt
                ? x.registeredAt > y.registeredAt : x.identity.lexicographicallyPrecedes(y.identity)
        }
        let (x, y) = (lines[a], lines[b])
        let isSale = (x.status != .cancelled, y.status != .cancelled)
        if isSale.0 != isSale.1 { return isSale.0 }
        return x.soldAt != y.soldAt ? x.soldAt > y.soldAt : x.key < y.key
    }

    /// Of the least key in byte order, else of the least name of an order line, else of that of a registration.
    private func digest(of members: ArraySlice<Int>) -> String {
        var least: Text?
        var last: Int32 = -1
        var lists: [KeyList] = []
        for node in members where persons[node] != last {
            last = persons[node]
            let list = Self.list(keys, of: Int(last))
            lists.append(list)
            for key in list.keys(of: Int(last)) {
                let bytes = list.bytes(of: key)
                if least.map({ bytes < $0 }) ?? true { least = bytes }
            }
        }
        defer { withExtendedLifetime(lists) {} }
        if let least { return NoticeDigest.short(least) }
        if let first = members.lazy.filter({ $0 < lines.count }).map({ lines[$0].key }).min() {
            return NoticeDigest.short(Self.joined("line", [first.channel, first.document, first.line]))
        }
        let cards = members.map { registrations[$0 - lines.count].identity }
        return NoticeDigest.short(cards.min { $0.lexicographicallyPrecedes($1) } ?? [])
    }

    private static func joined(_ word: String, _ parts: [Text]) -> [UInt8] {
        parts.reduce(into: Array(word.utf8)) { bytes, part in
            bytes.append(0x1F)
            bytes.append(contentsOf: part.bytes)
        }
    }
}

extension Registration {
    /// What tells it from any other: serial, day and person.
    var identity: [UInt8] {
        var bytes = Array("registration".utf8)
        for part in [serial.description, registeredAt.description] {
            bytes.append(0x1F)
            bytes.append(contentsOf: part.utf8)
        }
        for field in [BuyerField.name, .email, .phone, .address1, .postcode] {
            bytes.append(0x1F)
            FoldedText.append(wholeOf: person[field], to: &bytes)
        }
        return bytes
    }
}
