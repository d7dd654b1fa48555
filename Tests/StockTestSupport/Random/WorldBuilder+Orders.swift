extension WorldBuilder {
    /// Adds an order in one to three exports, each of which may know more than the one before.
    mutating func addOrder() {
        let channel = random.pick(Self.channels)
        // Half of the numbers are another channel's too.
        let number = random.chance(15) && !orders.isEmpty ? random.pick(orders).number : number("O")
        if orders.contains(where: { $0.channel == channel && $0.number == number }) { return }
        let hasLines = random.chance(80)
        let rows = (1...random.number(1...3)).map { line in
            orderRow(channel, number, line: hasLines ? String(line) : nil)
        }
        export(rows)
    }

    /// Adds the exports of an order whose first rows these are.
    mutating func export(_ first: [PlainRecord]) {
        orders.append(Order(channel: first[0].scope, number: first[0].document, rows: first))
        add(first.map { hashed($0) })
        var rows = first
        while random.chance(30) {
            if random.chance(75) { rows = rows.map { changed($0) } }
            // An export without line numbers always has the whole order; others may have a part of it.
            let isWhole = rows[0].line == nil || random.chance(70)
            add((isWhole ? rows : Array(rows.suffix(1))).map { hashed($0) })
            orders[orders.count - 1].rows = rows
        }
    }

    private mutating func orderRow(_ channel: String, _ number: String, line: String?) -> PlainRecord {
        var row = PlainRecord(kind: .order)
        let sku = sku()
        row.scope = channel
        row.document = number
        row.line = line
        row.sku = name(sku)
        row.at = time(from: random.chance(25) ? -9 : 1)
        row.quantity = random.number(1...3)
        row.status = random.pick(["open", "open", "shipped", "shipped", "shipped", "cancelled"])
        if random.chance(12) { row.stock = "other" }
        if row.status == "shipped" && random.chance(60) { row.shippedAt = later(row.at ?? "", by: 0...3) }
        if row.status == "open" && random.chance(20) { row.shippedQuantity = random.number(1...3) }
        if row.status == "open" && random.chance(5) { row.shippedAt = later(row.at ?? "", by: 0...3) }
        if random.chance(20) { row.updatedAt = later(row.at ?? "", by: 0...4) }
        let most = (row.quantity ?? 1) + (random.chance(8) ? 2 : 0)
        let count = random.chance(50) ? 0 : random.number(1...most)
        row.serials = cell(newSerials(count, sku: sku, sold: true), sku: sku)
        return row
    }

    /// A row as a later export may have it.
    private mutating func changed(_ row: PlainRecord) -> PlainRecord {
        var row = row
        if random.chance(60) { row.updatedAt = later(row.updatedAt ?? row.at ?? "", by: 0...3) }
        switch random.number(0...6) {
        case 0...1:
            row.status = "shipped"
            if random.chance(60) { row.shippedAt = later(row.at ?? "", by: 0...3) }
        case 2: row.status = "cancelled"
        case 3: row.quantity = (row.quantity ?? 1) + 1
        case 4 where row.line != nil: changeSKU(&row)
        case 5:
            let sku = row.sku ?? ""
            row.serials += cell(newSerials(1, sku: sku, sold: true), sku: sku)
        default:
            row.serials = []
            if random.chance(30) { row.stock = "other" }
        }
        return row
    }

    /// Another SKU, of the same kind of identifier, so that the serials mean the same.
    private mutating func changeSKU(_ row: inout PlainRecord) {
        let old = row.sku ?? ""
        let new = sku(kits: false)
        if let before = entry(old), let after = entry(new), before.identifier == after.identifier { row.sku = new }
    }

    /// The order number as some exports write it.
    mutating func hashed(_ row: PlainRecord) -> PlainRecord {
        var row = row
        if random.chance(15) { row.document = "#" + row.document }
        return row
    }
}
