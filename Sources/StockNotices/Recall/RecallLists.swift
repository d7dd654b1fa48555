internal import StockModel

/// The lists of a campaign's folder, each sorted by recipient.
package struct RecallLists: Sendable {
    package private(set) var email: NoticeList
    package private(set) var post: NoticeList
    package private(set) var channel: NoticeList
    /// With `reason`: what is missing.
    package private(set) var unreachable: NoticeList
    /// Those of the above with a company's name, who must pass the notice on.
    package private(set) var consignees: NoticeList
    /// With `reason`: why they are only possibly affected.
    package private(set) var possiblyAffected: NoticeList

    /// Puts everybody who is told on the lists by which he is reached.
    init(_ told: ToldRecipients) {
        email = NoticeList(told)
        post = NoticeList(told)
        channel = NoticeList(told)
        unreachable = NoticeList(told, reason: .unreachable)
        consignees = NoticeList(told)
        possiblyAffected = NoticeList(told, reason: .possiblyAffected)
        for (place, notice) in told.telling.notices.enumerated() {
            let recipient = told.recipients[notice.recipient]
            guard !notice.isPossible else {
                possiblyAffected.append(place)
                continue
            }
            if recipient.ways.contains(.email) { email.append(place) }
            if recipient.ways.contains(.post) { post.append(place) }
            if recipient.ways.contains(.channel) { channel.append(place) }
            if recipient.ways.isEmpty { unreachable.append(place) }
            if !recipient.first(.company).isEmpty { consignees.append(place) }
        }
    }
}

/// Who is told of what: all that rows of lists are made of.
struct ToldRecipients: Sendable {
    let recipients: [Recipient]
    let telling: Telling
    let contacts: ContactRules
}

/// One list of recipients. A row is made when it is asked for: each is written once, and those of a hundred thousand people
/// would take more memory than all that they are made of.
package struct NoticeList: RandomAccessCollection, Sendable {
    enum Reason { case none, unreachable, possiblyAffected }

    private let told: ToldRecipients
    private let reason: Reason
    /// Places among the notices.
    private var places: [Int32] = []

    init(_ told: ToldRecipients, reason: Reason = .none) {
        self.told = told
        self.reason = reason
    }

    mutating func append(_ notice: Int) { places.append(Int32(notice)) }

    package var startIndex: Int { 0 }
    package var endIndex: Int { places.count }

    package subscript(index: Int) -> NoticeRow {
        let notice = told.telling.notices[Int(places[index])]
        let recipient = told.recipients[notice.recipient]
        let holdings = told.telling.holdings(of: notice)
        var row = NoticeRow(recipient, notice.kind, holdings)
        switch reason {
        case .none: break
        case .unreachable: row.reason = Unreachable(recipient, told.contacts).sentence
        case .possiblyAffected:
            row.reason = Set(holdings.compactMap(\.doubt)).sorted().map(\.sentence).joined(separator: ";")
        }
        return row
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
