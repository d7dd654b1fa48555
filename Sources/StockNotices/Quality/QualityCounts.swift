/// What went well and wrong with goods of one supplier or lot, in units.
package struct QualityCounts: Sendable, Equatable {
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

    static func += (sum: inout QualityCounts, other: QualityCounts) {
        sum.received += other.received
        sum.returned += other.returned
        sum.defective += other.defective
        sum.invalid += other.invalid
        sum.duplicate += other.duplicate
        sum.mismatched += other.mismatched
    }

    /// All that the supplier is to answer for.
    package var faults: Int { defective + invalid + duplicate + mismatched }
}
