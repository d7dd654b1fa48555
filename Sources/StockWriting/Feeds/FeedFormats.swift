/// The channels that take stock uploads. Where the facts come from, and how sure they are, is in `docs/feeds.md`.
extension FeedFormat {
    static let all = [amazon, shopify, ebay, walmart, wooCommerce]

    /// The format of channels with this name; nil where the name does not tell it.
    static func of(channel: String) -> FeedFormat? {
        let name = channel.lowercased()
        return all.first { name.hasPrefix($0.platform) }
    }

    // MARK: Amazon

    /// Price & Quantity: an empty price stays as it is, a SKU must not stand there twice, and one that Amazon sends has no
    /// quantity.
    private static let amazon = FeedFormat(
        title: "Amazon", platform: "amazon", fileExtension: "txt", delimiter: 0x09, quotesTabs: false,
        layouts: [
            amazonLayout(
                "listings report", [["seller-sku", "sku"], ["asin", "asin1"], "price", "quantity"], isTelling: true),
            amazonLayout("Price & Quantity file", ["sku", "quantity"], isTelling: false),
        ])

    private static func amazonLayout(_ title: String, _ header: [FeedColumn], isTelling: Bool) -> FeedLayout {
        FeedLayout(
            title: title, header: header, isTelling: isTelling, sku: ["seller-sku", "sku"], current: "quantity",
            figure: .available,
            upload: .columns([
                .cell(["seller-sku", "sku"], name: "sku"), .text("", name: "price"), .figure(name: "quantity"),
            ]),
            exclusions: [
                FeedExclusion(
                    column: "fulfillment-channel", beginnings: ["amazon", "afn"], reason: .otherWarehouse)
            ],
            namesListingsOnce: true)
    }

    // MARK: Shopify

    private static let shopifyVariant: [FeedColumn] = ["Handle", "Option1 Value", "SKU"]

    /// The inventory CSV: `On hand` = available + committed + unavailable, a row for each variant and location. Shopify
    /// passes over a row whose `On hand (current)` is no longer true.
    private static let shopify = FeedFormat(
        title: "Shopify", platform: "shopify", fileExtension: "csv", delimiter: 0x2C,
        layouts: [
            FeedLayout(
                title: "inventory export", header: shopifyVariant + ["Location", "On hand (current)", "On hand (new)"],
                sku: "SKU", current: "On hand (current)", figure: .onHand(unavailable: "Unavailable (not editable)"),
                locations: .rows(["Location"]), upload: .row(figure: "On hand (new)")),
            FeedLayout(
                title: "inventory export of 2023", header: shopifyVariant + ["Location", "On hand"], sku: "SKU",
                current: "On hand", figure: .onHand(unavailable: "Unavailable"), locations: .rows(["Location"]),
                upload: .row(figure: "On hand")),
            FeedLayout(
                title: "inventory export of available stock", header: shopifyVariant, absent: ["Location"], sku: "SKU",
                current: nil, figure: .available,
                locations: .columns(besides: [
                    "Handle", "Title", "Option1 Name", "Option1 Value", "Option2 Name", "Option2 Value",
                    "Option3 Name", "Option3 Value", "SKU", ["Barcode", "UPC"], "HS Code", "COO", "Bin name",
                ]),
                upload: .row(figure: nil)),
        ])

    // MARK: eBay

    private static let ebayQuantity: FeedColumn = ["Available quantity", "Quantity"]
    private static let ebayLabel: FeedColumn = ["Custom label (SKU)", "Custom label", "CustomLabel"]
    private static let ebayItem: FeedColumn = ["Item number", "ItemID", "Item ID"]
    private static let ebayAuctions = FeedExclusion(
        column: "Format", beginnings: ["auction", "chinese"], reason: .auction)

    /// Seller Hub's file for editing price and quantity, File Exchange's, or the Active listings report. An empty price
    /// stays as it is. Variations stand under a row for their listing, without action and item number; in the report they
    /// repeat its number.
    private static let ebay = FeedFormat(
        title: "eBay", platform: "ebay", fileExtension: "csv", delimiter: nil,
        layouts: [
            FeedLayout(
                title: "file for editing price and quantity", header: ["Action*", ebayItem, ebayQuantity, ebayLabel],
                sku: ebayLabel, current: ebayQuantity, figure: .available,
                upload: .row(
                    figure: ebayQuantity,
                    empty: [["Start price", "StartPrice"], ["Buy It Now price", "BuyItNowPrice"]],
                    fixed: [FixedCell(column: "Action*", text: "Revise", roles: [.listing, .parent])]),
                exclusions: [ebayAuctions], itemNumber: ebayItem, relationship: "Relationship", keepsPreamble: true),
            FeedLayout(
                title: "Active listings report", header: [ebayItem, "Available quantity", ebayLabel],
                absent: ["Action*"], sku: ebayLabel, current: ebayQuantity, figure: .available,
                upload: .columns([
                    .text("Revise", name: "Action", roles: [.listing, .parent]),
                    .cell(ebayItem, roles: [.listing, .parent]), .figure(name: "Available quantity"),
                    .text("Variation", name: "Relationship", roles: [.variation]),
                    .cell("Variation details", name: "Relationship details"),
                    .cell(ebayLabel, roles: [.listing, .variation]),
                ]),
                exclusions: [ebayAuctions], itemNumber: ebayItem),
        ])

    // MARK: Walmart

    private static let walmartNodes: [FeedColumn] = [
        ["Ship Node ID", "Ship Node", "Fulfillment Center ID"], ["Ship Node Name", "Fulfillment Center Name"],
    ]

    /// The inventory upload: its quantity includes what is sold and not sent.
    private static let walmart = FeedFormat(
        title: "Walmart", platform: "walmart", fileExtension: "csv", delimiter: 0x2C,
        layouts: [
            FeedLayout(
                title: "inventory report", header: ["SKU", "Input Quantity"], sku: "SKU", current: "Input Quantity",
                figure: .unshipped, locations: .rows(walmartNodes),
                upload: .columns([.cell("SKU"), .figure(name: "Quantity"), .cell(walmartNodes[0])])),
            FeedLayout(
                title: "inventory file", header: ["SKU", ["Quantity", "New Quantity"]], absent: ["Input Quantity"],
                isTelling: false, sku: "SKU", current: ["Quantity", "New Quantity"], figure: .unshipped,
                locations: .rows(walmartNodes), upload: .row(figure: ["Quantity", "New Quantity"])),
        ])

    // MARK: WooCommerce

    /// The product CSV, imported with "update existing products": other columns may be left out, but a variation needs its
    /// parent.
    private static let wooCommerce = FeedFormat(
        title: "WooCommerce", platform: "woocommerce", fileExtension: "csv", delimiter: 0x2C,
        layouts: [
            FeedLayout(
                title: "product export", header: ["SKU", "Stock", ["ID", "Type", "In stock?"]], sku: "SKU",
                current: "Stock", figure: .available,
                upload: .columns([
                    .cell("ID"), .cell("Type"), .cell("SKU"), .cell("Parent"), .isInStock("In stock?"),
                    .figure(name: "Stock"),
                ]))
        ])
}
