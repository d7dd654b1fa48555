package import StockModel

/// A person to be told: buyers who share a key, directly or through others.
package struct Recipient: Sendable {
    /// `R-` and 12 hexadecimal digits; the same from night to night as long as its least key is.
    package let id: String
    /// What is known of it, the best first: registrations, the latest first, then its orders, the latest sale first.
    package let contacts: [Contact]
    /// The channels of its orders that are marketplaces, in byte order.
    package let marketplaces: [Text]
    /// The ways by which it can be reached, `email` and `post` or else `channel`.
    package let ways: ReachableWays

    init(id: String, contacts: [Contact], marketplaces: [Text]) {
        self.id = id
        self.contacts = contacts
        self.marketplaces = marketplaces
        var ways: ReachableWays = []
        if contacts.contains(where: \.isEmailable) { ways.insert(.email) }
        if contacts.contains(where: \.buyer.hasPostalAddress) { ways.insert(.post) }
        if ways.isEmpty, !marketplaces.isEmpty { ways.insert(.channel) }
        self.ways = ways
    }

    /// One set of details, as an order or a registration gives them.
    package struct Contact: Sendable {
        package var buyer: Buyer
        package var isEmailable: Bool
    }

    /// The first address that can be written to.
    package var email: Text? { contacts.first { $0.isEmailable }.map { $0.buyer[.email] } }

    /// The details with which a letter arrives.
    package var postal: Buyer? { contacts.first { $0.buyer.hasPostalAddress }?.buyer }

    /// The name and address to show: those of a letter, else the first that has a name, else the first.
    package var shown: Buyer {
        postal ?? contacts.first { !$0.buyer[.name].isEmpty }?.buyer ?? contacts.first?.buyer ?? .none
    }

    /// The first of a field that any of its contacts has.
    package func first(_ field: BuyerField) -> Text {
        for contact in contacts where !contact.buyer[field].isEmpty { return contact.buyer[field] }
        return .empty
    }
}

/// The ways by which somebody is reached.
package struct ReachableWays: OptionSet, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let email = ReachableWays(rawValue: 1)
    package static let post = ReachableWays(rawValue: 2)
    /// Through a marketplace's message centre.
    package static let channel = ReachableWays(rawValue: 4)

    /// For the column `reachable_by`: the ways joined with `;`, in the order of the lists.
    package var words: String {
        [(Self.email, "email"), (.post, "post"), (.channel, "channel")].filter { contains($0.0) }.map(\.1)
            .joined(separator: ";")
    }
}
