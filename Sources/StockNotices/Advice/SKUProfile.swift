package import StockModel

/// What is known of a SKU when it is asked whether its units deserve serials.
package struct SKUProfile: Sendable {
    package var sku: String
    package var name = ""
    package var category = ""
    package var serials = SerialPolicy.optional
    /// What it usually sells for, in hundredths; nil where no order tells.
    package var price: Int?
    package var shipped = 0
    package var returned = 0
    /// Campaigns that affected some of it.
    package var recalls = 0
    /// Findings that hint at fraud or mix-ups: duplicate sales, mismatched and unexpected returns.
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
    package var regulatedCategories = [
        "batteries", "chargers", "child seats", "medical devices", "mobile phones", "power tools", "toys",
    ]
    /// From this share of what shipped on, in percent, returns are many.
    package var manyReturns = 8
    /// Up to this share, in percent, they are few.
    package var fewReturns = 3
    /// With fewer units shipped, the share says little.
    package var fewShipped = 20
    /// From so many months on, claims need proof.
    package var longWarranty = 24

    package init() {}
}
