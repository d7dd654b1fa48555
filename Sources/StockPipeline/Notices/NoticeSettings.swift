import StockModel

/// What a run is told of recalls, warranties and watch lists.
package struct NoticeSettings: Sendable, Equatable {
    /// Campaign files, and folders of such.
    package var campaigns: [String] = []
    /// Files of serials to watch.
    package var watchLists: [String] = []
    /// Nil where no warranty is asked for.
    package var warranty: WarrantySettings?
    /// Patterns of e-mail addresses that only pass on what a marketplace lets through, besides the built-in ones.
    package var relays: [String] = []
    /// Channels that are marketplaces, besides those whose names say so.
    package var marketplaces: [String] = []
    /// The wave of the campaigns that is asked for; nil for whoever was not told before.
    package var wave: Int?

    package init() {}

    /// Whether buyers have to be known.
    var asksForBuyers: Bool { !campaigns.isEmpty || warranty != nil }

    /// Whether units have to be looked at one by one.
    ///
    /// - Parameter records: What is read for notices.
    func isIdle(_ records: NoticeRecords) -> Bool { !asksForBuyers && records[.watched].isEmpty }
}

/// What a run is told of warranties.
package struct WarrantySettings: Sendable, Equatable {
    /// The file of terms; nil where the catalogue's months are all, or terms lie among the inputs.
    package var terms: String?
    /// The bands of `warranty/expiring.csv`, in days before the end.
    package var expiringDays = [90, 30, 7]
    /// Write to buyers who have not agreed to be written to, too.
    package var withoutConsent = false

    package init() {}
}
