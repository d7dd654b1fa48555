internal import StockModel

/// `warranty/expiring.csv`: who is to be written to because a window ends soon.
package struct ExpiringList: Sendable {
    /// One recipient and one end.
    package struct Row: Sendable {
        package var notice: NoticeRow
        package var endsOn: Int
        package var band: Int
    }

    /// Sorted by recipient and end.
    package private(set) var rows: [Row] = []
    /// The bands that are told by this run, to be remembered once it is published.
    package private(set) var told: [ExpiryBands.Pair: Int] = [:]

    /// The covers that are due, before it is known who holds them.
    package struct Due: Sendable {
        package var cover: WarrantyCover
        package var endsOn: Int
        package var band: Int

        var pair: ExpiryBands.Pair {
            ExpiryBands.Pair(cover: ToldPair(serial: cover.serial, line: cover.line), endsOn: endsOn)
        }

        /// Nil where the cover ends too late, is over or void, has no window, or was told of.
        package init?(_ cover: WarrantyCover, on day: Int, bands: ExpiryBands, told: [ExpiryBands.Pair: Int]) {
            guard let window = cover.window, !window.isVoid, window.startsOn <= window.endsOn else { return nil }
            self.cover = cover
            endsOn = window.endsOn
            band = 0
            guard let due = bands.due(daysLeft: endsOn - day, told: told[pair]) else { return nil }
            band = due
        }
    }

    /// - Parameters:
    ///   - due: In any order.
    ///   - asked: The lines of `due`, for which `book` was made.
    ///   - consent: Whether the buyer of a line agreed to be written to; asked for no line under `without_consent`.
    package init(_ due: [Due], asked: AskedLines, book: RecipientBook, consent: ((LineKey) -> Bool)?) {
        struct Group: Hashable {
            let recipient: Int
            let endsOn: Int
            let band: Int
        }
        var groups: [Group: [Holding]] = [:]
        for item in due where consent?(item.cover.line) ?? true {
            if let line = asked.number(of: item.cover.line), let recipient = book.recipient(ofLine: line),
                !book.recipients[recipient].ways.isEmpty
            {
                groups[Group(recipient: recipient, endsOn: item.endsOn, band: item.band), default: []].append(
                    Holding(
                        pair: item.pair.cover, recipient: recipient, sku: item.cover.sku, doubt: nil, isRemedied: false
                    ))
                told[item.pair] = item.band
            }
        }
        rows = groups.map { group, holdings in
            Row(
                notice: NoticeRow(book.recipients[group.recipient], .first, holdings[...]), endsOn: group.endsOn,
                band: group.band)
        }
        rows.sort { a, b in
            a.notice.recipient != b.notice.recipient
                ? a.notice.recipient < b.notice.recipient : (a.endsOn, a.band) < (b.endsOn, b.band)
        }
    }
}

extension OrderLine {
    /// Whether its buyer agreed to be written to with offers.
    package var hasMarketingConsent: Bool { buyer[.consent].description.lowercased() == "yes" }
}
