extension WorldBuilder {
    static let dispositions = [nil, "quarantine", "resaleable", "resaleable", "scrap", "repair"]
    static let actions = [
        "write-off", "found", "hold", "release", "vendor-return", "transfer-out", "transfer-in", "send-back",
    ]

    /// Adds a return: of an order's serials or others, of a known order, an unknown one or none.
    mutating func addReturn() {
        var row = PlainRecord(kind: .return)
        let order = orders.isEmpty || random.chance(15) ? nil : random.pick(orders)
        let line = order.map { random.pick($0.rows) }
        row.scope = random.pick(["", order?.channel ?? "", random.pick(Self.channels)])
        row.document = number("R")
        row.line = random.chance(80) ? "1" : nil
        row.reference = random.pick([order?.number, order?.number, order?.number, "O77777", nil])
        if let reference = row.reference, random.chance(15) { row.reference = "#" + reference }
        let sku = line?.sku ?? sku()
        row.sku = sku
        row.at = line.map { later($0.at ?? "", by: 0...8) } ?? time()
        row.disposition = random.pick(Self.dispositions)
        if random.chance(12) { row.stock = "other" }
        let sold = line?.serials ?? []
        if random.chance(35) {
            row.quantity = sold.isEmpty || random.chance(20) ? random.number(1...2) : sold.count
        } else if !sold.isEmpty && random.chance(75) {
            row.serials = random.chance(70) ? [random.pick(sold)] : sold
        } else {
            row.serials = cell(newSerials(random.number(1...2), sku: sku, sold: true), sku: sku)
        }
        if row.quantity == nil && random.chance(80) {
            row.quantity = max(1, row.serials.count + (random.chance(15) ? 1 : 0))
        }
        add([row])
        guard random.chance(10) else { return }
        if random.chance(50) { row.quantity = (row.quantity ?? 1) + 1 }
        add([row])
    }

    /// Adds an adjustment of one or two lines.
    mutating func addAdjustment() {
        let document = random.chance(15) ? number("ADQ") : number("ADJ")
        let hasLines = random.chance(80)
        let at = time()
        let rows = (1...random.number(1...2)).map { line in
            var row = PlainRecord(kind: .adjustment)
            let sku = sku()
            row.document = document
            row.line = hasLines ? String(line) : nil
            row.at = at
            row.action = random.pick(Self.actions)
            row.sku = name(sku)
            if random.chance(75) {
                row.serials = cell(newSerials(random.number(1...2), sku: sku, sold: true), sku: sku)
            }
            row.quantity = max(1, row.serials.count + (random.chance(15) ? 1 : 0))
            return row
        }
        add(rows)
        if random.chance(10) { add(rows) }
    }

    /// Adds the stock-takes of some SKUs. What a stock-take counts without serials it counts on its last day too.
    mutating func addOpenings(about count: Int) {
        let plain = catalogue.skus.filter { !$0.hasPrefix("KIT") }
        let counted = random.shuffled(plain).prefix(random.number(0...max(1, plain.count - 1)))
        for sku in counted {
            let last = random.number(3...14)
            for _ in 0..<max(1, count / counted.count) {
                let isLast = random.chance(75)
                var row = PlainRecord(kind: .opening)
                row.sku = name(sku)
                row.at = openingTime(isLast ? last : random.number(1...last))
                row.quantity = random.chance(80) ? 1 : nil
                row.serials = cell(newSerials(1, sku: sku, sold: false), sku: sku, mayRepeat: false)
                if row.serials.count > 1 { row.serials.removeLast() }
                add([row])
                if random.chance(5) { add([row]) }
            }
            if random.chance(60) { addCount(sku, last) }
        }
    }

    /// What was counted without serials, on the last day and perhaps on another.
    private mutating func addCount(_ sku: String, _ last: Int) {
        for date in random.chance(30) ? [max(1, last - 2), last] : [last] {
            var row = PlainRecord(kind: .opening)
            row.sku = sku
            row.at = openingTime(date)
            row.quantity = random.number(1...9)
            add([row])
        }
    }

    private mutating func openingTime(_ date: Int) -> String {
        let day = time(from: date, to: date).prefix(10)
        return random.chance(85) ? String(day) : day + timeOfDay()
    }

    /// Adds identities: most clear, some claimed twice, some in chains.
    mutating func addIdentities(about count: Int) {
        for _ in 0..<count {
            let serial = serials.serial(random.pick(catalogue.skus), &random)
            var row = PlainRecord(kind: .identity)
            row.serials = [PlainSerial(random.chance(90) ? serial : serial.lowercased())]
            row.also = [RandomSerials.other(serial)]
            if random.chance(15) { row.also.append(RandomSerials.other(serials.serial("SKU-00", &random))) }
            if random.chance(8) { row.serials = [PlainSerial(RandomSerials.other(serial))] }
            if random.chance(8) { row.also.append(serials.serial("SKU-01", &random)) }
            row.also.removeAll { $0 == row.serials[0].text || $0.lowercased() == row.serials[0].text }
            if row.also.isEmpty { row.also = ["ZZ" + serial] }
            add([row])
        }
    }
}
