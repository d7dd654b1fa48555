/// What a channel takes back as a stock upload, as data: the exports of its own that serve as template, and what the upload
/// is made of.
///
/// An upload changes stock and nothing else. What a channel would take as new besides (a price of yesterday) is left out or
/// empty; the rows are the template's, in its order, less those that have no figure of the house's.
struct FeedFormat: Sendable {
    /// As people call the channel.
    let title: String
    /// What the names of its channels begin with.
    let platform: String
    let fileExtension: String
    /// What stands between the upload's cells; nil where the channel takes what its template has.
    let delimiter: UInt8?
    /// Whether `"` quotes the cells of tab files. Amazon's have no quotes: there it is data.
    var quotesTabs = true
    let layouts: [FeedLayout]
}

/// One export that serves as template.
struct FeedLayout: Sendable {
    /// As people call the export.
    let title: String
    /// Columns that tell it, all of which must be there.
    let header: [FeedColumn]
    /// Columns that another layout has and this one has not.
    var absent: [FeedColumn] = []
    /// Whether its columns are that channel's alone. If not, the channel's name must say which it is.
    var isTelling = true
    /// The listing's own name of the SKU.
    let sku: FeedColumn
    /// The figure as the channel has it. A row in which it is no number has no stock of the house's there: Amazon sends it
    /// itself, Shopify does not stock it at the location, WooCommerce does not manage its stock. Nil where it is the
    /// location's column.
    let current: FeedColumn?
    let figure: FeedFigure
    var locations = FeedLocations.none
    let upload: FeedUpload
    /// Rows that are left out because of what a cell begins with.
    var exclusions: [FeedExclusion] = []
    /// The channel's number of the listing: digits, unless a spreadsheet has ruined it.
    var itemNumber: FeedColumn?
    /// The column that says of a row without such a number that it is a variation of the row before it that has one.
    var relationship: FeedColumn?
    /// Whether the channel refuses an upload that names a listing twice.
    var namesListingsOnce = false
    /// Whether the lines in front of the header belong to the upload.
    var keepsPreamble = false
}

/// What the figure of an upload counts.
enum FeedFigure: Sendable {
    /// What a new buyer may buy: `sellable`.
    case available
    /// The same, and what is sold and not sent: the channel takes its open orders off by itself.
    case unshipped
    /// The same, and what the channel sets aside as unavailable.
    case onHand(unavailable: FeedColumn)

    /// Whether the channel's own open quantity counts.
    var countsOpen: Bool {
        if case .available = self { return false }
        return true
    }
}

/// How a template tells locations.
enum FeedLocations: Sendable {
    case none
    /// A row for each, named in one of these columns.
    case rows([FeedColumn])
    /// A column for each, named by it: all columns but these.
    case columns(besides: [FeedColumn])
}

/// What the upload is made of.
enum FeedUpload: Sendable {
    /// The template's columns: the figure in one of them (nil: the location's), some empty, some with a fixed text in rows
    /// of some roles.
    case row(figure: FeedColumn?, empty: [FeedColumn] = [], fixed: [FixedCell] = [])
    /// These columns alone, as far as the template has them.
    case columns([FeedUploadColumn])
}

/// A column of an upload that has its own.
enum FeedUploadColumn: Sendable {
    /// The template's, called so, or as there; filled in rows of these roles.
    case cell(FeedColumn, name: String? = nil, roles: Set<RowRole> = RowRole.all)
    case figure(name: String)
    /// A fixed text in rows of these roles.
    case text(String, name: String, roles: Set<RowRole> = RowRole.all)
    /// 1 or 0 by the figure. Another word of the template's (`backorder`) stays where there is no stock.
    case isInStock(FeedColumn)
}

/// A text that an upload has in a column of its template, in rows of some roles.
struct FixedCell: Sendable {
    let column: FeedColumn
    let text: String
    let roles: Set<RowRole>
}

/// What a row of a template is. eBay has a row for the listing and, under it, one for each of its variations.
enum RowRole: Sendable {
    case listing
    /// A row for all variations of a listing, without a figure of its own. It is in the upload if one of them is.
    case parent
    case variation

    static let all: Set<RowRole> = [.listing, .parent, .variation]
}

/// Rows that are left out.
struct FeedExclusion: Sendable {
    let column: FeedColumn
    /// What the cell begins with, in lower case.
    let beginnings: [String]
    let reason: LeftOut
}

/// Why a row of the listings is not in the upload.
enum LeftOut: Int, Sendable, CaseIterable {
    case unknown, withoutFigure, otherWarehouse, auction, twice, ruined, broken

    /// `3 listings …`; the count is in front.
    func sentence(_ count: Int) -> String {
        let subject = count == 1 ? "1 listing" : "\(count) listings"
        let (have, are, their) = count == 1 ? ("has", "is", "its") : ("have", "are", "their")
        switch self {
        case .unknown: return "\(subject) \(are) no SKU of the house; the channel keeps \(their) figure"
        case .withoutFigure: return "\(subject) \(have) no stock figure of the house at the channel"
        case .otherWarehouse: return "\(subject) \(are) sent from the channel's own warehouse"
        case .auction: return "\(subject) \(are) no fixed-price listing\(count == 1 ? "" : "s")"
        case .twice: return "\(subject) \(are) named twice; the first counts"
        case .ruined: return "\(subject) \(have) no item number, or one that a spreadsheet ruined"
        case .broken: return count == 1 ? "1 row cannot be read" : "\(count) rows cannot be read"
        }
    }
}
