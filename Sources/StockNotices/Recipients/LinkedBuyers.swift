internal import StockModel

/// Tells which of the buyers who are linked with those asked for must be looked at more closely, and which change nothing.
///
/// Most people who order again do so with the very details of before. Where these are linked with no others and can be
/// written to, the recipient is the same however many such orders there are: they bring no new key, and it does not show
/// which of them is the latest. So their lines need not be read.
package struct LinkedBuyers {
    /// All buyers with exactly the same details.
    private struct Person {
        /// Somebody with other details may share a key with them.
        var isCrowded = false
        /// By e-mail or by letter, so that it does not matter on which channels they order.
        let isReachable: Bool
    }

    /// One hash of a link.
    private struct Key: Hashable {
        let kind: UInt8
        let hash: UInt32
    }

    private let contacts: ContactRules
    private var persons: [Person] = []
    private var byDetails: [Text: Int] = [:]
    /// The first person with each.
    private var byKey: [Key: Int] = [:]

    package init(contacts: ContactRules) { self.contacts = contacts }

    /// Takes the buyer of a line that is asked for.
    package mutating func add(_ buyer: Buyer, _ link: BuyerLink) {
        let person = persons.count
        guard byDetails[buyer.joined] == nil else { return }
        byDetails[buyer.joined] = person
        let email = buyer[.email]
        let isEmailable = contacts.isAddress(email) && !contacts.isRelay(email)
        persons.append(Person(isReachable: isEmailable || buyer.hasPostalAddress))
        for key in Self.keys(link) {
            if let first = byKey[key] {
                persons[first].isCrowded = true
                persons[person].isCrowded = true
            } else {
                byKey[key] = person
            }
        }
    }

    /// Takes somebody else: the person of a registration, or a linked buyer with other details.
    package mutating func add(other link: BuyerLink) {
        for key in Self.keys(link) { if let person = byKey[key] { persons[person].isCrowded = true } }
    }

    private static func keys(_ link: BuyerLink) -> [Key] {
        [(0, link.hashes.0), (1, link.hashes.1), (2, link.hashes.2)].filter { $0.1 != 0 }.map {
            Key(kind: $0, hash: $1)
        }
    }

    /// The places of those linked buyers whose lines must be read, once all that is asked for was added.
    package mutating func unsettled(_ linked: [(buyer: Buyer, link: BuyerLink)]) -> [Int] {
        let persons = linked.map { byDetails[$0.buyer.joined] }
        for (person, each) in zip(persons, linked) where person == nil { add(other: each.link) }
        return linked.indices.filter { place in
            guard let person = persons[place] else { return true }
            return self.persons[person].isCrowded || !self.persons[person].isReachable
        }
    }
}
