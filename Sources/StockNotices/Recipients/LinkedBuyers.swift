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
        /// Of `details`.
        let hash: UInt64
        /// Somebody with other details may share a key with them.
        var isCrowded = false
        /// By e-mail or by letter, so that it does not matter on which channels they order.
        let isReachable: Bool
    }

    private var persons: [Person] = []
    private var byDetails: HashIndex
    /// By hash of a key the first person that has it; −1 where it is none of those asked for.
    private var byKey: [UInt64: Int] = [:]
    private var next = LinkFilter()

    /// - Parameter count: How many are asked for.
    package init(count: Int) {
        byDetails = HashIndex(capacity: count)
        byKey.reserveCapacity(count * 3)
    }

    /// The buyer of a line that is asked for, as `add` takes him.
    package struct Asked: Sendable {
        package let details: Text
        fileprivate let hash: UInt64
        fileprivate let keys: BuyerKeyHashes
        fileprivate let isReachable: Bool

        /// - Parameter details: As `Buyer.joined`; they must live as long as what takes them.
        package init(_ details: Text, _ linker: inout BuyerLinker, contacts: ContactRules) {
            let buyer = Buyer(joined: details)
            self.details = details
            hash = details.stableHash
            keys = linker.keys(of: buyer)
            isReachable = contacts.isEmailable(buyer[.email]) || buyer.hasPostalAddress
        }
    }

    /// Takes the buyer of a line that is asked for.
    package mutating func add(_ buyer: Asked) {
        let person = persons.count
        guard self.person(with: buyer.hash) == nil else { return }
        byDetails.insert(buyer.hash, person)
        persons.append(Person(details: buyer.details, hash: buyer.hash, isReachable: buyer.isReachable))
        for hash in buyer.keys.all {
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

    /// The person asked for whose details a buyer has, who need not be read then: that others have the same hash of
    /// sixty-four bits is less likely than that the disk errs.
    package func person(with link: BuyerLink) -> Int? { person(with: link.details) }

    private func person(with hash: UInt64) -> Int? { byDetails.find(hash) { persons[$0].hash == hash } }

    /// Whether somebody else shares a key with what was added, or at least its hash.
    package func sees(_ keys: BuyerKeyHashes) -> Bool { keys.all.contains { byKey[$0] != nil } }

    /// The details of a person whose other lines must be read, too; nil where they change nothing.
    package func unsettled(_ person: Int) -> Text? {
        persons[person].isCrowded || !persons[person].isReachable ? persons[person].details : nil
    }
}

/// The links that are looked for.
package struct LinkFilter: Sendable {
    private var hashes = HashIndex()
    private(set) var isEmpty = true
    /// One bit for the lower bits of each, since most buyers have none of them.
    private var bits: [UInt64] = []
    private static let bitCount = 1 << 23

    package init() {}

    fileprivate mutating func insert(_ key: UInt64) { insert(BuyerLink.hash(key)) }

    mutating func insert(_ hash: UInt32) {
        if bits.isEmpty { bits = [UInt64](repeating: 0, count: Self.bitCount / 64) }
        isEmpty = false
        hashes.insert(UInt64(hash) << 32, 0)
        bits[(Int(hash) & (Self.bitCount - 1)) >> 6] |= 1 << UInt64(hash & 63)
    }

    /// Whether a buyer with this link may share a key with what is looked for.
    package func passes(_ link: BuyerLink) -> Bool {
        passes(link.hashes.0) || passes(link.hashes.1) || passes(link.hashes.2)
    }

    /// Asked for each of millions of links, most of which the first look settles.
    @inline(__always) private func passes(_ hash: UInt32) -> Bool {
        guard hash != 0, bits[(Int(hash) & (Self.bitCount - 1)) >> 6] & 1 << UInt64(hash & 63) != 0 else {
            return false
        }
        // What an index keeps of a hash is all of this one.
        return hashes.find(UInt64(hash) << 32) { _ in true } != nil
    }
}
