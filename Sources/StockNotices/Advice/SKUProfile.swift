package import StockModel

/// What is known of a SKU when it is asked whether its units deserve serials.
package struct SKUProfile: Sendable {
    package var sku: String
    package var name = ""
    package var category = ""
    package var serials = SerialPolicy.optional
    /// What it usually sells for, in hundredths; nil where no order tells.
    package var price: Int?
    /// Of the price: a code such as `EUR`; empty where no order tells.
    package var currency = ""
    package var shipped = 0
    /// Units that came back from buyers, in whatever state.
    package var returned = 0
    /// Campaigns that affected some of it.
    package var recalls = 0
    /// Findings that hint at fraud or mix-ups, see `AdviceThresholds.doubtful`.
    package var fraudFindings = 0
    package var warrantyMonths = 0

    package init(sku: String) { self.sku = sku }
}

/// Where the lines are drawn.
package struct AdviceThresholds: Sendable, Equatable {
    /// From this price on, in hundredths, a unit is worth following.
    package var dear = 100_00
    /// Up to this price, in hundredths, it is not worth it.
    package var cheap = 10_00
    /// Categories in which the law asks who got which unit; compared without regard to letter case.
    package var regulatedCategories = Self.usuallyRegulated {
        didSet { foldedCategories = Self.folded(regulatedCategories) }
    }
    /// From this share of what shipped on, in hundredths of a percent, returns are many.
    package var manyReturns = 8_00
    /// Up to this share, in hundredths of a percent, they are few.
    package var fewReturns = 3_00
    /// With fewer units shipped, the share says little.
    package var fewShipped = 20
    /// From so many months on, claims need proof.
    package var longWarranty = 24

    /// `regulatedCategories` in lower case, of which thousands of SKUs ask.
    private var foldedCategories = Self.folded(Self.usuallyRegulated)

    package init() {}

    /// Whether a category is among the regulated ones.
    func isRegulated(_ category: String) -> Bool { foldedCategories.contains(category.lowercased()) }

    private static func folded(_ categories: [String]) -> Set<String> { Set(categories.map { $0.lowercased() }) }

    private static let usuallyRegulated = [
        "batteries", "chargers", "child seats", "medical devices", "mobile phones", "power tools", "toys",
    ]
}

extension AdviceThresholds {
    /// Findings that hint at fraud or mix-ups: somebody sold, sent or returned another unit than the records have.
    package static let doubtful: Set<FindingKind> = [
        .duplicateSale, .writtenOffSale, .skuMismatch, .unknownSerial, .unexpectedReturn, .returnOrderMismatch,
        .watchlisted,
    ]
}
