/// A recall by the letter of the rules, slow and obvious.
package struct ReferenceRecall {
    /// By list: rows of what matters in them, without ids and reasons, sorted.
    package private(set) var lists: [String: [String]] = [:]
    /// Rows of `units.csv` without ids, sorted.
    package private(set) var units: [String] = []
    package private(set) var figures: [String: Int] = [:]
    /// `serial/line` told by this run.
    package private(set) var told: Set<String> = []
    package private(set) var toldPossibly: Set<String> = []

    /// `kind serial sku`; where a sale is at fault `kind serial channel/order/line`.
    package private(set) var findings: Set<String> = []
    /// The SKUs and serials of affected units in stock.
    package private(set) var blocked: Set<[String]> = []

    private struct Holding {
        var serial: String
        var line: Int
        var card = false
        var group: Int
        var sku: String
        var isAffected: Bool
        var isRemedied: Bool
    }

    private let world: NoticeWorld
    private var people: ReferencePeople
    private var holdings: [Holding] = []

    /// - Parameter world: Its scope has serials as units are matched by.
    package init(_ world: NoticeWorld) {
        self.world = world
        let judged = world.units.map { Self.judge($0, world) }
        let affected = world.units.indices.filter { judged[$0] == true }
        var possible = Set(world.units.indices.filter { judged[$0] == .some(nil) })
        for index in world.units.indices where judged[index] == .some(false) {
            let unit = world.units[index]
            let sku = unit.suggestionSKU ?? unit.sku
            if affected.contains(where: { world.units[$0].serial == unit.suggestion && world.units[$0].sku == sku }) {
                possible.insert(index)
            }
        }
        let called = (affected + possible).map { world.units[$0] }.filter { ["sold", "in-repair"].contains($0.place) }
        let cards = world.cards.filter { card in
            called.contains { unit in Self.isAbout(card, unit) && unit.claimants.contains { Self.isAfter(card, $0) } }
        }
        people = ReferencePeople(world, cards: cards)
        for index in affected {
            add(world.units[index], isAffected: true)
            find(world.units[index])
        }
        for index in possible { add(world.units[index], isAffected: false) }
        for (index, line) in world.lines.enumerated() { addLoose(line, index) }
        for rest in world.rests where rest.onHand > rest.units {
            let goods = ReferenceGoods(sku: rest.sku, gtin: world.gtins[rest.sku])
            add(rest: rest.sku, quantity: rest.onHand - rest.units, world.scope.judge(goods))
        }
        makeLists()
        units.sort(by: inByteOrder)
    }

    // MARK: Judging

    /// True, false, or nil for unknown; the outer nil is for what is no unit.
    private static func judge(_ unit: NoticeWorld.Unit, _ world: NoticeWorld) -> Bool?? {
        let truths = unit.custodies.filter(\.isOne).map { custodyTruth($0, of: unit, world) }
        if truths.isEmpty { return .none }
        if truths.contains(true) { return .some(true) }
        return truths.contains(nil) ? .some(nil) : .some(false)
    }

    private static func custodyTruth(
        _ custody: NoticeWorld.Custody, of unit: NoticeWorld.Unit, _ world: NoticeWorld
    ) -> Bool? {
        world.scope.judge(
            ReferenceGoods(
                serial: unit.serial, also: unit.also, sku: custody.sku, gtin: custody.gtin ?? world.gtins[custody.sku],
                lot: custody.lot, despatch: custody.despatch,
                saleDays: custody.sales.filter(\.hasLeft).map { String($0.at.prefix(10)) }))
    }

    private static func isAbout(_ card: NoticeWorld.Card, _ unit: NoticeWorld.Unit) -> Bool {
        card.serial == unit.serial && (!unit.sharesSerial || card.sku == nil || card.sku == unit.sku)
    }

    private static func isAfter(_ card: NoticeWorld.Card, _ sale: NoticeWorld.Sale) -> Bool {
        if card.at.prefix(10) == sale.at.prefix(10), card.at.count == 10 || sale.at.count == 10 { return true }
        return card.at > sale.at
    }

    private mutating func find(_ unit: NoticeWorld.Unit) {
        if ["in-stock", "away", "reserved"].contains(unit.place) {
            findings.insert("recalled-in-stock \(unit.serial) \(unit.sku)")
        }
        if unit.place == "in-stock" { blocked.insert([unit.sku, unit.serial]) }
        for sale in unit.custodies.flatMap(\.sales) where !sale.isHistory && sale.at > world.issued {
            let line = world.lines[sale.line]
            findings.insert("recalled-sale \(unit.serial) \(line.channel)/\(line.document)/\(line.line)")
        }
    }

    // MARK: Goods

    private static func place(_ unit: NoticeWorld.Unit) -> String {
        if unit.place != "absent" { return unit.place }
        return unit.custodies.last { $0.isOne }?.end == "vendor" ? "vendor" : "unaccounted"
    }

    private mutating func add(_ unit: NoticeWorld.Unit, isAffected: Bool) {
        let place = Self.place(unit)
        let isRemedied = world.remedied.contains(unit.serial)
        let isOut = place == "sold" || place == "in-repair"
        var own: [Holding] = []
        if isOut {
            for sale in unit.claimants {
                own += holders(unit, sale, isAffected: isAffected, withCards: true, isRemedied: isRemedied)
            }
        }
        var freed: [Holding] = []
        if isAffected {
            for sale in unit.freed where !(isOut && unit.claimants.contains { $0.line == sale.line }) {
                freed += holders(unit, sale, isAffected: false, withCards: false, isRemedied: isRemedied)
            }
        }
        let best = unit.custodies.filter(\.isOne).last {
            let truth = Self.custodyTruth($0, of: unit, world)
            return isAffected ? truth == true : truth == nil
        }
        let custody = best ?? unit.custodies.last { $0.isOne }
        let texts = [custody?.lot ?? "", custody?.despatch?.supplier ?? "", custody?.despatch?.asn ?? ""]
        for holding in own + freed {
            let sale = (unit.freed + unit.claimants).last { $0.line == holding.line && $0.hasLeft }
            row(unit.sku, unit.serial, 1, place, holding.isAffected, texts, holding.line, sale?.at ?? "", holding.group)
        }
        if own.isEmpty {
            if place == "reserved" {
                for sale in unit.claimants {
                    row(unit.sku, unit.serial, 1, place, isAffected, texts, sale.line, "", nil)
                }
            } else {
                row(unit.sku, unit.serial, 1, place, isAffected, texts, nil, "", nil)
            }
        }
        holdings += own + freed
        figures["possibly", default: 0] += Set(freed.map(\.line)).count
        count(1, place, isAffected: isAffected, isRemedied: isRemedied, own)
    }

    private func holders(
        _ unit: NoticeWorld.Unit, _ sale: NoticeWorld.Sale, isAffected: Bool, withCards: Bool, isRemedied: Bool
    ) -> [Holding] {
        var groups = [people.group(ofLine: sale.line)]
        func holding(_ group: Int, card: Bool) -> Holding {
            Holding(
                serial: unit.serial, line: sale.line, card: card, group: group, sku: unit.sku, isAffected: isAffected,
                isRemedied: isRemedied)
        }
        var result = groups.map { holding($0, card: false) }
        guard withCards else { return result }
        for (index, card) in people.cards.enumerated() where Self.isAbout(card, unit) && Self.isAfter(card, sale) {
            let group = people.group(ofCard: index)
            if !groups.contains(group) {
                groups.append(group)
                result.append(holding(group, card: true))
            }
        }
        return result
    }

    private mutating func addLoose(_ line: NoticeWorld.Line, _ index: Int) {
        let count = line.isCancelled ? 0 : line.shipped - line.serials
        guard count > 0 else { return }
        let sold = line.leftAt.isEmpty ? line.orderedAt : line.leftAt
        let parts = world.components[line.sku]
        if parts != nil, line.serials > 0 { return }
        for (sku, each) in parts ?? [line.sku: 1] {
            let goods = ReferenceGoods(sku: sku, gtin: world.gtins[sku], saleDays: [String(sold.prefix(10))])
            let truth = world.scope.judge(goods)
            guard truth != false else { continue }
            let holding = Holding(
                serial: "", line: index, group: people.group(ofLine: index), sku: sku, isAffected: truth == true,
                isRemedied: false)
            row(sku, "", each * count, "sold", truth == true, ["", "", ""], index, sold, holding.group)
            holdings.append(holding)
            self.count(each * count, "sold", isAffected: truth == true, isRemedied: false, [holding])
        }
    }

    private mutating func add(rest sku: String, quantity: Int, _ truth: Bool?) {
        guard truth != false else { return }
        row(sku, "", quantity, "in-stock", truth == true, ["", "", ""], nil, "", nil)
        count(quantity, "in-stock", isAffected: truth == true, isRemedied: false, [])
    }

    // MARK: Figures

    private func wave(_ holding: Holding, possibly: Bool) -> Int? {
        guard !holding.card else { return nil }
        return world.told.filter { told in
            told.serial == holding.serial && told.line == holding.line && (possibly || !told.isPossible)
        }.map(\.wave).min()
    }

    private mutating func count(
        _ quantity: Int, _ place: String, isAffected: Bool, isRemedied: Bool, _ own: [Holding]
    ) {
        guard isAffected else {
            figures["possibly", default: 0] += quantity
            return
        }
        figures["affected", default: 0] += quantity
        figures[place, default: 0] += quantity
        guard place == "sold" || place == "in-repair" else { return }
        let isNew = own.contains { wave($0, possibly: false) == nil && !people.ways(of: $0.group).isEmpty }
        let isOld = own.contains { wave($0, possibly: false) != nil }
        let figure = isRemedied ? "remedied" : isNew ? "told now" : isOld ? "told before" : "unreachable"
        figures[figure, default: 0] += quantity
    }

    private mutating func row(
        _ sku: String, _ serial: String, _ quantity: Int, _ place: String, _ isAffected: Bool, _ texts: [String],
        _ line: Int?, _ shipped: String, _ group: Int?
    ) {
        let order =
            line.map { [world.lines[$0].channel, world.lines[$0].document, world.lines[$0].line] } ?? ["", "", ""]
        let ways = group.map { people.ways(of: $0).joined(separator: ";") } ?? ""
        let cells =
            [sku, serial, "\(quantity)", place, isAffected ? "yes" : "possibly"] + texts + order + [shipped, ways]
        units.append(cells.joined(separator: ","))
    }

    // MARK: Lists

    private mutating func makeLists() {
        for group in people.groups.indices {
            let all = holdings.filter { $0.group == group }
            let affected = all.filter(\.isAffected)
            let open = affected.filter { !$0.isRemedied }
            if open.isEmpty {
                let possible = all.filter { !$0.isAffected }
                list(group, possible.filter { !$0.isRemedied }, of: possible, possibly: true)
            } else {
                list(group, open, of: affected, possibly: false)
            }
        }
        for name in lists.keys { lists[name]?.sort(by: inByteOrder) }
    }

    private mutating func list(_ group: Int, _ open: [Holding], of all: [Holding], possibly: Bool) {
        let waves = open.map { wave($0, possibly: possibly) }
        let notice: String
        if waves.contains(nil) {
            notice = all.contains { wave($0, possibly: possibly) != nil } ? "more" : "first"
        } else if let asked = world.wave, waves.contains(where: { $0.map { $0 < asked } ?? false }) {
            notice = "repeat"
        } else {
            return
        }
        let contacts = people.contacts(of: group)
        let ways = people.ways(of: group)
        let shown =
            contacts.first(where: ReferencePeople.hasAddress) ?? contacts.first { !$0.name.isEmpty } ?? contacts[0]
        let good = contacts.first { ReferencePeople.isAddress($0.email) && !ReferencePeople.isRelay($0.email) }
        let email = good?.email ?? contacts.first { !$0.email.isEmpty }?.email ?? ""
        let lines = open.map { world.lines[$0.line] }
        func joined(_ texts: [String]) -> String {
            Set(texts).filter { !$0.isEmpty }.sorted(by: inByteOrder).joined(separator: ";")
        }
        let channels = ways == ["channel"] ? people.marketplaces(of: group) : lines.map(\.channel)
        let row = [
            notice, shown.name, email, contacts.first { !$0.phone.isEmpty }?.phone ?? "", shown.address1, shown.city,
            shown.postcode, shown.country, joined(channels), joined(lines.map(\.document)), joined(open.map(\.sku)),
            joined(open.map(\.serial)),
        ].joined(separator: "|")
        if possibly {
            lists["possibly", default: []].append(row)
        } else {
            for way in ways.isEmpty ? ["unreachable"] : ways { lists[way, default: []].append(row) }
            if contacts.contains(where: { !$0.company.isEmpty }) { lists["consignees", default: []].append(row) }
        }
        guard !ways.isEmpty else { return }
        let pairs = open.map { "\($0.serial)/\($0.line)\($0.card ? "/card" : "")" }
        if possibly { toldPossibly.formUnion(pairs) } else { told.formUnion(pairs) }
    }
}
