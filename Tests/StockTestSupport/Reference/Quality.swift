/// What came of the goods of one supplier, or of one of his lots.
struct QualityFigures {
    var received = 0
    var returned = 0
    var defective = 0
    var invalid = 0
    var duplicate = 0
    var mismatched = 0

    var row: String {
        [received, returned, defective, invalid, duplicate, mismatched].map(String.init).joined(separator: ",")
    }
}

/// Adds up quality by supplier and lot. Stock-takes have no say in it.
struct Quality {
    private struct Owner: Hashable {
        var supplier: String
        /// Empty for all goods of the supplier.
        var lot: String
    }

    private var figures: [Owner: QualityFigures] = [:]
    private let kits: Kits

    init(_ lines: Consolidation, lives: [UnitLife], kits: Kits, rules: PlainRules) {
        self.kits = kits
        for line in lines.despatches where !isInbound(line, businessDate: rules.businessDate) { add(line) }
        for life in lives {
            for receipt in life.accepted { count(receipt) { $0.received += 1 } }
            for receipt in life.refused { count(receipt) { $0.duplicate += 1 } }
            for custody in life.returned {
                count(custody.backing) {
                    $0.returned += 1
                    if custody.isDefective { $0.defective += 1 }
                }
            }
        }
    }

    /// A unit whose serial breaks the rule of its SKU.
    mutating func addInvalid(_ serial: String, _ line: DocumentLine) {
        guard line.key.kind == .despatch else { return }
        add(line.key.scope, line.lot(of: serial)) { $0.invalid += 1 }
    }

    /// Supplier, lot and figures of those that have any, sorted.
    var rows: [String] {
        figures.map { "\($0.key.supplier),\($0.key.lot),\($0.value.row)" }
            .filter { !$0.hasSuffix(",0,0,0,0,0,0") }.sorted(by: inByteOrder)
    }

    private mutating func add(_ line: DocumentLine) {
        let beyond =
            kits.isKit(line.sku) || kits.requiresSerials(line.sku) ? 0 : max(0, line.quantity - line.serials.count)
        let each = kits.components(line.sku).reduce(0) { $0 + $1.count }
        let loose = line.serials.isEmpty ? line.quantity * each : beyond
        let isCounted = !line.serials.isEmpty || kits.requiresSerials(line.sku)
        add(line.key.scope, line.lot ?? "") {
            $0.received += loose
            if isCounted { $0.mismatched += abs(line.quantity - line.serials.count) }
        }
    }

    private mutating func count(_ movement: Movement?, _ change: (inout QualityFigures) -> Void) {
        guard let movement, movement.kind == .receipt else { return }
        let line = movement.line
        add(line.key.scope, line.lot(of: movement.serial), change)
    }

    private mutating func add(_ supplier: String, _ lot: String, _ change: (inout QualityFigures) -> Void) {
        guard !supplier.isEmpty else { return }
        change(&figures[Owner(supplier: supplier, lot: ""), default: QualityFigures()])
        if !lot.isEmpty { change(&figures[Owner(supplier: supplier, lot: lot), default: QualityFigures()]) }
    }
}
