/// What came of the goods of one supplier, or of one of his lots.
package struct QualitySum: Sendable, Hashable {
    package var supplier: String
    /// Empty for all goods of the supplier.
    package var lot: String
    package var counts: QualityCounts

    package init(supplier: String, lot: String, counts: QualityCounts) {
        (self.supplier, self.lot, self.counts) = (supplier, lot, counts)
    }
}

/// What went well and wrong with goods of one supplier or lot, in units.
package struct QualityCounts: Sendable, Hashable {
    package var received = 0
    /// Units that came back from a buyer, each once.
    package var returned = 0
    /// Of these, units that were scrapped or went to repair.
    package var defective = 0
    /// Serials that break the rule of their SKU.
    package var invalid = 0
    /// Serials announced again, or as another SKU (`duplicate-receipt`, `receipt-while-sold`, `serial-collision`).
    package var duplicate = 0
    /// Units that lines announced beyond their serials, or short of them (`asn-quantity-mismatch`).
    package var mismatched = 0

    package init() {}

    package static func += (sum: inout QualityCounts, other: QualityCounts) {
        sum.received += other.received
        sum.returned += other.returned
        sum.defective += other.defective
        sum.invalid += other.invalid
        sum.duplicate += other.duplicate
        sum.mismatched += other.mismatched
    }

    package static func -= (sum: inout QualityCounts, other: QualityCounts) {
        sum.received -= other.received
        sum.returned -= other.returned
        sum.defective -= other.defective
        sum.invalid -= other.invalid
        sum.duplicate -= other.duplicate
        sum.mismatched -= other.mismatched
    }

    package var isZero: Bool { self == QualityCounts() }

    /// All that the supplier is to answer for.
    package var faults: Int { defective + invalid + duplicate + mismatched }

    /// Whether there is more to tell than that the goods came.
    package var isNotable: Bool { returned != 0 || faults != 0 }
}
