import StockModel
import StockTestSupport

@testable import StockNotices

/// A plain world as the fold takes it, and the recall that comes of it.
struct ConvertedWorld {
    let world: NoticeWorld
    let lines: [OrderLine]
    let facts: CatalogueFacts

    init(_ world: NoticeWorld) {
        self.world = world
        lines = world.lines.map(Self.line)
        facts = Self.facts(world)
    }

    /// - Parameter shuffle: Puts what is taken in another order.
    func recall(shuffle: (Int) -> [Int] = { Array(0..<$0) }) throws -> Recall {
        var judges = try (0..<2).map { _ in
            RecallJudge(scope: try CompiledScope(Self.scope(world.scope), names: names(facts)), facts: facts)
        }
        for index in shuffle(world.units.count) { judges[index % 2].take(unit(world.units[index])) }
        for index in shuffle(lines.count) { judges[index % 2].take(lines[index]) }
        for index in shuffle(world.rests.count) {
            let rest = world.rests[index]
            judges[index % 2].take(
                SKURest(sku: text(rest.sku), onHand: rest.onHand, unitsInStock: rest.units, unitsReserved: 0))
        }
        judges[0].combine(judges[1])
        return try Recall(
            campaign(Self.scope(world.scope)), judges[0].finish(), lines: shuffle(lines.count).map { lines[$0] },
            registrations: shuffle(world.cards.count).map { Self.card(world.cards[$0]) }, memory: memory,
            contacts: ContactRules())
    }

    private var memory: RecallMemory {
        var memory = RecallMemory()
        memory.remedied = Set(world.remedied.map { text($0) })
        memory.wave = world.wave
        for told in world.told {
            let pair = ToldPair(serial: text(told.serial), line: lines[told.line].key)
            if told.isPossible {
                memory.toldPossibly[pair] = min(told.wave, memory.toldPossibly[pair] ?? told.wave)
            } else {
                memory.told[pair] = min(told.wave, memory.told[pair] ?? told.wave)
            }
        }
        return memory
    }

    // MARK: Parts

    private static func facts(_ world: NoticeWorld) -> CatalogueFacts {
        let entries = Set(world.gtins.keys).union(world.components.keys).sorted().map { sku in
            var entry = CatalogueEntry(sku: sku)
            entry.gtin = world.gtins[sku] ?? ""
            entry.components = (world.components[sku] ?? [:]).map { KitComponent(sku: $0.key, count: $0.value) }
            return entry
        }
        return CatalogueFacts(entries: entries) { $0.isEmpty ? nil : $0 }
    }

    private static func person(_ person: NoticeWorld.Person) -> Buyer {
        buyer([
            .name: person.name, .company: person.company, .email: person.email, .phone: person.phone,
            .address1: person.address1, .city: person.city, .postcode: person.postcode, .country: person.country,
        ])
    }

    private static func line(_ plain: NoticeWorld.Line) -> OrderLine {
        var line = OrderLine(
            key: key("\(plain.channel)/\(plain.document)/\(plain.line)"), sku: text(plain.sku),
            quantity: plain.quantity, shippedPart: plain.shipped)
        line.serials = plain.serials
        line.status = plain.isCancelled ? .cancelled : plain.shipped == plain.quantity ? .shipped : .open
        line.orderedAt = time(plain.orderedAt)
        line.leftAt = time(plain.leftAt)
        line.buyer = person(plain.buyer)
        return line
    }

    private static func card(_ plain: NoticeWorld.Card) -> Registration {
        var card = Registration(serial: text(plain.serial), registeredAt: time(plain.at), person: person(plain.person))
        card.sku = text(plain.sku ?? "")
        return card
    }

    private func unit(_ plain: NoticeWorld.Unit) -> UnitHistory {
        var unit = UnitHistory(serial: text(plain.serial))
        unit.identifiers = plain.also.map { text($0) }
        unit.sharesSerial = plain.sharesSerial
        unit.custodies = plain.custodies.map(custody)
        unit.place = Place.allCases.first { $0.word == plain.place } ?? .absent
        unit.claimants = plain.claimants.map(sale)
        unit.freed = plain.freed.map(sale)
        unit.suggestion = text(plain.suggestion ?? "")
        return unit
    }

    private func sale(_ plain: NoticeWorld.Sale) -> Sale {
        Sale(line: lines[plain.line].key, at: time(plain.at), hasLeft: plain.hasLeft)
    }

    private func custody(_ plain: NoticeWorld.Custody) -> Custody {
        var custody = Custody(sku: text(plain.sku))
        custody.gtin = text(plain.gtin ?? "")
        if plain.isOpening { custody.backing = .opening }
        if let despatch = plain.despatch {
            custody.backing = .despatch(
                supplier: text(despatch.supplier), asn: text(despatch.asn), day: day(despatch.day))
        }
        custody.lot = text(plain.lot ?? "")
        custody.sales = plain.sales.map(sale)
        custody.end = plain.end == "vendor" ? .vendorReturn : plain.end == "stock-take" ? .stockTake : .last
        return custody
    }

    private static func scope(_ plain: NoticeWorld.Scope) -> Scope {
        switch plain {
        case .all(let parts): .all(parts.map(scope))
        case .any(let parts): .any(parts.map(scope))
        case .not(let part): .not(scope(part))
        case .serials(let listed): .condition(.serials(listed))
        case .range(let from, let to): .condition(.range(from: from, to: to))
        case .list("skus", let listed): .condition(.skus(listed))
        case .list("gtins", let listed): .condition(.gtins(listed))
        case .list("lots", let listed): .condition(.lots(listed))
        case .list("suppliers", let listed): .condition(.suppliers(listed))
        case .list(_, let listed): .condition(.asns(listed))
        case .days("received", let from, let to): .condition(.received(DayRange(from: day(from), to: day(to))))
        case .days(_, let from, let to): .condition(.sold(DayRange(from: day(from), to: day(to))))
        }
    }
}
