internal import StockWriting
internal import Yams

extension PipelineFile {
    /// Reads what recalls, warranties and watch lists take:
    ///
    ///     recalls: [campaigns/]             # campaign files, and folders of them
    ///     watch_lists: [stolen.csv]
    ///     warranty:
    ///       terms: warranty.csv             # may also lie among the inputs
    ///       expiring_days: [90, 30, 7]
    ///       without_consent: false          # write to buyers who have not agreed to be written to
    ///     contacts:
    ///       relays: ["*@mail.example.net"]  # addresses that only pass on what a marketplace lets through
    ///       marketplaces: [my-marketplace]  # channels that pass messages on
    mutating func readNotices(
        _ entries: [String: ConfigurationReader.Entry], folder: String, with reader: inout ConfigurationReader
    ) {
        notices.campaigns = (reader.texts(entries["recalls"]) { .campaigns($0) } ?? []).map { Paths.join(folder, $0) }
        notices.watchLists = (reader.texts(entries["watch_lists"]) { .watchList($0) } ?? []).map {
            Paths.join(folder, $0)
        }
        readWarranty(entries["warranty"], folder: folder, with: &reader)
        guard let contacts = entries["contacts"] else { return }
        let fields = reader.entries(
            of: contacts.node, called: "`contacts:`", known: ["relays", "marketplaces"])
        notices.relays = reader.texts(fields["relays"]) ?? []
        notices.marketplaces = reader.texts(fields["marketplaces"]) ?? []
    }

    private mutating func readWarranty(
        _ entry: ConfigurationReader.Entry?, folder: String, with reader: inout ConfigurationReader
    ) {
        guard let entry else { return }
        let fields = reader.entries(
            of: entry.node, called: "`warranty:`", known: ["terms", "expiring_days", "without_consent"])
        var warranty = WarrantySettings()
        warranty.terms = reader.path(fields["terms"], .terms).map { Paths.join(folder, $0) }
        if let days = fields["expiring_days"] {
            let numbers = reader.items(days, example: "expiring_days: [90, 30, 7]").map { item in
                reader.number(
                    ConfigurationReader.Entry(key: days.key, node: item), in: 0...3_650, usual: 30)
            }
            if !numbers.contains(nil) { warranty.expiringDays = numbers.compactMap { $0 } }
        }
        if let without = reader.flag(fields["without_consent"]) { warranty.withoutConsent = without }
        notices.warranty = warranty
    }
}
