extension WorldBuilder {
    /// Adds an ASN, and what suppliers do to theirs: repeat, correct, replace, cancel, use a number again.
    mutating func addDespatch() {
        let supplier = random.pick(RandomCatalogue.suppliers)
        let isInbound = random.chance(8)
        let issued = isInbound ? time(from: 37, to: 45) : time(from: -3, to: 20)
        var notice = PlainRecord(kind: .despatch)
        notice.scope = supplier
        notice.document = number("ASN-")
        notice.updatedAt = issued
        notice.at = random.chance(15) ? later(issued, by: 0...2) : issued
        let fate = random.number(0...99)
        let mayRepeat = !(16..<26).contains(fate)
        let count = random.number(1...4)
        var rows = (1...count).map { despatchRow(notice, line: String($0), mayRepeat: mayRepeat) }
        if random.chance(8) { rows.append(despatchRow(notice, line: "1", mayRepeat: mayRepeat)) }
        addNotices(rows, fate: fate)
    }

    private mutating func addNotices(_ rows: [PlainRecord], fate: Int) {
        switch fate {
        case 0..<8:
            add(rows)
            add(rows)
        case 8..<16:
            add(rows)
            add(corrected(rows, delay: random.chance(50) ? 0...0 : 1...3))
        case 16..<26: addNotices(rows, purpose: random.pick(["replace", "cancel"]))
        case 26..<31: addReuse(rows)
        default: add(rows)
        }
    }

    /// The document again with other quantities or serials, issued later or at the same time.
    private mutating func corrected(_ rows: [PlainRecord], delay: ClosedRange<Int>) -> [PlainRecord] {
        let issued = delay.upperBound == 0 ? rows[0].updatedAt : later(rows[0].updatedAt ?? "", by: delay)
        return rows.map { row in
            var row = row
            row.updatedAt = issued
            if row.at == rows[0].updatedAt { row.at = issued }
            switch random.number(0...4) {
            case 0: row.quantity = (row.quantity ?? 1) + random.number(1...2)
            case 1: row.serials = Array(row.serials.dropFirst())
            case 2:
                // A serial that no row has yet, so that this says nothing twice.
                row.serials.append(PlainSerial(number("W")))
            case 3:
                for index in row.serials.indices where random.chance(50) {
                    row.serials[index].lot = "L\(random.number(1...3))"
                }
            default: break
            }
            return row
        }
    }

    /// A notice that replaces or cancels an earlier one, and sometimes another original after it. Where it has the same
    /// time, it says nothing new of the lines that it keeps.
    private mutating func addNotices(_ original: [PlainRecord], purpose: String) {
        let isLater = random.chance(75)
        var second = isLater ? corrected(original, delay: 1...2) : original
        if second.count > 1 && random.chance(50) { second.removeLast() }
        for index in second.indices { second[index].purpose = purpose }
        add(original)
        add(second)
        guard isLater && random.chance(40) else { return }
        var third = corrected(original, delay: 3...4)
        if random.chance(50) { for index in third.indices { third[index].purpose = "replace" } }
        add(third)
    }

    /// The same number more than 180 days before.
    private mutating func addReuse(_ rows: [PlainRecord]) {
        add(rows)
        let before = dayText((dayNumber(rows[0].updatedAt ?? "") ?? 0) - random.number(185...300))
        var notice = rows[0]
        notice.updatedAt = before
        notice.at = before
        add((1...random.number(1...2)).map { despatchRow(notice, line: String($0 + (random.chance(50) ? 10 : 0))) })
    }

    private mutating func despatchRow(_ notice: PlainRecord, line: String, mayRepeat: Bool = true) -> PlainRecord {
        var row = notice
        let sku = sku(kits: random.chance(40))
        row.line = line
        name(&row, sku: sku)
        let count = random.chance(15) ? 0 : random.number(1...5)
        row.serials = cell(newSerials(count, sku: sku, sold: false), sku: sku, mayRepeat: mayRepeat)
        for index in row.serials.indices where random.chance(40) {
            row.serials[index].lot = "L\(random.number(1...3))"
            row.serials[index].expiry = random.chance(30) ? "2027-0\(random.number(1...9))-01" : nil
        }
        row.quantity = random.chance(75) && count > 0 ? row.serials.count : random.number(1...6)
        return row
    }

    /// Names the SKU as a supplier may: by the buyer's part, its own part, or the GTIN.
    private mutating func name(_ row: inout PlainRecord, sku: String) {
        let entry = entry(sku)
        let parts = (entry?.supplierParts ?? []).filter { !$0.contains("=") || $0.hasPrefix(row.scope + "=") }
        row.sku = nil
        row.gtin = nil
        row.supplierPart = nil
        switch random.number(0...5) {
        case 0 where !parts.isEmpty:
            let part = random.pick(parts).split(separator: "=").last.map(String.init) ?? ""
            row.supplierPart = random.chance(80) ? part : part.lowercased()
        case 1 where entry?.gtin != nil:
            row.gtin = random.chance(50) ? entry?.gtin : entry?.gtin.map { String($0.dropFirst()) }
        case 2:
            row.sku = name(sku)
            row.gtin = entry?.gtin
        default: row.sku = name(sku)
        }
        if row.sku != nil && random.chance(5) { row.supplierPart = "unheard-of" }
        if random.chance(2) {
            row.sku = nil
            row.gtin = "00614141999996"
            row.supplierPart = random.chance(50) ? "unheard-of" : nil
        }
    }
}
