import StockLedger
import StockModel
import StockNotices

/// Finds on a ledger the buyers who are linked with some, by all the ledger's links, which are read as often as a chain of
/// links is long. Its texts live as long as it.
final class LedgerBuyerSearch {
    /// A buyer that is linked with others.
    struct Linked: Sendable {
        /// As lines name it.
        let buyer: Int32
        /// Of one that was joined of several records', in which its line is.
        var document: Text?
        var fields = Text.empty
    }

    /// What a worker met.
    private enum Met: Sendable {
        /// Somebody with the details of a person who is asked for.
        case same(Linked, person: Int)
        /// Somebody else who shares a key.
        case other(Linked, BuyerKeyHashes)
    }

    private let readers: LedgerReaders
    private let contacts: ContactRules
    private var arenas: [Arena] = []

    init(_ readers: LedgerReaders, contacts: ContactRules) {
        self.readers = readers
        self.contacts = contacts
    }

    /// - Parameter asked: As lines name them, in the order of their ids.
    /// - Returns: The fields of those asked for, joined; and of all who are linked with them or with the persons of
    ///   registrations those whose lines may change something about them.
    func find(
        linkedWith asked: [Int32], _ cards: [Registration]
    ) throws -> (fields: [Text], linked: [Linked]) {
        let own = try read(asked)
        var buyers = LinkedBuyers(count: asked.count)
        for buyer in own { buyers.add(buyer) }
        var linker = BuyerLinker()
        for card in cards { buyers.add(other: linker.keys(of: card.person)) }
        // Each tells the buyer of one line at most.
        var taken: Set<Int32> = []
        var same: [(each: Linked, person: Int)] = []
        var linked: [Linked] = []
        while let wanted = buyers.wanted() {
            for met in try look(for: wanted, buyers, besides: asked) {
                switch met {
                case .same(let each, let person): same.append((each, person))
                case .other(let each, let keys):
                    guard taken.insert(each.buyer).inserted else { continue }
                    linked.append(each)
                    buyers.add(other: keys)
                }
            }
        }
        for (each, person) in same {
            guard let fields = buyers.unsettled(person), taken.insert(each.buyer).inserted else { continue }
            linked.append(Linked(buyer: each.buyer, document: each.document, fields: fields))
        }
        return (own.map(\.details), linked)
    }

    /// Some buyers; of those that are gone, empty ones.
    private func read(_ asked: [Int32]) throws -> [LinkedBuyers.Asked] {
        let parts = try readers.map { [readers, contacts] worker, reader in
            let arena = Arena()
            var linker = BuyerLinker()
            var own: [LinkedBuyers.Asked] = []
            let part = readers.part(worker, of: asked.count)
            own.reserveCapacity(part.count)
            for buyer in asked[part] {
                let fields = try reader.buyers.fields(buyer, arena: arena)
                own.append(LinkedBuyers.Asked(fields, &linker, contacts: contacts))
            }
            return (arena, own)
        }
        arenas += parts.map(\.0)
        return parts.flatMap(\.1)
    }

    /// Looks at the links of all buyers once, and at those of them who may be linked.
    ///
    /// - Parameter asked: Are passed over; in their order.
    private func look(for wanted: LinkFilter, _ buyers: LinkedBuyers, besides asked: [Int32]) throws -> [Met] {
        let blocks = try readers.all[0].links.blocks()
        let parts = try readers.map { [readers] worker, reader in
            let arena = Arena()
            var met: [Met] = []
            var linker = BuyerLinker()
            let part = readers.part(worker, of: blocks.count)
            guard !part.isEmpty else { return (arena, met) }
            try reader.links.forEach(from: blocks[part.lowerBound].first, through: blocks[part.upperBound - 1].first) {
                first, bytes in
                for place in 0..<bytes.count / BuyerLink.size {
                    let link = BuyerLink(bytes: bytes, at: place)
                    guard wanted.passes(link) else { continue }
                    let buyer = Int32(first + place)
                    guard !asked.containsSorted(buyer) else { continue }
                    if let person = buyers.person(with: link) {
                        met.append(.same(Linked(buyer: buyer), person: person))
                        continue
                    }
                    try reader.buyers.read(ofRecord: buyer) { fields in
                        let found = Self.met(Linked(buyer: buyer, fields: fields), buyers, &linker, arena)
                        if let found { met.append(found) }
                    }
                }
            }
            return (arena, met)
        }
        arenas += parts.map(\.0)
        return parts.flatMap(\.1) + (try lookAtJoined(for: wanted, buyers, besides: asked))
    }

    private func lookAtJoined(
        for wanted: LinkFilter, _ buyers: LinkedBuyers, besides asked: [Int32]
    ) throws -> [Met] {
        let arena = Arena()
        arenas.append(arena)
        var met: [Met] = []
        var linker = BuyerLinker()
        let own = readers.all[0]
        try own.links.forEachJoined { id, document, bytes in
            let buyer = JoinedBuyerTable.buyer(stored: -id)
            let link = BuyerLink(bytes: bytes)
            guard wanted.passes(link), !asked.containsSorted(buyer) else { return }
            var each = Linked(buyer: buyer, document: arena.store(document.bytes))
            if let person = buyers.person(with: link) {
                met.append(.same(each, person: person))
                return
            }
            each.fields = try own.buyers.fields(buyer, arena: arena)
            if let found = Self.met(each, buyers, &linker, arena) { met.append(found) }
        }
        return met
    }

    /// Somebody whose link is looked for, and who shares a key; nil where he shares none.
    private static func met(
        _ each: Linked, _ buyers: LinkedBuyers, _ linker: inout BuyerLinker, _ arena: Arena
    ) -> Met? {
        let keys = linker.keys(of: Buyer(joined: each.fields))
        guard buyers.sees(keys) else { return nil }
        var kept = each
        kept.fields = arena.store(each.fields.bytes)
        return .other(kept, keys)
    }
}

extension [Int32] {
    /// Whether an array that is sorted holds a value.
    fileprivate func containsSorted(_ value: Int32) -> Bool {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low < count && self[low] == value
    }
}
