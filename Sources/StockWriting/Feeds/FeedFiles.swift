package import StockModel

/// `feeds/<channel>.*`: the stock uploads of a run.
package enum FeedFiles {
    package static let folder = "feeds"

    /// Kinds of files without which a figure may offer what is sold already, or what never came back.
    private static let decisiveKinds: Set<String> = ["order", "copy", "fulfilment", "return", "adjustment"]

    /// Makes and writes each feed that can be. None is written in a run that rejected a whole file of orders, fulfilments,
    /// returns or adjustments: what it would have told is not in the figures.
    ///
    /// - Returns: what became of each, in the order asked for, and what is worth knowing of them.
    package static func write(
        _ requests: [FeedRequest], of stock: FeedStock, sources: [Source], to publication: Publication
    ) throws(WritingFailure) -> (feeds: [RunSummary.Feed], notes: [RunSummary.Note]) {
        var feeds: [RunSummary.Feed] = []
        var notes: [RunSummary.Note] = []
        let stems = SafeFileName.names(for: requests.map(\.channel))
        let obstacle = obstacle(in: sources)
        for request in requests {
            var summary = RunSummary.Feed(channel: request.channel)
            if let obstacle {
                summary.problem = obstacle
                feeds.append(summary)
                continue
            }
            switch Result(catching: { () throws(FeedFailure) in try Feed(request, of: stock) }) {
            case .success(let feed):
                let name = "\(stems[request.channel] ?? request.channel).\(feed.fileExtension)"
                let file = try publication.newFile(name, inFolder: folder)
                try file.write(feed.bytes)
                try file.finish()
                summary.file = "\(folder)/\(name)"
                summary.listings = feed.listings
                summary.leftOut = feed.leftOut
                summary.unlisted = feed.unlisted.count
                notes += feed.notes.map { .init(file: request.listingsName, text: "\(request.channel): \($0)") }
            case .failure(let failure): summary.problem = "\(request.listingsName): \(failure)"
            }
            feeds.append(summary)
        }
        return (feeds, notes)
    }

    /// Why no feed may be written; nil where nothing stands against it.
    private static func obstacle(in sources: [Source]) -> String? {
        let lost = sources.filter { $0.outcome == .rejected && decisiveKinds.contains($0.kind) }.map(\.file)
        guard !lost.isEmpty else { return nil }
        let names = Listed.text(lost.sorted(by: ByteOrder.precedes))
        return "The run rejected \(names) whole, so its figures may offer what is sold. "
            + "Correct \(lost.count == 1 ? "it" : "them") and run again."
    }
}
