/// What only all rows of a listings file tell: which locations it has, how many listings a SKU has, and which item numbers
/// stand on several rows.
struct ListingsSurvey {
    /// How many listings lead to a SKU, by their names.
    private var listings: [String: [String: Int]] = [:]
    private var items: [String: Int] = [:]
    /// SKUs that any row names.
    private var named: Set<String> = []
    private var places: [String] = []
    private var folded: Set<String> = []
    /// Whether a row is at the house's location.
    private var isMet = false

    /// - Throws: where the house's location cannot be told.
    init(
        _ file: ListingsFile, _ bound: BoundListings, _ request: FeedRequest, _ stock: FeedStock
    ) throws(FeedFailure) {
        var survey = ListingsSurvey()
        try file.forEachRow { survey.take($0, bound, request, stock) }
        self = survey
        try checkLocations(request.location, bound)
    }

    private init() {}

    private mutating func take(
        _ row: ListingsRow, _ bound: BoundListings, _ request: FeedRequest, _ stock: FeedStock
    ) {
        guard !row.isBroken else { return }
        if let item = bound.item(of: row) { items[item, default: 0] += 1 }
        if let column = bound.locations.first {
            let place = row.text(column)
            if folded.insert(place.lowercased()).inserted { places.append(place) }
        }
        let listing = row.text(bound.sku)
        let sku = stock.listed(listing)
        if let sku { named.insert(sku) }
        guard bound.isAt(request.location, row) else { return }
        isMet = true
        guard let sku, bound.leftOut(row) == nil else { return }
        listings[sku, default: [:]][listing, default: 0] += 1
    }

    private func checkLocations(_ location: String?, _ bound: BoundListings) throws(FeedFailure) {
        guard !bound.locations.isEmpty, !places.isEmpty else { return }
        // It may be named by the other column, so only one that met no row is unknown.
        if location != nil, isMet { return }
        _ = try FeedLocation.choose(location, among: places.map { ($0, ()) })
    }

    /// Whether a listing's SKU has no other one in the file.
    func isOnly(sku: String) -> Bool { (listings[sku] ?? [:]).values.reduce(0, +) == 1 }

    /// Whether no other listing in the file has this name.
    func isOnly(listing: String, of sku: String) -> Bool { listings[sku]?[listing] == 1 }

    /// Whether several rows have this item number.
    func isShared(item: String) -> Bool { (items[item] ?? 0) > 1 }

    /// SKUs that have several listings whose orders cannot be told apart.
    var indistinct: [String] {
        listings.filter { $0.value.contains { $0.value > 1 } }.keys.sorted(by: ByteOrder.precedes)
    }

    /// Whether any row names the SKU, be it left out.
    func names(_ sku: String) -> Bool { named.contains(sku) }
}

extension FeedStock {
    /// The SKU of a listing's name as a cell has it, which a spreadsheet or a shop may have protected (`'…`, `="…"`).
    func listed(_ cell: String) -> String? {
        if let sku = sku(of: cell) { return sku }
        if cell.hasPrefix("=\""), cell.hasSuffix("\""), cell.utf8.count > 3 {
            return sku(of: String(cell.dropFirst(2).dropLast()))
        }
        return cell.hasPrefix("'") ? sku(of: String(cell.dropFirst())) : nil
    }
}
