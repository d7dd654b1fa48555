extension WorldBuilder {
    /// Adds the scans of one order under one channel name, or none: some right, some of other goods, some taken back.
    mutating func addFulfilments() {
        guard let order = orders.isEmpty ? nil : random.pick(orders) else { return }
        let channel = random.pick(["", "", order.channel, order.channel, random.pick(Self.channels)])
        // Scans of one order and channel come together, so that equal ones can be counted.
        if documents.contains(where: { Self.isLog($0, channel, order.number) }) { return }
        var rows: [PlainRecord] = []
        for _ in 0..<random.number(1...3) {
            var row = PlainRecord(kind: .fulfilment)
            row.scope = channel
            row.document = random.chance(6) ? "O99999" : order.number
            if row.document == "O99999" && documents.contains(where: { Self.isLog($0, channel, "O99999") }) { continue }
            scan(&row, of: random.pick(order.rows))
            rows.append(row)
            if random.chance(10) { rows.append(row) }
            if random.chance(12) && !row.serials.isEmpty { rows.append(voided(row)) }
        }
        let groups = Dictionary(grouping: rows, by: \.document)
        for number in groups.keys.sorted() {
            let log = groups[number] ?? []
            let written = log.map { hashed($0) }
            add(written)
            if random.chance(10) { add(written) }
        }
    }

    private static func isLog(_ document: PlainDocument, _ channel: String, _ number: String) -> Bool {
        guard let first = document.records.first, first.kind == .fulfilment else { return false }
        return first.scope == channel && orderNumber(first.document) == number
    }

    private mutating func scan(_ row: inout PlainRecord, of line: PlainRecord) {
        var sku = line.sku ?? ""
        let components = entry(sku)?.components ?? []
        if !components.isEmpty && random.chance(70) { sku = random.pick(components).sku }
        if random.chance(8) { sku = self.sku() }
        row.sku = random.chance(90) ? sku : name(sku)
        row.shippedAt = later(line.at ?? "", by: 0...4)
        if random.chance(60) && !line.serials.isEmpty { row.serials = [random.pick(line.serials)] }
        if random.chance(50) {
            row.serials += cell(newSerials(random.number(1...2), sku: sku, sold: true), sku: sku, mayRepeat: false)
        }
        let isSure = !row.serials.isEmpty && row.serials.allSatisfy { $0.text.contains { $0.isNumber && $0 != "0" } }
        if isSure && random.chance(20) { return }
        row.quantity = max(1, row.serials.count + (random.chance(20) ? random.number(1...2) : 0))
    }

    /// A scan taken back, whole or in part.
    private mutating func voided(_ row: PlainRecord) -> PlainRecord {
        var row = row
        row.void = true
        if row.serials.count > 1 && random.chance(50) {
            row.serials.removeLast()
            row.quantity = row.serials.count
        }
        return row
    }
}
