internal import StockModel

/// The lists of a campaign's folder, each sorted by recipient.
package struct RecallLists: Sendable {
    package var email: [NoticeRow] = []
    package var post: [NoticeRow] = []
    package var channel: [NoticeRow] = []
    /// With `reason`: what is missing.
    package var unreachable: [NoticeRow] = []
    /// Those of the above with a company's name, who must pass the notice on.
    package var consignees: [NoticeRow] = []
    /// With `reason`: why they are only possibly affected.
    package var possiblyAffected: [NoticeRow] = []

    init() {}

    /// Makes room for all who can be reached by each.
    mutating func reserve(for recipients: [Recipient]) {
        email.reserveCapacity(recipients.count { $0.ways.contains(.email) })
        post.reserveCapacity(recipients.count { $0.ways.contains(.post) })
    }

    /// Puts somebody who is told on the lists by which he is reached.
    mutating func add(_ row: NoticeRow, _ recipient: Recipient, _ contacts: ContactRules) {
        if row.ways.contains(.email) { email.append(row) }
        if row.ways.contains(.post) { post.append(row) }
        if row.ways.contains(.channel) { channel.append(row) }
        if row.ways.isEmpty {
            var row = row
            row.reason = Unreachable(recipient, contacts).sentence
            unreachable.append(row)
        }
        if !row.company.isEmpty { consignees.append(row) }
    }
}

/// Why a recipient cannot be reached.
struct Unreachable {
    let sentence: String

    init(_ recipient: Recipient, _ contacts: ContactRules) {
        let buyers = recipient.contacts.map(\.buyer)
        guard buyers.contains(where: { !$0.isNobody }) else {
            sentence = "no order of it names a buyer"
            return
        }
        let emails = buyers.map { $0[.email] }.filter { !$0.isEmpty }
        let email =
            emails.isEmpty
            ? "no e-mail"
            : emails.contains { contacts.isRelay($0) }
                ? "the e-mail is a marketplace's relay, and no order is a marketplace's"
                : "the e-mail is not one address"
        let needed: [(BuyerField, String)] = [
            (.name, "name"), (.address1, "address line"), (.city, "city"), (.country, "country"),
        ]
        let fewest = buyers.map { buyer in needed.filter { buyer[$0.0].isEmpty }.map(\.1) }.min { $0.count < $1.count }
        sentence = "\(email); the postal address lacks \((fewest ?? []).joined(separator: ", "))"
    }
}
