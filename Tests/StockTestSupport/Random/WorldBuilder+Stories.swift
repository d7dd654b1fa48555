extension WorldBuilder {
    /// Adds the whole life of a unit or two, step by step, so that places far from the start are reached too.
    mutating func addStory() {
        let sku = sku(kits: false)
        let serial = serials.serial(sku, &random)
        var now = time(from: 1, to: 6)
        if random.chance(75) {
            receive(serial, sku, now)
        } else {
            now = sellAndReturn(serial, sku, now)
        }
        for _ in 0..<random.number(1...3) {
            now = later(now, by: 0...3)
            switch random.number(0...6) {
            case 0...2: now = sellAndReturn(serial, sku, now)
            case 3: now = adjust(serial, sku, ["hold", "release"], now)
            case 4: now = adjust(serial, sku, ["write-off", "found"], now)
            case 5: now = adjust(serial, sku, ["transfer-out", "transfer-in"], now)
            default:
                now = adjust(serial, sku, ["vendor-return"], now)
                now = later(now, by: 0...2)
                if random.chance(50) { receive(serial, sku, now) }
            }
        }
        if random.chance(40) { sell(serial, sku, later(now, by: 0...2)) }
    }

    private mutating func receive(_ serial: String, _ sku: String, _ at: String) {
        var row = PlainRecord(kind: .despatch)
        row.scope = random.pick(RandomCatalogue.suppliers)
        row.document = number("ASN-")
        row.line = "1"
        row.sku = name(sku)
        row.updatedAt = at
        row.at = at
        row.serials = cell([serial] + newSerials(random.number(0...2), sku: sku, sold: false), sku: sku)
        row.quantity = row.serials.count
        add([row])
    }

    /// Sells the unit under its SKU, a kit of it, or another SKU; returns the order.
    @discardableResult
    private mutating func sell(_ serial: String, _ sku: String, _ at: String) -> PlainRecord {
        var row = PlainRecord(kind: .order)
        let kits = catalogue.entries.filter { $0.components.contains { $0.sku == sku } }
        let soldAs = !kits.isEmpty && random.chance(20) ? random.pick(kits).sku : random.chance(92) ? sku : self.sku()
        row.scope = random.pick(Self.channels)
        row.document = number("O")
        row.line = random.chance(80) ? "1" : nil
        row.sku = soldAs
        row.status = random.chance(70) ? "shipped" : "open"
        row.at = at
        row.quantity = random.pick([1, 1, 2])
        row.serials = cell([serial], sku: sku)
        if random.chance(10) { row.stock = "other" }
        export([row])
        return row
    }

    private mutating func sellAndReturn(_ serial: String, _ sku: String, _ now: String) -> String {
        let order = sell(serial, sku, now)
        if random.chance(20) { sell(serial, sku, later(now, by: 0...1)) }
        guard random.chance(75) else { return now }
        var row = PlainRecord(kind: .return)
        row.scope = random.chance(70) ? order.scope : ""
        row.document = number("R")
        row.line = "1"
        row.reference = random.pick([order.document, order.document, order.document, nil, "O77777"])
        row.sku = sku
        row.at = later(now, by: 0...3)
        row.disposition = random.pick(Self.dispositions)
        row.quantity = 1
        if random.chance(85) { row.serials = cell([serial], sku: sku) }
        if random.chance(10) { row.stock = "other" }
        add([row])
        let after = row.at ?? now
        switch row.disposition {
        case "repair": return repair(serial, sku, row, after)
        case "scrap": return random.chance(40) ? adjust(serial, sku, ["found"], after) : after
        case "resaleable": return after
        default: return random.chance(60) ? adjust(serial, sku, ["release"], after) : after
        }
    }

    /// Sends a unit back to whom it came from, who may return it once more.
    private mutating func repair(_ serial: String, _ sku: String, _ first: PlainRecord, _ now: String) -> String {
        if random.chance(30) { return now }
        let now = adjust(serial, sku, ["send-back"], now)
        guard random.chance(60) else { return now }
        var row = first
        row.document = number("R")
        row.at = later(now, by: 0...2)
        row.disposition = random.pick(Self.dispositions)
        row.serials = cell([serial], sku: sku)
        add([row])
        return row.at ?? now
    }

    /// Some of the actions in turn; returns when the last was done.
    private mutating func adjust(_ serial: String, _ sku: String, _ actions: [String], _ now: String) -> String {
        var now = now
        for action in actions where random.chance(85) {
            now = later(now, by: 0...2)
            var row = PlainRecord(kind: .adjustment)
            row.document = number("ADJ")
            row.line = "1"
            row.at = now
            row.action = action
            row.sku = name(sku)
            row.serials = cell([serial], sku: sku)
            row.quantity = row.serials.count
            add([row])
        }
        return now
    }
}
