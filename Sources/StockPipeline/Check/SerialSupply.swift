internal import StockLedger
internal import StockMatching
internal import StockModel
internal import StockReading

/// Tells which SKUs cannot be right: their serials are required, so that only units which a notice or stock-take names
/// can be sold, and none ever did.
struct SerialSupply {
    private let entries: [CatalogueEntry]
    private let index: CatalogueIndex
    /// By SKU, of the catalogue or not.
    private var lines: [String: Int] = [:]
    private var supplied: Set<String> = []

    init(entries: [CatalogueEntry]) {
        self.entries = entries
        index = CatalogueIndex(entries: entries)
    }

    mutating func take(_ received: [ReceivedItem]) {
        for each in received {
            let sku = index.resolve(each.item)
            lines[sku, default: 0] += each.lines
            if each.linesWithSerials > 0 { supplied.insert(sku) }
        }
    }

    /// Entries whose serials are required and never given. A kit's are its components'.
    var lacking: [CatalogueEntry] {
        entries.filter { $0.serials == .required && $0.components.isEmpty && !supplied.contains($0.sku) }
    }

    /// What is wrong with each of `lacking`.
    var problems: [CatalogueProblem] {
        let strangers = Set(lines.keys).subtracting(entries.map(\.sku)).sorted()
        return lacking.map { entry in
            if let count = lines[entry.sku] {
                let said = count == 1 ? "the one line" : "none of the \(count) lines"
                return CatalogueProblem(
                    entry, column: "serials",
                    "The serials of \(entry.sku) are required, but of notices and stock-takes \(said) that names it gives "
                        + "\(count == 1 ? "none" : "any"), so nothing of it can be sold",
                    remedy: "Ask the supplier for serials in the notice, count the units by serial, or write "
                        + "`optional`")
            }
            let names = [entry.sku] + entry.aliases
            let meant = names.compactMap { NearestWord.of($0, among: strangers) }.first
            return CatalogueProblem(
                entry, column: "serials",
                "The serials of \(entry.sku) are required, but no notice or stock-take ever named it, by whatever name, "
                    + "so nothing of it can be sold",
                remedy: meant.map { "\($0) in a notice is nearly the same: if it is meant, add it to `aliases`" }
                    ?? "Add the names that notices have for it (`gtin`, `supplier_parts`, `aliases`), or write "
                    + "`optional` until it is first delivered")
        }
    }
}
