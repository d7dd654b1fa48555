/// A stock upload that a pipeline asks for.
package struct FeedRequest: Sendable, Equatable {
    /// The channel as orders name it; the upload's file is called by it.
    package var channel: String
    /// The channel's own export of its listings.
    package var listings: String
    /// Whole units that are held back of each SKU.
    package var buffer = 0
    /// Which of the listings' locations is the house's; nil where they have one.
    package var location: String?

    package init(channel: String, listings: String) {
        self.channel = channel
        self.listings = listings
    }

    /// The listings' name without folders, for messages.
    var listingsName: String { listings.split(separator: "/").last.map(String.init) ?? listings }
}
