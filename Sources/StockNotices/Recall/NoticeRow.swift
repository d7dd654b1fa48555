package import StockModel

/// Whether somebody hears of a campaign for the first time, of more of his goods, or again.
package enum NoticeKind: String, Sendable, CaseIterable { case first, more, `repeat` }

/// One row of a list of recipients: who is told, how he is reached, and of what.
package struct NoticeRow: Sendable {
    package var recipient: String
    package var notice: NoticeKind
    /// Name, e-mail, phone and address as shown; the company for `consignees.csv`.
    package var name: Text
    package var company: Text
    package var email: Text
    package var phone: Text
    package var address: Buyer
    package var ways: ReachableWays
    /// The channels, orders, SKUs and serials of its affected goods, each once, in byte order. For somebody who is reached
    /// through marketplaces alone, the channels are these.
    package var channels: [Text]
    package var orders: [Text]
    package var skus: [Text]
    package var serials: [Text]
    /// Why it cannot be reached, or may hold affected goods; else empty.
    package var reason = ""

    init(_ recipient: Recipient, _ notice: NoticeKind, _ holdings: some Collection<Holding>) {
        self.recipient = recipient.id
        self.notice = notice
        let shown = recipient.shown
        name = shown[.name]
        company = recipient.first(.company)
        // A relay address still tells a marketplace's message centre who is meant.
        email = recipient.email ?? recipient.first(.email)
        phone = recipient.first(.phone)
        address = shown
        ways = recipient.ways
        orders = Self.list(holdings.map(\.pair.line.document))
        skus = Self.list(holdings.map(\.sku))
        serials = Self.list(holdings.map(\.pair.serial))
        channels = ways == .channel ? recipient.marketplaces : Self.list(holdings.map(\.pair.line.channel))
    }

    private static func list(_ texts: [Text]) -> [Text] {
        // Most hold one unit.
        if texts.count == 1 { return texts[0].isEmpty ? [] : texts }
        return Set(texts).filter { !$0.isEmpty }.sorted()
    }
}
