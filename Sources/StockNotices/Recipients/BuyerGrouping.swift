internal import StockModel

/// The work of grouping: a node for each order line and each registration, united where two share a key.
struct BuyerGrouping<Lines: RandomAccessCollection<OrderLine>> where Lines.Index == Int {
    let lines: Lines
    let registrations: [Registration]
    let contacts: ContactRules
    var sets: DisjointSets

    init(lines: Lines, registrations: [Registration], contacts: ContactRules) {
        self.lines = lines
        self.registrations = registrations
        self.contacts = contacts
        sets = DisjointSets(count: lines.count + registrations.count)
    }

    var count: Int { lines.count + registrations.count }

    func node(ofRegistration index: Int) -> Int { lines.count + index }

    private func buyer(_ node: Int) -> Buyer {
        node < lines.count ? line(node).buyer : registrations[node - lines.count].person
    }

    private func line(_ node: Int) -> OrderLine { lines[lines.startIndex + node] }

    // MARK: Uniting

    /// Unites all nodes that share a key.
    mutating func unite() {
        var table = BuyerTable()
        var keys = BuyerKeys(contacts: contacts)
        var others = BuyerKeys(contacts: contacts)
        var (key, other): ([UInt8], [UInt8]) = ([], [])
        for node in 0..<count {
            keys.read(buyer(node))
            for kind in BuyerKey.allCases where keys.write(kind, into: &key) {
                let hash = StableHash.mix(0, key.withUnsafeBufferPointer { StableHash.of($0) })
                let found = table.find(hash) { candidate in
                    // In one set already, they need no key to be united.
                    if sets.find(candidate) == sets.find(node) { return true }
                    others.read(buyer(candidate))
                    return others.write(kind, into: &other) && key == other
                }
                if let found { sets.unite(found, node) } else { table.insert(hash, node: node) }
            }
        }
    }

    // MARK: Recipients

    /// The recipient that the nodes of one set are.
    func recipient(of members: [Int]) -> Recipient {
        let ranked = members.sorted { precedes($0, $1) }
        let channels = Set(members.filter { $0 < lines.count }.map { line($0).key.channel })
        return Recipient(
            id: "R-" + NoticeDigest.short(leastKey(of: members)),
            contacts: ranked.map { node in
                let buyer = buyer(node)
                let email = buyer[.email]
                return Recipient.Contact(
                    buyer: buyer, isEmailable: contacts.isAddress(email) && !contacts.isRelay(email))
            },
            marketplaces: channels.filter { contacts.isMarketplace($0) }.sorted())
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
        let (x, y) = (line(a), line(b))
        let isSale = (x.status != .cancelled, y.status != .cancelled)
        if isSale.0 != isSale.1 { return isSale.0 }
        return x.soldAt != y.soldAt ? x.soldAt > y.soldAt : x.key < y.key
    }

    /// The least key in byte order, else the least name of an order line, else that of a registration.
    private func leastKey(of members: [Int]) -> [UInt8] {
        var least: [UInt8]?
        var key: [UInt8] = []
        var keys = BuyerKeys(contacts: contacts)
        for node in members {
            keys.read(buyer(node))
            for kind in BuyerKey.allCases where keys.write(kind, into: &key) {
                if least.map({ key.lexicographicallyPrecedes($0) }) ?? true { least = key }
            }
        }
        if let least { return least }
        if let first = members.filter({ $0 < lines.count }).map({ line($0).key }).min() {
            return Self.joined("line", [first.channel, first.document, first.line])
        }
        let cards = members.map { registrations[$0 - lines.count] }
        return cards.map(\.identity).min { $0.lexicographicallyPrecedes($1) } ?? []
    }

    static func joined(_ word: String, _ parts: [Text]) -> [UInt8] {
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
