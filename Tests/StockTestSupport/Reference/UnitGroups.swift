/// The movements of one unit, in no order.
struct UnitMovements {
    let serial: String
    var history: [Movement] = []
    var rest: [Movement] = []
    /// Whether another product shares the serial, and comes before this one.
    var isShared = false
    /// The SKUs under which the serial has a receipt or opening.
    var backing: Set<String> = []
}

/// Decides which movements of one serial are one unit's.
struct UnitGroups {
    let kits: Kits
    let rules: PlainRules
    let cutOffs: [String: String]

    func units(_ movements: [Movement]) -> [UnitMovements] {
        let groups = Dictionary(grouping: movements, by: \.serial)
        return groups.keys.sorted(by: inByteOrder).flatMap { units(serial: $0, groups[$0, default: []]) }
    }

    private func units(serial: String, _ group: [Movement]) -> [UnitMovements] {
        let backing = Set(group.filter(\.backs).map(\.sku))
        let isGlobal = isGlobal(group)
        var units: [String: UnitMovements] = [:]
        for movement in group {
            let unit = isGlobal ? "" : unitSKU(movement.sku, backing)
            var movements = units[unit] ?? UnitMovements(serial: serial, backing: backing)
            if isHistory(movement, backing) {
                movements.history.append(movement)
            } else {
                movements.rest.append(movement)
            }
            units[unit] = movements
        }
        if !isGlobal, let first = backing.min(by: inByteOrder) {
            for sku in backing where sku != first { units[sku]?.isShared = true }
        }
        return units.keys.sorted(by: inByteOrder).compactMap { units[$0] }
    }

    private func isGlobal(_ group: [Movement]) -> Bool {
        if rules.serialScope == "global" { return true }
        guard rules.serialScope == "auto" else { return false }
        return group.contains { ["imei", "meid", "vin"].contains(kits.resolver.entry($0.sku)?.identifier ?? "any") }
    }

    /// The SKU whose unit a movement of a SKU is, where units have receipts or openings under `backing`.
    private func unitSKU(_ sku: String, _ backing: Set<String>) -> String {
        if backing.contains(sku) { return sku }
        if let component = onlyComponent(of: sku, among: backing) { return component }
        return backing.count == 1 ? backing.first ?? sku : sku
    }

    /// The one component of a kit that is among some SKUs, if exactly one is.
    private func onlyComponent(of sku: String, among backing: Set<String>) -> String? {
        let found = backing.filter { kits.count(of: $0, in: sku) > 0 }
        return found.count == 1 ? found.first : nil
    }

    /// Whether a movement is dated before the cut-off of its line's SKU, of a kit's line the component's.
    private func isHistory(_ movement: Movement, _ backing: Set<String>) -> Bool {
        let sku = kits.isKit(movement.sku) ? onlyComponent(of: movement.sku, among: backing) : movement.sku
        guard let sku, let cutOff = cutOffs[sku] else { return false }
        return inByteOrder(day(movement.time), cutOff)
    }

    /// The SKU by which a unit that was sold before the stock-take is backed, from its first sale.
    func backingSKU(firstSale: Movement, among backing: Set<String>) -> String {
        guard kits.isKit(firstSale.sku) else { return firstSale.sku }
        return onlyComponent(of: firstSale.sku, among: backing) ?? firstSale.sku
    }
}
