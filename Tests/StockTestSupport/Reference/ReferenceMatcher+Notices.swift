/// What recalls ask of a world that the rules were applied to.
package struct FoldedNotices {
    /// Without a campaign.
    package let world: NoticeWorld
    private let matcher: ReferenceMatcher
    private let identities: Identities

    package init(_ notices: WorldNotices) {
        matcher = ReferenceMatcher(notices.world)
        let folded = matcher.fold()
        identities = folded.identities
        world = matcher.noticeWorld(folded)
    }

    /// The world with a campaign, cards and remedied units.
    package func world(_ notices: WorldNotices, campaign: WorldNotices.Campaign) -> NoticeWorld {
        var world = self.world
        world.issued = campaign.issued
        world.scope = campaign.scope.mapSerials {
            $0.flatMap(serials)
        } range: {
            serials($0).first ?? ""
        }
        world.cards = notices.cards.flatMap { card in
            serials(card.serial).map { serial in
                var card = card
                card.serial = serial
                card.sku = card.sku.map { matcher.sku(named: $0) }
                return card
            }
        }
        world.remedied = notices.remedied.filter { $0.campaign == campaign.id }.flatMap { serials($0.serial) }
        return world
    }

    /// What units are matched by for a serial as somebody wrote it; the likeliest first, none for a placeholder.
    private func serials(_ written: String) -> [String] {
        let opened = matcher.normaliser.open(written)
        guard let plain = matcher.normaliser.finish(opened, identifier: "any") else { return [] }
        var serials: [String] = []
        for identifier in ["any", "imei", "meid"] {
            let form = matcher.normaliser.finish(OpenedSerial(text: plain, gtin: nil), identifier: identifier) ?? plain
            for each in [form] + identities.meant(by: form).sorted(by: inByteOrder) where !serials.contains(each) {
                serials.append(each)
            }
        }
        return serials
    }
}

extension NoticeWorld.Scope {
    /// The scope with its serials written another way.
    func mapSerials(_ list: ([String]) -> [String], range: (String) -> String) -> NoticeWorld.Scope {
        switch self {
        case .all(let parts): .all(parts.map { $0.mapSerials(list, range: range) })
        case .any(let parts): .any(parts.map { $0.mapSerials(list, range: range) })
        case .not(let part): .not(part.mapSerials(list, range: range))
        case .serials(let listed): .serials(list(listed))
        case .range(let from, let to): .range(range(from), range(to))
        case .list, .days: self
        }
    }
}

extension ReferenceMatcher {
    func sku(named name: String) -> String {
        var record = PlainRecord(kind: .order)
        record.sku = name
        return kits.resolver.resolve(record, carried: [])
    }

    func noticeWorld(_ folded: Folded) -> NoticeWorld {
        var world = NoticeWorld()
        let catalogue = kits.resolver.catalogue
        for entry in catalogue {
            for part in entry.components {
                world.components[entry.sku, default: [:]][part.sku, default: 0] += part.count
            }
            world.gtins[entry.sku] = entry.gtin.flatMap(CheckDigit.fourteenDigits)
        }
        var places: [LineKey: Int] = [:]
        for line in folded.lines.orders {
            places[line.key] = world.lines.count
            world.lines.append(Self.line(line))
        }
        let counts = Dictionary(folded.lives.map { ($0.serial, 1) }, uniquingKeysWith: +)
        for (serial, life) in folded.lives {
            var unit = Self.unit(serial, life, places)
            unit.sharesSerial = counts[serial, default: 0] > 1
            suggest(serial, life, folded.lives, &unit)
            // Without any custody that is one it is no unit.
            if unit.custodies.contains(where: \.isOne) { world.units.append(unit) }
        }
        for (sku, balance) in folded.balancing.balances where !kits.isKit(sku) {
            let units = balance.inStock + balance.reserved
            world.rests.append(NoticeWorld.Rest(sku: sku, onHand: balance.onHand, units: units))
        }
        world.rests.sort { inByteOrder($0.sku, $1.sku) }
        return world
    }

    private static func line(_ line: DocumentLine) -> NoticeWorld.Line {
        var result = NoticeWorld.Line(
            channel: line.key.scope, document: line.key.document, line: line.key.line, sku: line.sku,
            quantity: line.quantity, shipped: line.isCancelled ? 0 : line.shippedPart, orderedAt: line.at,
            leftAt: line.leftAt)
        result.serials = line.serials.count
        result.isCancelled = line.isCancelled
        result.buyer = line.buyer
        return result
    }

    private static func unit(_ serial: String, _ life: UnitLife, _ places: [LineKey: Int]) -> NoticeWorld.Unit {
        func sale(_ movement: Movement) -> NoticeWorld.Sale {
            NoticeWorld.Sale(
                line: places[movement.line.key] ?? -1, at: movement.time, hasLeft: movement.hasLeft)
        }
        var unit = NoticeWorld.Unit(serial: serial)
        unit.custodies = life.custodies.map { lived in
            var custody = NoticeWorld.Custody(sku: lived.sku ?? "")
            custody.end = lived.end
            custody.sales = lived.sales.enumerated().map { index, movement in
                var sale = sale(movement)
                sale.isHistory = index < lived.salesInHistory
                return sale
            }
            guard let backing = lived.backing else { return custody }
            let line = backing.line
            custody.isOpening = backing.kind == .opening
            if backing.kind == .receipt {
                custody.despatch = NoticeWorld.Despatch(
                    supplier: line.key.scope, asn: line.key.document, day: day(line.at))
            }
            custody.lot = line.batches[serial]?.lot ?? line.lot
            custody.gtin = line.gtin.map { CheckDigit.fourteenDigits($0) ?? $0 }
            return custody
        }
        unit.place = life.isReserved ? "reserved" : life.place.rawValue
        unit.claimants = life.claimants.map(sale)
        unit.freed = life.freed.map(sale)
        return unit
    }

    // MARK: What was probably meant

    /// Sets what was meant by the serial of the last custody that nothing backed, if anything was.
    private func suggest(
        _ serial: String, _ life: UnitLife, _ lives: [(serial: String, life: UnitLife)], _ unit: inout NoticeWorld.Unit
    ) {
        let unknown = life.custodies.last { !$0.isBacked && $0.sales.count > $0.salesInHistory }
        guard let sku = unknown?.sku else { return }
        let inStock = lives.filter { $0.life.place == .inStock && $0.life.sku == sku }.map(\.serial)
        var near = inStock.filter { $0 != serial && Self.folded($0) == Self.folded(serial) }
        if near.isEmpty { near = inStock.filter { Self.isOneEdit(Array(serial), Array($0)) } }
        guard near.count == 1 else { return }
        unit.suggestion = near[0]
        unit.suggestionSKU = sku
    }

    private static func folded(_ serial: String) -> String {
        String(
            serial.map { character in
                ["0OQD", "1IL", "5S", "8B", "2Z", "6G", "UV"].first { $0.contains(character) }?.first ?? character
            })
    }

    /// One insertion, deletion or replacement, or two neighbours swapped.
    private static func isOneEdit(_ a: [Character], _ b: [Character]) -> Bool {
        if a.count == b.count {
            let places = a.indices.filter { a[$0] != b[$0] }
            if places.count == 1 { return true }
            guard places.count == 2, places[1] == places[0] + 1 else { return false }
            return a[places[0]] == b[places[1]] && a[places[1]] == b[places[0]]
        }
        let (short, long) = a.count < b.count ? (a, b) : (b, a)
        guard long.count == short.count + 1 else { return false }
        return long.indices.contains { index in
            var rest = long
            rest.remove(at: index)
            return rest == short
        }
    }
}
