/// The rows of `stock_by_sku.csv`.
struct StockTable {
    static let header = [
        "sku", "name", "opening", "received", "returned", "adjusted", "shipped", "on_hand", "committed", "available",
        "oversold", "safety_stock", "blocked", "sellable", "units_in_stock", "units_reserved", "units_quarantined",
        "units_away", "inbound", "variance",
    ]

    private(set) var rows = [StockTable.header.joined(separator: ",")]
    private(set) var findings: [PlainFinding] = []
    private let balances: [String: Balance]
    private let kits: Kits

    init(balances: [String: Balance], kits: Kits, skus: Set<String>) {
        self.balances = balances
        self.kits = kits
        for sku in skus.sorted(by: inByteOrder) {
            rows.append((kits.isKit(sku) ? kitRow(sku) : row(sku)).map(CSVText.cell).joined(separator: ","))
            let onHand = balances[sku, default: Balance()].onHand
            guard onHand < 0, !kits.isKit(sku) else { continue }
            findings.append(PlainFinding(kind: "shipped-beyond-supply", sku: sku, quantity: String(-onHand)))
        }
    }

    private func sellable(_ sku: String) -> Int {
        balances[sku, default: Balance()].sellable(
            safetyStock: kits.resolver.entry(sku)?.safetyStock ?? 0, serialsRequired: kits.requiresSerials(sku))
    }

    /// A kit's row has its name and what can be made of its components.
    private func kitRow(_ sku: String) -> [String] {
        let makeable = kits.components(sku).map { sellable($0.sku) / $0.count }.min() ?? 0
        return Self.header.map { column in
            switch column {
            case "sku": sku
            case "name": kits.resolver.entry(sku)?.name ?? ""
            case "sellable": String(makeable)
            default: ""
            }
        }
    }

    private func row(_ sku: String) -> [String] {
        let balance = balances[sku, default: Balance()]
        let variance = balance.onHand - balance.inStock - balance.reserved
        let figures = [
            balance.opening, balance.received, balance.returned, balance.adjusted, balance.shipped, balance.onHand,
            balance.committed, balance.available, balance.oversold, kits.resolver.entry(sku)?.safetyStock ?? 0, 0,
            sellable(sku), balance.inStock, balance.reserved, balance.quarantined, balance.away, balance.inbound,
        ]
        return [sku, kits.resolver.entry(sku)?.name ?? ""] + figures.map { String($0) }
            + [kits.requiresSerials(sku) ? String(variance) : ""]
    }
}
