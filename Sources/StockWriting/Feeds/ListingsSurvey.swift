internal import StockModel

/// What only all rows of a listings file tell: which locations it has, how many listings a SKU has, and which rows belong
/// together.
struct ListingsSurvey {
    /// The listings that lead to a SKU by their names, and how many rows each has at the house's location; those that are
    /// left out too, because the channel takes their orders off no other one.
    private var listings: [String: [String: Int]] = [:]
    /// The first row of each item number, the row that a variation would belong to, and what came of it.
    private var firstRows: [String: Int64] = [:]
    private var lastItem: Int64?
    private var roles: [Int64: RowRole] = [:]
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
        noteRole(of: row, bound)
        if let column = bound.locations.first {
            let place = row.text(column)
            if folded.insert(place.lowercased()).inserted { places.append(place) }
        }
        let isHere = bound.isAt(request.location, row)
        if isHere { isMet = true }
        let listing = row.text(bound.sku)
        guard let sku = stock.listed(listing) else { return }
        listings[sku, default: [:]][listing, default: 0] += isHere ? 1 : 0
    }

    /// Rows of one item number, and rows without one behind it, are variations of the first.
    private mutating func noteRole(of row: ListingsRow, _ bound: BoundListings) {
        guard bound.itemNumber != nil else { return }
        guard let item = bound.item(of: row) else {
            if !bound.isVariation(row) {
                lastItem = nil
            } else if let lastItem {
                roles[lastItem] = .parent
                roles[row.record] = .variation
            }
            return
        }
        guard let first = firstRows[item] else {
            firstRows[item] = row.record
            lastItem = row.record
            return
        }
        roles[first] = .parent
        roles[row.record] = .variation
        lastItem = first
    }

    private func checkLocations(_ location: String?, _ bound: BoundListings) throws(FeedFailure) {
        guard !bound.locations.isEmpty, !places.isEmpty else { return }
        // It may be named by the other column, so only one that met no row is unknown.
        if location != nil, isMet { return }
        _ = try FeedLocation.choose(location, among: places.map { ($0, ()) })
    }

    /// Whether a listing's SKU has no other one in the file.
    func isOnly(sku: String) -> Bool { listings[sku].map { $0.count == 1 && $0.first?.value == 1 } ?? false }

    /// Whether no other listing in the file has this name.
    func isOnly(listing: String, of sku: String) -> Bool { listings[sku]?[listing] == 1 }

    func role(of row: ListingsRow) -> RowRole { roles[row.record] ?? .listing }

    /// SKUs that have several listings whose orders cannot be told apart.
    var indistinct: [String] {
        listings.filter { $0.value.contains { $0.value > 1 } }.keys.sorted(by: ByteOrder.precedes)
    }

    /// Whether any row names the SKU, be it left out.
    func names(_ sku: String) -> Bool { listings[sku] != nil }
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
