package import StockModel

/// One row of `advice/serialisation.csv`: whether the units of a SKU deserve serials, and why.
package struct SerialAdvice: Sendable, Equatable {
    /// The raw value is the word used in files.
    package enum Verdict: String, Sendable, CaseIterable {
        /// Serials should be required, and are not.
        case require
        /// They are required, rightly.
        case keep
        /// They are not worth it.
        case drop
        /// Nothing speaks for a change.
        case leave
    }

    package var sku: String
    package var name: String
    package var today: SerialPolicy
    package var verdict: Verdict
    /// Plain sentences without a semicolon, which joins them in a file; what weighs most first.
    package var reasons: [String]

    package init(_ profile: SKUProfile, _ thresholds: AdviceThresholds) {
        sku = profile.sku
        name = profile.name
        today = profile.serials
        let pro = Self.reasonsFor(profile, thresholds)
        let con = Self.reasonsAgainst(profile, thresholds)
        if !pro.isEmpty {
            verdict = today == .required ? .keep : .require
            reasons = pro
        } else if let con, today != .none {
            verdict = .drop
            reasons = con
        } else {
            verdict = .leave
            reasons = con ?? ["Nothing speaks for a change."]
        }
    }

    /// Advice for all SKUs, in byte order of the SKUs.
    package static func rows(_ profiles: [SKUProfile], _ thresholds: AdviceThresholds) -> [SerialAdvice] {
        profiles.sorted { ByteOrder.precedes($0.sku, $1.sku) }.map { SerialAdvice($0, thresholds) }
    }

    private static func reasonsFor(_ profile: SKUProfile, _ limits: AdviceThresholds) -> [String] {
        var reasons: [String] = []
        if profile.recalls > 0 {
            reasons.append(
                "It was recalled \(times(profile.recalls)): with serials, only the holders of affected units are told.")
        }
        if isRegulated(profile, limits) {
            reasons.append("Its category, \(profile.category), is one in which the law asks who got which unit.")
        }
        if profile.fraudFindings > 0 {
            reasons.append("\(count(profile.fraudFindings, "finding")) of mixed-up or doubtful units.")
        }
        if let price = profile.price, price >= limits.dear {
            reasons.append("It sells for \(amount(price, profile)): one wrong return costs more than scanning it.")
        }
        if profile.shipped >= limits.fewShipped, profile.returned * 100_00 >= limits.manyReturns * profile.shipped {
            reasons.append("\(profile.returned) of \(profile.shipped) shipped came back: serials show which.")
        }
        if profile.warrantyMonths >= limits.longWarranty, !isCheap(profile, limits) {
            reasons.append("Its warranty runs \(profile.warrantyMonths) months: a serial proves when it began.")
        }
        return reasons
    }

    /// Nil where something is missing: only what is cheap, seldom returned and of no liability is not worth it.
    private static func reasonsAgainst(_ profile: SKUProfile, _ limits: AdviceThresholds) -> [String]? {
        guard isCheap(profile, limits), let price = profile.price, profile.shipped >= limits.fewShipped,
            profile.returned * 100_00 <= limits.fewReturns * profile.shipped
        else { return nil }
        return [
            "It sells for \(amount(price, profile)), less than scanning each unit is worth.",
            "\(profile.returned) of \(profile.shipped) shipped came back: one unit is as good as another.",
            "No recall, no doubtful unit and no regulated category.",
        ]
    }

    private static func isCheap(_ profile: SKUProfile, _ limits: AdviceThresholds) -> Bool {
        profile.price.map { $0 <= limits.cheap } ?? false
    }

    private static func isRegulated(_ profile: SKUProfile, _ limits: AdviceThresholds) -> Bool {
        !profile.category.isEmpty && limits.isRegulated(profile.category)
    }

    private static func times(_ count: Int) -> String { count == 1 ? "once" : "\(count) times" }

    private static func count(_ count: Int, _ noun: String) -> String {
        count == 1 ? "There is 1 \(noun)" : "There are \(count) \(noun)s"
    }

    private static func amount(_ hundredths: Int, _ profile: SKUProfile) -> String {
        UnitPrice.text(hundredths: hundredths) + (profile.currency.isEmpty ? "" : " \(profile.currency)")
    }
}
