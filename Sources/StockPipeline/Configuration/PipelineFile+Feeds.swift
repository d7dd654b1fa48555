internal import StockWriting
internal import Yams

extension PipelineFile {
    /// Channels of which it is known that they take no file with stock.
    private static let withoutUpload = ["etsy"]

    /// Reads `feeds:`, a list of the stock uploads to make:
    ///
    ///     - channel: amazon                   # as orders name it
    ///       listings: amazon-listings.txt     # the channel's own export of its listings, relative to this file
    ///       buffer: 1                         # units of each SKU that are not offered; 0 where it is left out
    ///       location: Main warehouse          # the house's, where the listings have several
    mutating func readFeeds(
        _ entry: ConfigurationReader.Entry?, folder: String, with reader: inout ConfigurationReader
    ) {
        for item in reader.items(entry, example: "feeds: [{channel: amazon, listings: amazon-listings.txt}]") {
            let fields = reader.entries(
                of: item, called: "a feed", known: ["channel", "listings", "buffer", "location"])
            guard item.mapping != nil else { continue }
            for key in ["channel", "listings"] where fields[key] == nil {
                let example = key == "channel" ? "channel: amazon" : "listings: amazon-listings.txt"
                reader.note("`\(key):` is missing", at: item.mark, remedy: "add `\(example)`")
            }
            let buffer = reader.number(fields["buffer"], in: 0...1_000_000, usual: 1)
            let location = reader.text(fields["location"])
            let listings = reader.text(fields["listings"])
            guard let channel = reader.text(fields["channel"]) else { continue }
            noteChannel(channel, fields["channel"], with: &reader)
            var feed = FeedRequest(channel: channel, listings: listings.map { Paths.join(folder, $0) } ?? "")
            feed.buffer = buffer ?? 0
            feed.location = location
            reader.note(.listings(feeds.count), at: fields["listings"]?.node ?? item)
            feeds.append(feed)
        }
    }

    private func noteChannel(
        _ channel: String, _ entry: ConfigurationReader.Entry?, with reader: inout ConfigurationReader
    ) {
        if feeds.contains(where: { $0.channel.lowercased() == channel.lowercased() }) {
            reader.note("the channel `\(channel)` has a feed already", at: entry?.node.mark, remedy: "keep one of them")
        }
        if let none = Self.withoutUpload.first(where: { channel.lowercased().hasPrefix($0) }) {
            reader.note(
                "\(none.prefix(1).uppercased())\(none.dropFirst()) takes no file with stock", at: entry?.node.mark,
                remedy: "remove the feed, and set the stock there by hand from `sellable` in `stock_by_sku.csv`")
        }
    }
}
