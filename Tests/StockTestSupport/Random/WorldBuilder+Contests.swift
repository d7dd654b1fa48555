extension WorldBuilder {
    /// Adds one order number in one or two channels, with the same SKU or a kit of it, and then all that may speak of
    /// it: scans and copies that name a channel or none, and returns without serials.
    mutating func addContest() {
        let number = number("O")
        let kit = catalogue.entries.filter(\.isKit).randomOne(&random)
        let component = kit.map { random.pick($0.components).sku }
        let sku = component ?? sku(kits: false)
        for channel in random.shuffled(Self.channels).prefix(random.number(1...2)) {
            var rows: [PlainRecord] = []
            for line in 1...random.number(1...2) {
                let soldAs = random.chance(45) ? kit?.sku ?? sku : sku
                rows.append(contestedRow(channel, number, line: line, sku: soldAs))
            }
            export(rows)
        }
        if random.chance(75) { addScans(number, sku: sku, kit: kit) }
        if random.chance(60) { addContestedCopies(number, sku: sku, kit: kit) }
        if random.chance(40) { addContestedReturn(number, sku: sku) }
    }

    private mutating func contestedRow(_ channel: String, _ number: String, line: Int, sku: String) -> PlainRecord {
        var row = PlainRecord(kind: .order)
        row.scope = channel
        row.document = number
        row.line = String(line)
        row.sku = sku
        row.at = time(from: 1, to: 12)
        row.quantity = random.number(1...3)
        row.status = random.pick(["open", "open", "open", "shipped", "cancelled"])
        row.serials = random.chance(30) ? cell(newSerials(1, sku: sku, sold: true), sku: sku) : []
        return row
    }

    /// Scans of the SKU or of all that a kit is made of, for one channel and for none.
    private mutating func addScans(_ number: String, sku: String, kit: PlainCatalogueEntry?) {
        let isWhole = random.chance(60)
        let parts = isWhole ? kit?.components ?? [] : []
        for channel in random.shuffled(["", random.pick(Self.channels)]).prefix(random.number(1...2)) {
            var rows: [PlainRecord] = []
            for part in parts.isEmpty ? [.init(sku: sku, count: random.number(1...3))] : parts {
                var row = PlainRecord(kind: .fulfilment)
                row.scope = channel
                row.document = number
                row.sku = part.sku
                row.shippedAt = time(from: 8, to: 20)
                row.quantity = part.count * random.pick([1, 1, 2, 2, 3])
                let serials = newSerials(random.number(0...2), sku: part.sku, sold: true)
                row.serials = cell(serials, sku: part.sku, mayRepeat: false)
                row.quantity = max(row.quantity ?? 1, row.serials.count)
                rows.append(row)
            }
            add(rows)
        }
    }

    /// Copies by one or two tools, of which one may speak of all channels and of one.
    private mutating func addContestedCopies(_ number: String, sku: String, kit: PlainCatalogueEntry?) {
        for tool in random.shuffled(Self.tools).prefix(random.number(1...2)) {
            var rows: [PlainRecord] = []
            for line in 1...random.number(1...3) {
                var row = PlainRecord(kind: .copy)
                row.scope = tool
                row.document = number
                row.line = "c\(line)"
                row.channel = random.chance(50) ? random.pick(Self.channels) : nil
                row.sku = random.chance(30) ? kit?.sku ?? sku : sku
                row.at = time(from: 1, to: 12)
                row.quantity = random.number(1...3)
                row.status = random.pick(["shipped", "shipped", "shipped", "open"])
                if random.chance(40) { row.shippedAt = time(from: 5, to: 20) }
                let serials = random.chance(30) ? newSerials(1, sku: sku, sold: true) : []
                row.serials = cell(serials, sku: sku)
                rows.append(row)
            }
            add(rows)
            guard random.chance(25) else { continue }
            rows[0].quantity = (rows[0].quantity ?? 1) + 1
            add([rows[0]])
        }
    }

    /// A return that tells only how many.
    private mutating func addContestedReturn(_ number: String, sku: String) {
        var row = PlainRecord(kind: .return)
        row.scope = random.chance(40) ? random.pick(Self.channels) : ""
        row.document = self.number("R")
        row.line = "1"
        row.reference = number
        row.sku = sku
        row.at = time(from: 10, to: 20)
        row.quantity = random.number(1...2)
        row.disposition = random.pick(Self.dispositions)
        add([row])
    }
}

extension Array {
    /// One of the elements, nil where there is none.
    fileprivate func randomOne(_ random: inout SplitMix64) -> Element? {
        isEmpty ? nil : random.pick(self)
    }
}
