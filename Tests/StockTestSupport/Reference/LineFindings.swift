/// The findings that need only a line and the catalogue.
struct LineFindings {
    private(set) var findings: [PlainFinding] = []
    private let kits: Kits

    init(_ lines: Consolidation, kits: Kits, rules: PlainRules) {
        self.kits = kits
        for line in lines.despatches { checkCount(line) }
        for line in lines.orders where !line.isCancelled {
            checkMissing(line)
            checkExcess(line)
            if line.isOpen && Balancing.isStale(line, rules: rules) {
                findings.append(line.finding("stale-open", quantity: line.unshipped))
            }
        }
        for line in lines.orders where line.cancelledAfterShipping {
            findings.append(line.finding("cancelled-after-shipping", quantity: line.quantity))
        }
        guard kits.resolver.hasCatalogue else { return }
        for sku in Set(lines.lines.map(\.sku)) where kits.resolver.entry(sku) == nil {
            findings.append(PlainFinding(kind: "unknown-sku", sku: sku))
        }
    }

    private mutating func checkCount(_ despatch: DocumentLine) {
        guard !despatch.serials.isEmpty || kits.requiresSerials(despatch.sku) else { return }
        let difference = abs(despatch.quantity - despatch.serials.count)
        if difference > 0 { findings.append(despatch.finding("asn-quantity-mismatch", quantity: difference)) }
    }

    private mutating func checkMissing(_ order: DocumentLine) {
        guard order.isHouseStock else { return }
        let needed = kits.components(order.sku).filter { kits.requiresSerials($0.sku) }
            .reduce(0) { $0 + $1.count * order.shippedPart }
        let missing = needed - order.serials.count
        if missing > 0 { findings.append(order.finding("missing-serial", quantity: missing)) }
    }

    private mutating func checkExcess(_ order: DocumentLine) {
        let excess = order.serials.count - kits.room(order)
        if excess > 0 { findings.append(order.finding("excess-serial", quantity: excess)) }
    }
}
