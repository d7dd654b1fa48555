internal import StockModel

extension RecallRow {
    /// The rows of all goods, sorted.
    static func all(
        of goods: AffectedGoods, _ holdings: Holdings, _ book: RecipientBook, _ parts: Parts
    ) -> [RecallRow] {
        // The units are sorted by serial: as soon as they stand by SKU, their rows are all but sorted.
        let units = placesBySKU(goods.units)
        let made = parts.map(units.count) { range in
            var rows: [RecallRow] = []
            rows.reserveCapacity(range.count)
            for place in range { add(goods.units[units[place]], at: units[place], holdings, book, to: &rows) }
            return rows
        }
        var rows: [RecallRow] = []
        rows.reserveCapacity(made.reduce(goods.loose.count) { $0 + $1.count })
        for part in made { rows += part }
        for (index, loose) in goods.loose.enumerated() {
            let row = RecallRow(loose)
            let held = holdings.all[holdings.ofLoose[index]]
            if held.isEmpty { rows.append(row) }
            for holding in held {
                var told = row
                told.add(book.recipients[holding.recipient])
                rows.append(told)
            }
        }
        rows.sort(by: precedes)
        return rows
    }

    /// The places of units, those of a SKU together, else in their order.
    private static func placesBySKU(_ units: [AffectedGoods.Unit]) -> [Int] {
        var groups: [Text: Int] = [:]
        var names: [Text] = []
        let ofUnits = units.map { unit in
            let sku = unit.history.sku
            if let group = groups[sku] { return group }
            groups[sku] = names.count
            names.append(sku)
            return names.count - 1
        }
        var starts = [Int](repeating: 0, count: names.count)
        for group in ofUnits { starts[group] += 1 }
        var next = 0
        for group in names.indices.sorted(by: { names[$0] < names[$1] }) {
            (starts[group], next) = (next, next + starts[group])
        }
        var places = [Int](repeating: 0, count: units.count)
        for (place, group) in ofUnits.enumerated() {
            places[starts[group]] = place
            starts[group] += 1
        }
        return places
    }

    private static func add(
        _ unit: AffectedGoods.Unit, at index: Int, _ holdings: Holdings, _ book: RecipientBook,
        to rows: inout [RecallRow]
    ) {
        let row = RecallRow(unit)
        let (held, freed) = (holdings.ofUnits[index], holdings.ofFreed[index])
        if held.isEmpty, row.place == .reserved {
            for sale in unit.history.claimants {
                var reserved = row
                reserved.line = sale.line
                rows.append(reserved)
            }
        } else if held.isEmpty {
            rows.append(row)
        }
        for range in [held, freed] {
            for holding in holdings.all[range] {
                var told = row
                told.line = holding.pair.line
                told.shippedAt = shippedAt(holding.pair.line, unit.history)
                told.doubt = holding.doubt
                told.add(book.recipients[holding.recipient])
                rows.append(told)
            }
        }
    }

    private mutating func add(_ recipient: Recipient) {
        self.recipient = recipient.id
        ways = recipient.ways
    }

    /// When a unit left with a line: as its last claim says, else as the last that lost it.
    private static func shippedAt(_ line: LineKey, _ unit: UnitHistory) -> Timestamp {
        (unit.claimants.last { $0.hasLeft && $0.line == line } ?? unit.freed.last { $0.hasLeft && $0.line == line })?.at
            ?? .absent
    }

    /// The order of the file: by its columns, byte by byte.
    static func precedes(_ a: RecallRow, _ b: RecallRow) -> Bool {
        if a.sku != b.sku { return a.sku < b.sku }
        if a.serial != b.serial { return a.serial < b.serial }
        let quantities = (String(a.quantity), String(b.quantity))
        if quantities.0 != quantities.1 { return quantities.0 < quantities.1 }
        if a.place != b.place { return a.place.rawValue < b.place.rawValue }
        // `possibly` comes before `yes`.
        if (a.doubt == nil) != (b.doubt == nil) { return a.doubt != nil }
        for (x, y) in [(a.lot, b.lot), (a.supplier, b.supplier), (a.asn, b.asn)] where x != y { return x < y }
        if a.line != b.line {
            guard let x = a.line, let y = b.line else { return a.line == nil }
            return x < y
        }
        return a.shippedAt != b.shippedAt ? a.shippedAt < b.shippedAt : a.recipient < b.recipient
    }
}
