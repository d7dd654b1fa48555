/// The figures of one SKU.
struct Balance {
    var units = UnitFigures()
    /// Quantities without serials.
    var quantities = UnitFigures()
    var shipped = 0
    var committed = 0
    var inbound = 0
    var inStock = 0
    var reserved = 0
    var quarantined = 0
    var away = 0

    var opening: Int { units.opening + quantities.opening }
    var received: Int { units.received + quantities.received }
    var returned: Int { units.returned + quantities.returned }
    var adjusted: Int { units.adjusted + quantities.adjusted }
    var cameBack: Int { units.cameBack + quantities.cameBack }
    var onHand: Int { opening + received + returned + adjusted - shipped }
    var available: Int { onHand - committed }
    var oversold: Int { max(0, committed - max(0, onHand)) }

    /// What may be offered, where nothing is blocked.
    func sellable(safetyStock: Int, serialsRequired: Bool) -> Int {
        let byUnits = inStock - (committed - reserved)
        return max(0, (serialsRequired ? min(available, byUnits) : available) - safetyStock)
    }
}

/// Adds up lines and units by SKU.
struct Balancing {
    private(set) var balances: [String: Balance] = [:]
    private(set) var findings: [PlainFinding] = []
    private let kits: Kits
    private let rules: PlainRules
    private let cutOffs: [String: String]

    init(_ lines: Consolidation, lives: [UnitLife], kits: Kits, rules: PlainRules) {
        self.kits = kits
        self.rules = rules
        cutOffs = lines.cutOffs
        for life in lives { add(life) }
        for line in lines.openings { addReceived(line) { $0.quantities.opening += $1 } }
        for line in lines.despatches { addDespatch(line) }
        for line in lines.returns where line.isHouseStock {
            addReceived(line) { $0.quantities.cameBack += $1 }
            if line.disposition == "resaleable" { addReceived(line) { $0.quantities.returned += $1 } }
        }
        for line in lines.adjustments { addAdjustment(line) }
        for line in lines.orders where line.isHouseStock { addOrder(line) }
        fillOrders(lines.orders)
    }

    /// Whether an open line is too old to believe in.
    static func isStale(_ line: DocumentLine, rules: PlainRules) -> Bool {
        guard line.unshipped > 0, let ordered = dayNumber(line.at), let today = dayNumber(rules.businessDate)
        else { return false }
        return today - ordered > rules.staleOpenDays
    }

    private mutating func add(_ life: UnitLife) {
        for (sku, figures) in life.figures { balances[sku, default: Balance()].units += figures }
        guard let sku = life.sku else { return }
        switch life.place {
        case .inStock: balances[sku, default: Balance()].inStock += 1
        case .quarantined: balances[sku, default: Balance()].quarantined += 1
        case .away: balances[sku, default: Balance()].away += 1
        case .sold: if life.isReserved { balances[sku, default: Balance()].reserved += 1 }
        case .absent, .inRepair, .writtenOff: break
        }
    }

    /// What a line's quantity says beyond its serials.
    private func quantityWithoutSerials(_ line: DocumentLine) -> Int {
        if line.serials.isEmpty { return line.quantity }
        if kits.isKit(line.sku) || kits.requiresSerials(line.sku) { return 0 }
        return max(0, line.quantity - line.serials.count)
    }

    /// Adds a line's quantity without serials to each SKU it counts on, unless it is history there.
    private mutating func addReceived(_ line: DocumentLine, _ add: (inout Balance, Int) -> Void) {
        let quantity = quantityWithoutSerials(line)
        for part in kits.components(line.sku) where !isHistory(line.at, part.sku) {
            add(&balances[part.sku, default: Balance()], quantity * part.count)
        }
    }

    private mutating func addDespatch(_ line: DocumentLine) {
        guard isInbound(line, businessDate: rules.businessDate) else {
            addReceived(line) { $0.quantities.received += $1 }
            return
        }
        if kits.isKit(line.sku) && !line.serials.isEmpty { return }
        for part in kits.components(line.sku) {
            balances[part.sku, default: Balance()].inbound += line.quantity * part.count
        }
    }

    private mutating func addAdjustment(_ line: DocumentLine) {
        switch line.action {
        case "found", "release", "transfer-in": addReceived(line) { $0.quantities.adjusted += $1 }
        case "send-back": break
        default: addReceived(line) { $0.quantities.adjusted -= $1 }
        }
    }

    private mutating func addOrder(_ line: DocumentLine) {
        for part in kits.components(line.sku) {
            if !isHistory(line.leftAt, part.sku) {
                balances[part.sku, default: Balance()].shipped += line.shippedPart * part.count
            }
            if isCommitted(line) { balances[part.sku, default: Balance()].committed += line.unshipped * part.count }
        }
    }

    private func isCommitted(_ line: DocumentLine) -> Bool {
        line.isHouseStock && line.unshipped > 0 && !(rules.dropStaleOpen && Self.isStale(line, rules: rules))
    }

    private func isHistory(_ time: String, _ sku: String) -> Bool {
        guard let cutOff = cutOffs[sku] else { return false }
        return inByteOrder(day(time), cutOff)
    }

    /// Gives what is on hand to the open lines, the earliest orders first.
    private mutating func fillOrders(_ orders: [DocumentLine]) {
        var left = balances.mapValues { max(0, $0.onHand) }
        let open = orders.filter { isCommitted($0) }.sorted {
            $0.at != $1.at ? inByteOrder($0.at, $1.at) : $0.key < $1.key
        }
        for line in open {
            for part in kits.components(line.sku) {
                let wanted = line.unshipped * part.count
                let filled = min(wanted, left[part.sku, default: 0])
                left[part.sku, default: 0] -= filled
                guard filled < wanted else { continue }
                findings.append(line.finding("oversell", quantity: wanted - filled, sku: part.sku))
            }
        }
    }
}
