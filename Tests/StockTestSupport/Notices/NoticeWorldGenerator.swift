/// Makes small worlds in which recalls meet everything that can go wrong: shared serials, duplicate sales, goods without
/// serials, buyers who are one person under three names, and orders without buyers.
package struct NoticeWorldGenerator {
    private var random: SplitMix64
    private var world = NoticeWorld()

    package init(seed: UInt64) { random = SplitMix64(seed: seed) }

    package mutating func make() -> NoticeWorld {
        world = NoticeWorld()
        world.components = ["K": ["A": 1, "B": 2]]
        world.gtins = ["A": "09506000134352", "B": "00012345678905"]
        for number in 0..<random.number(4...24) { world.lines.append(line(number)) }
        for number in 0..<random.number(1...16) { world.units.append(unit(number)) }
        for sku in ["A", "B", "C"] where random.chance(60) {
            world.rests.append(NoticeWorld.Rest(sku: sku, onHand: random.number(-2...9), units: random.number(0...6)))
        }
        for _ in 0..<random.number(0...8) {
            let card = self.card()
            // Which of two cards of one time comes first does not matter, so no two are.
            if !world.cards.contains(where: { $0.at == card.at }) { world.cards.append(card) }
        }
        world.scope = scope(depth: 0)
        tell()
        return world
    }

    // MARK: Orders

    private mutating func line(_ number: Int) -> NoticeWorld.Line {
        let quantity = random.number(1...4)
        let isCancelled = random.chance(10)
        let shipped = isCancelled ? 0 : random.number(0...quantity)
        let ordered = day()
        var line = NoticeWorld.Line(
            channel: random.pick(["shop", "shop-b", "amazon", "amazon-de", "ebay"]),
            document: "\(random.number(1...12))",
            line: random.chance(10) ? "fulfilment:\(number)" : "\(number)", sku: random.pick(["A", "B", "C", "K"]),
            quantity: quantity, shipped: shipped, orderedAt: ordered, leftAt: random.chance(80) ? moment() : "")
        line.serials = random.chance(50) ? 0 : random.number(0...3)
        line.isCancelled = isCancelled
        if !line.line.hasPrefix("fulfilment") && !random.chance(8) { line.buyer = RandomPeople.person(&random) }
        return line
    }

    // MARK: Units

    private mutating func unit(_ number: Int) -> NoticeWorld.Unit {
        var unit = NoticeWorld.Unit(serial: "SN\(number + 10)")
        if random.chance(10) { unit.also = ["IM\(number)"] }
        unit.sharesSerial = random.chance(15)
        let count = random.number(1...3)
        for index in 0..<count { unit.custodies.append(custody(isLast: index == count - 1)) }
        if random.chance(10) { unit.custodies.append(NoticeWorld.Custody(sku: "")) }
        unit.place = random.pick([
            "absent", "in-stock", "reserved", "away", "quarantined", "in-repair", "written-off", "sold", "sold", "sold",
        ])
        let sales = unit.custodies.flatMap(\.sales)
        if ["sold", "in-repair", "reserved"].contains(unit.place) {
            unit.claimants =
                unit.place == "reserved" ? Array(sales.suffix(1)) : distinct(sales.suffix(random.number(1...3)))
            if unit.claimants.isEmpty {
                let sale = self.sale()
                let last = unit.custodies.lastIndex { $0.isOne } ?? 0
                unit.custodies[last].sales.append(sale)
                unit.claimants = [sale]
            }
        }
        if random.chance(15), let freed = sales.first { unit.freed = [freed] }
        if random.chance(10) { unit.suggestion = "SN\(random.number(10...25))" }
        return unit
    }

    private func distinct(_ sales: ArraySlice<NoticeWorld.Sale>) -> [NoticeWorld.Sale] {
        var seen: Set<Int> = []
        return sales.filter { seen.insert($0.line).inserted }
    }

    private mutating func custody(isLast: Bool) -> NoticeWorld.Custody {
        var custody = NoticeWorld.Custody(sku: random.pick(["A", "B", "C"]))
        switch random.number(0...9) {
        case 0: break
        case 1, 2: custody.isOpening = true
        default:
            custody.despatch = NoticeWorld.Despatch(
                supplier: random.pick(["Zenit", "Nadir"]), asn: random.pick(["N1", "N2", "N3"]), day: day())
        }
        if custody.isOpening || custody.despatch != nil, random.chance(60) { custody.lot = random.pick(["L1", "L2"]) }
        if random.chance(20) { custody.gtin = random.pick(["09506000134352", "04012345678901"]) }
        for _ in 0..<random.number(0...2) { custody.sales.append(sale()) }
        if !isLast {
            custody.end = random.pick(["vendor", "stock-take"])
        } else if random.chance(15) {
            custody.end = "vendor"
        }
        return custody
    }

    private mutating func sale() -> NoticeWorld.Sale {
        NoticeWorld.Sale(line: random.number(0...world.lines.count - 1), at: moment(), hasLeft: random.chance(80))
    }

    private mutating func card() -> NoticeWorld.Card {
        let sku: String? = random.chance(30) ? random.pick(["A", "B"]) : nil
        return NoticeWorld.Card(
            serial: "SN\(random.number(10...25))", sku: sku, at: moment(), person: RandomPeople.person(&random))
    }

    private mutating func day() -> String {
        let number = random.number(1...9)
        return "2026-03-0\(number)"
    }

    private mutating func moment() -> String { day() + (random.chance(60) ? "T1\(random.number(0...9)):00:00Z" : "") }

    // MARK: Campaign

    private mutating func scope(depth: Int) -> NoticeWorld.Scope {
        let kind = random.number(0...(depth < 3 ? 16 : 11))
        switch kind {
        case 0, 1:
            return .serials(
                (0..<random.number(1...4)).map { _ in random.pick(["SN", "IM", "sn"]) + "\(random.number(0...25))" })
        case 2, 3:
            let low = random.number(10...20)
            return .range("SN\(low)", "SN\(random.number(low...25))")
        case 4: return .list("skus", [random.pick(["A", "B", "C"])])
        case 5: return .list("skus", ["A", "B"])
        case 6: return .list("gtins", [random.pick(["09506000134352", "00012345678905", "04012345678901"])])
        case 7: return .list("lots", [random.pick(["L1", "L2"])])
        case 8: return .list("suppliers", [random.pick(["Zenit", "Nadir"])])
        case 9: return .list("asns", [random.pick(["N1", "N2"])])
        case 10: return .days("received", "2026-03-02", "2026-03-06")
        case 11: return .days("sold", "2026-03-03", "2026-03-07")
        case 12: return .not(scope(depth: depth + 1))
        case 13, 14: return .all((0..<random.number(1...3)).map { _ in scope(depth: depth + 1) })
        default: return .any((0..<random.number(1...3)).map { _ in scope(depth: depth + 1) })
        }
    }

    private mutating func tell() {
        for unit in world.units where random.chance(30) { world.remedied.append(unit.serial) }
        world.remedied = world.remedied.filter { _ in random.chance(50) }
        if random.chance(50) { return }
        for unit in world.units {
            for sale in unit.claimants + unit.freed where random.chance(40) { told(unit.serial, sale.line) }
        }
        for index in world.lines.indices where random.chance(30) { told("", index) }
        if random.chance(40) { world.wave = random.number(1...3) }
    }

    private mutating func told(_ serial: String, _ line: Int) {
        world.told.append(
            NoticeWorld.Told(serial: serial, line: line, wave: random.number(1...2), isPossible: random.chance(30)))
    }
}

extension NoticeWorld {
    /// The scope's serials as `NoticeWorldGenerator` means them: in whatever case they are written.
    package var withUppercaseSerials: NoticeWorld {
        var world = self
        world.scope = scope.mapSerials {
            $0.map { $0.uppercased() }
        } range: {
            $0
        }
        return world
    }
}
