internal import StockMatching
internal import StockModel
internal import StockWriting

/// Checks the listings of feeds by making the uploads as a run would, with no stock at all.
struct FeedsCheck {
    let pipeline: CheckedPipeline
    let entries: [CatalogueEntry]

    var mistakes: [CheckMistake] {
        let index = CatalogueIndex(entries: entries)
        let stock = FeedStock(
            rows: entries.map { StockRow(sku: $0.sku) }, open: [],
            resolve: { index.resolve(ItemIdentifiers(sku: $0)) })
        return pipeline.file.feeds.enumerated().compactMap { number, request -> CheckMistake? in
            // One without listings is told by whoever read the pipeline.
            guard !request.listings.isEmpty else { return nil }
            do throws(FeedFailure) {
                let feed = try Feed(request, of: stock)
                guard feed.listings == 0, !entries.isEmpty else { return nil }
                return pipeline.mistake(
                    at: .listings(number), as: .warning,
                    "\(request.listings): no listing can be given a figure, so the upload for \(request.channel) would be empty",
                    remedy: "compare the names of its listings with the SKUs and aliases of the catalogue")
            } catch {
                return pipeline.mistake(
                    at: .listings(number), "\(request.listings): \(error.description)", remedy: "")
            }
        }
    }
}
