package import StockModel

/// What a channel's own orders have yet to get of one SKU, out of the house's stock.
package struct OpenQuantity: Sendable, Equatable {
    /// The channel as its orders name it.
    package var channel: String
    /// The SKU of the order lines; a kit's own, not its components'.
    package var sku: String
    /// The name that the channel's orders have for it.
    package var listing: String
    /// Whole units, committed and not shipped.
    package var quantity: Int

    package init(channel: String, sku: String, listing: String, quantity: Int) {
        self.channel = channel
        self.sku = sku
        self.listing = listing
        self.quantity = quantity
    }
}

/// What feeds need to know of the stock, whoever has worked it out.
package struct FeedStock {
    private let sellable: [String: Int]
    private let open: [String: [OpenQuantity]]
    private let resolve: (String) -> String

    /// - Parameters:
    ///   - rows: the rows of the stock file, kits among them.
    ///   - open: by channel, SKU and listing, in any order; several of one add up.
    ///   - resolve: the SKU that a name on a channel leads to, by the catalogue; the name itself where it leads to none.
    package init(rows: [StockRow], open: [OpenQuantity], resolve: @escaping (String) -> String) {
        sellable = Dictionary(rows.map { ($0.sku, $0.sellable) }, uniquingKeysWith: { first, _ in first })
        self.open = Dictionary(grouping: open) { $0.sku }
        self.resolve = resolve
    }

    /// All SKUs, in byte order.
    var skus: [String] { sellable.keys.sorted(by: ByteOrder.precedes) }

    /// The SKU of a listing; nil where the house has none of that name.
    func sku(of listing: String) -> String? {
        guard !listing.isEmpty else { return nil }
        let sku = resolve(listing)
        return sellable[sku] == nil ? nil : sku
    }

    func sellable(of sku: String) -> Int { sellable[sku] ?? 0 }

    /// The channel's own open quantity of a SKU; with `listing`, of that listing of it alone.
    func open(channel: String, sku: String, listing: String? = nil) -> Int {
        (open[sku] ?? []).reduce(0) { sum, open in
            guard open.channel == channel, listing == nil || open.listing == listing else { return sum }
            return sum + open.quantity
        }
    }
}
