/// One channel's stock upload, ready to be written.
package struct Feed {
    /// The extension of its file.
    package let fileExtension: String
    package let bytes: [UInt8]
    /// Rows with a figure.
    package let listings: Int
    /// Rows of the template that are not in it.
    package let leftOut: Int
    /// SKUs that no row of the template names, in byte order.
    package let unlisted: [String]
    /// What a person should know of it, in sentences.
    package let notes: [String]
}

extension Feed {
    /// Makes the upload that `request` asks for.
    package init(_ request: FeedRequest, of stock: FeedStock) throws(FeedFailure) {
        let file = try ListingsFile(path: request.listings, channel: request.channel)
        let bound = try BoundListings(file.head, location: request.location)
        let survey = try ListingsSurvey(file, bound, request, stock)
        var maker = FeedMaker(request: request, stock: stock, bound: bound, survey: survey, head: file.head)
        try file.forEachRow { maker.take($0) }
        fileExtension = file.head.format.fileExtension
        bytes = maker.rows.bytes
        listings = maker.listings
        leftOut = maker.leftOut.values.reduce(0) { $0 + $1.count }
        unlisted = stock.skus.filter { !survey.names($0) }
        notes = maker.notes(unlisted: unlisted)
    }
}

/// Turns the rows of a template into those of an upload.
private struct FeedMaker {
    let request: FeedRequest
    let stock: FeedStock
    let bound: BoundListings
    let survey: ListingsSurvey
    var rows: FeedRows
    var listings = 0
    /// Rows that are left out, by what names them.
    var leftOut: [LeftOut: [String]] = [:]
    /// The last row for all variations of a listing, until one of them is taken.
    private var parent: FeedRows?
    private var seenListings: Set<String> = []

    init(
        request: FeedRequest, stock: FeedStock, bound: BoundListings, survey: ListingsSurvey, head: ListingsFile.Head
    ) {
        self.request = request
        self.stock = stock
        self.bound = bound
        self.survey = survey
        rows = FeedRows(head)
        if bound.layout.keepsPreamble { for line in head.preamble { rows.line(line) } }
        for column in bound.columns { rows.field(column.name) }
        rows.endRow()
    }

    mutating func take(_ row: ListingsRow) {
        if !row.isBroken, !bound.isAt(request.location, row) { return }
        let role = survey.role(of: row)
        guard role != .parent else {
            parent = rendered(row, role, figure: nil)
            return
        }
        if role == .listing { parent = nil }
        let listing = row.text(bound.sku)
        let sku = stock.listed(listing)
        if let reason = reason(row, role, listing, sku) {
            leftOut[reason, default: []].append(listing)
            return
        }
        guard let sku else { return }
        if let parent { rows.append(parent) }
        parent = nil
        rows.append(rendered(row, role, figure: figure(row, listing, sku)))
        listings += 1
    }

    /// Why a row has no place in the upload.
    private mutating func reason(_ row: ListingsRow, _ role: RowRole, _ listing: String, _ sku: String?) -> LeftOut? {
        if row.isBroken { return .broken }
        if sku == nil { return .unknown }
        if bound.itemNumber != nil, role == .listing, bound.item(of: row) == nil { return .ruined }
        if let reason = bound.leftOut(row) { return reason }
        return bound.layout.namesListingsOnce && !seenListings.insert(listing).inserted ? .twice : nil
    }

    /// What the channel is told: never less than nothing to buy, and what it takes off by itself on top.
    private func figure(_ row: ListingsRow, _ listing: String, _ sku: String) -> Int {
        let offered = max(0, stock.sellable(of: sku) - request.buffer)
        guard bound.layout.figure.countsOpen else { return offered }
        let setAside = bound.unavailable.flatMap { row.number($0) } ?? 0
        return offered + open(listing, sku) + max(0, setAside)
    }

    /// The channel takes each listing's own orders off its figure: where a SKU has several, each gets only what its own name
    /// is on, and nothing where even that is not its alone. Too little is offered then, never too much.
    private func open(_ listing: String, _ sku: String) -> Int {
        if survey.isOnly(sku: sku) { return stock.open(channel: request.channel, sku: sku) }
        guard survey.isOnly(listing: listing, of: sku) else { return 0 }
        return stock.open(channel: request.channel, sku: sku, listing: listing)
    }

    private func rendered(_ row: ListingsRow, _ role: RowRole, figure: Int?) -> FeedRows {
        var rows = rows.emptied()
        for column in bound.columns {
            switch column.content {
            case .cell(let index, let roles): rows.field(roles.contains(role) ? row.bytes(index) : [])
            case .figure: rows.field(figure.map { Array(String($0).utf8) } ?? [])
            case .text(let text, let roles, let other):
                rows.field(roles.contains(role) ? text : other.map { row.bytes($0) } ?? [])
            case .isInStock(let index):
                let keeps = figure == 0 && row.number(index) == nil && !row.text(index).isEmpty
                rows.field(keeps ? row.bytes(index) : [figure == 0 ? 0x30 : 0x31])
            }
        }
        rows.endRow()
        return rows
    }

    func notes(unlisted: [String]) -> [String] {
        var notes = LeftOut.allCases.compactMap { reason in
            leftOut[reason].map { rows in
                let named = rows.filter { !$0.isEmpty }
                return reason.sentence(rows.count) + (named.isEmpty ? "" : ": \(Listed.text(named))")
            }
        }
        if bound.layout.figure.countsOpen, !survey.indistinct.isEmpty {
            notes.append(
                "Open orders of SKUs with several listings of one name cannot be told apart, so less is offered: "
                    + Listed.text(survey.indistinct))
        }
        if !unlisted.isEmpty {
            let subject = unlisted.count == 1 ? "1 SKU has" : "\(unlisted.count) SKUs have"
            notes.append("\(subject) no listing: \(Listed.text(unlisted))")
        }
        return notes
    }
}
