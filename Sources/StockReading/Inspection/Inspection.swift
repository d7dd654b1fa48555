package import StockModel

/// What can be told of one file: what it was read as and why, what came near, and what nobody read.
package struct Inspection: Sendable {
    /// Rejects with the same reason.
    package struct Rejection: Sendable, Equatable {
        package var count: Int
        /// The first of them.
        package var first: Reject
    }

    /// An element, attribute or column that nobody read, and how often it is there.
    package struct Unread: Sendable, Equatable {
        package var name: String
        package var count: Int
    }

    /// As `sources.csv` tells of it.
    package var source: Source
    /// `XML`, `CSV`, or empty for what is neither.
    package var form = ""
    package var isGzip = false
    /// What it was read or refused as; nil where it was not recognised.
    package var match: Candidate?
    /// The definitions that come nearest besides, the nearest first.
    package var others: [Candidate] = []
    /// Why files of the definition are not read, where it says so.
    package var refusal: String?
    /// The first records as `read` prints them.
    package var records: [String] = []
    /// What would be rejected, by reason; with record 0 the whole file.
    package var rejections: [Rejection] = []
    package var unread: [Unread] = []
}
