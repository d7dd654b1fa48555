internal import StockModel

/// Sold units of required SKUs without a window, counted by reason.
package struct WarrantyGaps: Sendable, Equatable {
    package private(set) var counts: [WarrantyGap: Int] = [:]

    package init() {}

    /// Counts a unit none of whose claimants has a window; of several reasons, the one that a person can mend first.
    package mutating func add(_ covers: [WarrantyCover], of unit: UnitHistory, facts: CatalogueFacts) {
        guard unit.place == .sold, facts[unit.sku]?.serials == .required else { return }
        let gaps = Set(
            covers.map { cover -> WarrantyGap? in
                switch cover.outcome {
                case .none(let gap): gap
                case .window(let window): window.isVoid ? .void : nil
                }
            })
        guard !gaps.contains(nil) else { return }
        let reason = WarrantyGap.allCases.first { gaps.contains($0) }
        counts[reason ?? .noStart, default: 0] += 1
    }

    /// Adds what another worker has counted.
    package mutating func combine(_ other: WarrantyGaps) { counts.merge(other.counts) { $0 + $1 } }
}
