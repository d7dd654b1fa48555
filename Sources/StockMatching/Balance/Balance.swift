package import StockModel

/// Folds what lines and units add to the figures of SKUs (`semantics.md`, section 8).
package struct Balance {
    let context: FoldContext

    package init(context: FoldContext) { self.context = context }

    /// Fills the unshipped parts of one SKU's open lines from what is on hand, earliest buyers first; the lines that go
    /// short are findings.
    ///
    /// - Parameters:
    ///   - demands: All open demands of this SKU, in any order.
    ///   - onHand: The SKU's stock on hand; below zero there is nothing to fill from.
    package func oversells(_ demands: [OpenDemand], onHand: Int, to findings: RowList<FindingRow>) {
        let wanted = demands.reduce(0) { $0 + $1.quantity }
        guard wanted > max(0, onHand) else { return }
        let sorted = demands.sorted { a, b in
            let x = a.line.pointee
            let y = b.line.pointee
            return x.at != y.at ? x.at < y.at : DocumentLine.precedes(x, y, context)
        }
        var left = max(0, onHand)
        for demand in sorted {
            let filled = min(left, demand.quantity)
            left -= filled
            guard filled < demand.quantity else { continue }
            var finding = FindingRow(.oversell, demand.line, quantity: demand.quantity - filled)
            finding.sku = demand.sku
            findings.append(finding)
        }
    }

    /// The rows of the stock file in byte order of the SKUs: all that a document line, a kit or the catalogue names.
    package func rows(_ totals: SKUTotals, to findings: RowList<FindingRow>) -> [StockRow] {
        var listed = Array(totals.isNamed)
        for (sku, info) in context.skus.enumerated() {
            if info.entry >= 0 { listed[sku] = true }
            if listed[sku] { for part in info.components { listed[Int(part.sku)] = true } }
        }
        var rows: [StockRow] = []
        var sellable = [Int](repeating: 0, count: context.skus.count)
        for (sku, info) in context.skus.enumerated() where listed[sku] && !info.isKit {
            sellable[sku] = sellableUnits(sku: Int32(sku), totals.figures(of: Int32(sku)))
        }
        for (sku, info) in context.skus.enumerated() where listed[sku] {
            let entry = context.entry(of: Int32(sku))
            var row = StockRow(sku: info.name.description)
            row.name = entry?.name ?? ""
            if info.isKit {
                row.sellable = info.components.map { sellable[Int($0.sku)] / $0.count }.min() ?? 0
            } else {
                let figures = balanced(totals.figures(of: Int32(sku)))
                row.figures = figures
                row.safetyStock = entry?.safetyStock ?? 0
                row.sellable = sellable[sku]
                if info.policy == .required {
                    row.variance = figures.onHand - figures.unitsInStock - figures.unitsReserved
                }
                if figures.onHand < 0 {
                    var finding = FindingRow(.shippedBeyondSupply)
                    finding.sku = Int32(sku)
                    finding.quantity = -figures.onHand
                    findings.append(finding)
                }
            }
            rows.append(row)
        }
        return rows
    }

    /// Takes units that may not be sold out of what the rows offer.
    ///
    /// - Parameters:
    ///   - blocked: Units in stock that an open recall or a watch list names, by SKU.
    ///   - rows: As `rows` made them.
    package func block(_ blocked: [Int32: Int], in rows: inout [StockRow]) {
        guard !blocked.isEmpty else { return }
        var places: [Text: Int] = [:]
        let arena = Arena()
        for (place, row) in rows.enumerated() { places[arena.store(row.sku)] = place }
        for (sku, count) in blocked {
            guard let place = places[context[sku].name], var figures = rows[place].figures else { continue }
            figures.blocked = count
            rows[place].figures = figures
            rows[place].sellable = sellableUnits(sku: sku, figures)
        }
        let kits = Set(blocked.keys.flatMap { context.kits(with: $0) })
        for kit in kits {
            guard let place = places[context[kit].name] else { continue }
            rows[place].sellable =
                context[kit].components.map { part in
                    (places[context[part.sku].name].map { rows[$0].sellable } ?? 0) / part.count
                }.min() ?? 0
        }
    }

    private func balanced(_ figures: StockRow.Figures) -> StockRow.Figures {
        var result = figures
        result.oversold = max(0, figures.committed - max(0, figures.onHand))
        return result
    }

    /// What may still be offered: the available, for required serials at most what units are free, less blocked and safety
    /// stock.
    private func sellableUnits(sku: Int32, _ figures: StockRow.Figures) -> Int {
        var available = figures.available
        if context[sku].policy == .required {
            available = min(available, figures.unitsInStock - (figures.committed - figures.unitsReserved))
        }
        return max(0, available - figures.blocked - (context.entry(of: sku)?.safetyStock ?? 0))
    }
}
