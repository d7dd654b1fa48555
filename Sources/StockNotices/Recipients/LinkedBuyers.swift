package import StockModel

/// Finds out which other buyers are linked with those asked for, and which of these change nothing about them.
///
/// Most people who order again do so with the very details of before. Where these are linked with no others and can be
/// written to, the recipient is the same however many such orders there are: they bring no new key, and it does not show
/// which of them is the latest. So their lines need not be read.
///
/// Add all that is asked for; then look for all buyers that `wanted` lets pass, take those that `sees` tells to be linked,
/// and begin again, until nothing is wanted.
package struct LinkedBuyers: Sendable {
    /// All buyers with exactly the same details.
    private struct Person {
        let details: Text
        /// Somebody with other details may share a key with them.
        var isCrowded = false
        /// By e-mail or by letter, so that it does not matter on which channels they order.
        let isReachable: Bool
    }

    private let contacts: ContactRules
    private var persons: [Person] = []
    private var byDetails: [Text: Int] = [:]
    /// By hash of a key the first person that has it; −1 where it is none of those asked for.
    private var byKey: [UInt64: Int] = [:]
    private var next = LinkFilter()

    /// - Parameter count: How many are asked for.
    package init(contacts: ContactRules, count: Int) {
        self.contacts = contacts
        byDetails.reserveCapacity(count)
        byKey.reserveCapacity(count * 3)
    }

    /// Takes the buyer of a line that is asked for; his texts must live as long as this.
    package mutating func add(_ buyer: Buyer, _ keys: BuyerKeyHashes) {
        let person = persons.count
        guard byDetails[buyer.joined] == nil else { return }
        byDetails[buyer.joined] = person
        let email = buyer[.email]
        let isEmailable = contacts.isAddress(email) && !contacts.isRelay(email)
        persons.append(Person(details: buyer.joined, isReachable: isEmailable || buyer.hasPostalAddress))
        for hash in keys.all {
            if let first = byKey[hash] {
                if first >= 0 { persons[first].isCrowded = true }
                persons[person].isCrowded = true
            } else {
                byKey[hash] = person
                next.insert(hash)
            }
        }
    }

    /// Takes somebody else: the person of a registration, or a linked buyer with other details.
    package mutating func add(other keys: BuyerKeyHashes) {
        for hash in keys.all {
            if let first = byKey[hash] {
                if first >= 0 { persons[first].isCrowded = true }
            } else {
                byKey[hash] = -1
                next.insert(hash)
            }
        }
    }

    /// What is to be looked for next; nil where nothing is.
    package mutating func wanted() -> LinkFilter? {
        guard !next.isEmpty else { return nil }
        defer { next = LinkFilter() }
        return next
    }

    /// The person asked for whose details these are, byte for byte.
    package func person(with details: Text) -> Int? { byDetails[details] }

    /// Whether somebody else shares a key with what was added, or at least its hash.
    package func sees(_ keys: BuyerKeyHashes) -> Bool { keys.all.contains { byKey[$0] != nil } }

    /// The details of a person whose other lines must be read, too; nil where they change nothing.
    package func unsettled(_ person: Int) -> Text? {
        persons[person].isCrowded || !persons[person].isReachable ? persons[person].details : nil
    }
}

/// The links that are looked for.
package struct LinkFilter: Sendable {
    private var hashes: Set<UInt32> = []
    /// One bit for the lower bits of each, since most buyers have none of them.
    private var bits: [UInt64] = []
    private static let bitCount = 1 << 23

    package init() {}

    var isEmpty: Bool { hashes.isEmpty }

    fileprivate mutating func insert(_ key: UInt64) { insert(BuyerLink.hash(key)) }

    mutating func insert(_ hash: UInt32) {
        if bits.isEmpty { bits = [UInt64](repeating: 0, count: Self.bitCount / 64) }
        hashes.insert(hash)
        bits[(Int(hash) & (Self.bitCount - 1)) >> 6] |= 1 << UInt64(hash & 63)
    }

    /// Whether a buyer with this link may share a key with what is looked for.
    package func passes(_ link: BuyerLink) -> Bool {
        passes(link.hashes.0) || passes(link.hashes.1) || passes(link.hashes.2)
    }

    private func passes(_ hash: UInt32) -> Bool {
        guard hash != 0, bits[(Int(hash) & (Self.bitCount - 1)) >> 6] & 1 << UInt64(hash & 63) != 0 else {
            return false
        }
        return hashes.contains(hash)
    }
}
