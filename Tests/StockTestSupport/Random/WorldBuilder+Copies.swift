extension WorldBuilder {
    /// Adds what one or two tools say of an order, or of one that no channel knows.
    mutating func addCopies() {
        guard let order = orders.isEmpty ? nil : random.pick(orders) else { return }
        let number = random.chance(75) ? order.number : number("T")
        for tool in random.shuffled(Self.tools).prefix(random.number(1...2)) {
            let hasLines = random.chance(80)
            let channel = random.pick([nil, nil, order.channel, order.channel, random.pick(Self.channels)])
            var rows: [PlainRecord] = []
            for source in order.rows where random.chance(80) {
                rows.append(
                    copyRow(source, tool, number, line: hasLines ? "c\(rows.count + 1)" : nil, channel: channel))
            }
            add(rows.map { hashed($0) })
            if random.chance(20) && !rows.isEmpty {
                rows[0].status = random.pick(["open", "shipped", "cancelled"])
                rows[0].updatedAt = later(rows[0].at ?? "", by: 1...5)
                add(rows.map { hashed($0) })
            }
        }
    }

    private mutating func copyRow(
        _ source: PlainRecord, _ tool: String, _ number: String, line: String?, channel: String?
    ) -> PlainRecord {
        var row = source
        row.kind = .copy
        row.scope = tool
        row.document = number
        row.line = line
        row.channel = random.chance(75) ? channel : nil
        row.status = random.pick(["open", "shipped", "shipped", "cancelled", source.status])
        if random.chance(15) { row.sku = name(sku()) }
        if random.chance(25) { row.quantity = random.number(1...4) }
        if random.chance(30) { row.shippedAt = later(row.at ?? "", by: 0...3) }
        if random.chance(50) { row.serials = [] }
        if random.chance(10) {
            let sku = row.sku ?? ""
            row.serials += cell(newSerials(1, sku: sku, sold: true), sku: sku)
        }
        return row
    }
}
