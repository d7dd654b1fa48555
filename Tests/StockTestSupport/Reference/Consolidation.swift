/// Turns records into document lines, in the order of steps that the rules give.
struct Consolidation {
    private(set) var openings: [DocumentLine] = []
    private(set) var despatches: [DocumentLine] = []
    private(set) var orders: [DocumentLine] = []
    private(set) var returns: [DocumentLine] = []
    private(set) var adjustments: [DocumentLine] = []
    private(set) var findings: [PlainFinding] = []
    /// The day of each SKU's latest stock-take.
    private(set) var cutOffs: [String: String] = [:]

    init(_ records: [KeyedRecord], kits: Kits) {
        let notices = Notices(records.filter { $0.key.kind == .despatch })
        let join = Join(Self.withoutSuperseded(records.filter { $0.key.kind != .despatch }) + notices.records)
        findings = notices.findings + join.findings
        for line in join.lines where kits.hasNoUnits(line.sku) { line.serials = [] }
        func lines(_ kind: PlainRecord.Kind) -> [DocumentLine] { join.lines.filter { $0.key.kind == kind } }

        openings = lines(.opening)
        despatches = lines(.despatch)
        orders = lines(.order)
        returns = lines(.return)
        adjustments = lines(.adjustment)
        var copies = Copies(lines(.copy), orders: orders)
        let unmatched = Fulfilments(lines(.fulfilment), orders: orders + copies.made, kits: kits).unmatched
        findings += unmatched.map { $0.finding("unmatched-fulfilment", quantity: $0.quantity) }
        ShippedParts.set(orders + copies.made + unmatched, kits: kits)
        copies.apply(to: orders, kits: kits)
        findings += copies.findings
        orders = (orders + copies.made + unmatched).sorted { $0.key < $1.key }
        fillReturns()
        cutOff()
    }

    /// Two stock-takes that count differently are no conflict: the earlier one's records are left out before they are
    /// joined with the later one's.
    private static func withoutSuperseded(_ records: [KeyedRecord]) -> [KeyedRecord] {
        var latest: [String: String] = [:]
        for record in records where record.key.kind == .opening {
            latest[record.sku] = [latest[record.sku] ?? "", day(record.at)].max(by: inByteOrder)
        }
        return records.filter { $0.key.kind != .opening || day($0.at) == latest[$0.sku] }
    }

    /// Every line, superseded openings excepted.
    var lines: [DocumentLine] { openings + despatches + orders + returns + adjustments }

    /// A return without serials brings back all serials of its order's lines, if they are as many as it says.
    private func fillReturns() {
        let byOrder = Dictionary(grouping: orders) { $0.key.document }
        for line in returns where line.serials.isEmpty {
            guard let reference = line.reference else { continue }
            let sold = byOrder[reference, default: []].filter {
                $0.sku == line.sku && !$0.isCancelled && (line.key.scope.isEmpty || $0.key.scope == line.key.scope)
            }
            let serials = sold.reduce(into: Set<String>()) { $0.formUnion($1.serials) }
            if serials.count == line.quantity { line.serials = serials }
        }
    }

    /// The latest opening of a SKU is its stock-take; openings of other days are dropped.
    private mutating func cutOff() {
        for line in openings { cutOffs[line.sku] = [cutOffs[line.sku] ?? "", day(line.at)].max(by: inByteOrder) }
        openings = openings.filter { day($0.at) == cutOffs[$0.sku] }
    }
}
