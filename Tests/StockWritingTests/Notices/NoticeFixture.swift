import StockModel
import StockNotices
import StockTestSupport

/// Recalls and warranties of a small shop, made of plain words. Texts live for ever; tests are short.
final class NoticeFixture {
    var lines: [OrderLine] = []
    var units: [UnitHistory] = []
    var rests: [SKURest] = []
    var registrations: [Registration] = []

    func text(_ string: String) -> Text {
        let bytes = Array(string.utf8)
        let room = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, bytes.count))
        room.initialize(from: bytes, count: bytes.count)
        return Text(base: UnsafePointer(room), count: bytes.count)
    }

    func time(_ string: String) -> Timestamp { Timestamp(iso8601: string) ?? .absent }

    func buyer(_ fields: [BuyerField: String]) -> Buyer {
        Buyer(joined: text(BuyerField.allCases.map { fields[$0] ?? "" }.joined(separator: "\u{1F}")))
    }

    func key(_ channel: String, _ order: String, _ line: String = "1") -> LineKey {
        LineKey(channel: text(channel), document: text(order), line: text(line))
    }

    /// An order line that has shipped.
    @discardableResult
    func sell(
        _ sku: String, on channel: String = "shop", order: String, at: String = "2026-03-02", quantity: Int = 1,
        serials: [String] = [], to fields: [BuyerField: String]
    ) -> LineKey {
        let key = key(channel, order)
        var line = OrderLine(key: key, sku: text(sku), quantity: quantity, shippedPart: quantity)
        line.serials = serials.count
        line.status = .shipped
        line.orderedAt = time("2026-03-01")
        line.leftAt = time(at)
        line.buyer = buyer(fields)
        lines.append(line)
        for serial in serials { unit(serial, sku, place: .sold, by: Sale(line: key, at: time(at), hasLeft: true)) }
        return key
    }

    /// A unit that a despatch backs.
    func unit(_ serial: String, _ sku: String, place: Place, by sale: Sale? = nil, lot: String = "L1") {
        var unit = UnitHistory(serial: text(serial))
        var custody = Custody(sku: text(sku))
        custody.backing = .despatch(supplier: text("Zenit"), asn: text("N-7"), day: time("2026-02-01").day)
        custody.lot = text(lot)
        custody.sales = [sale].compactMap(\.self)
        unit.custodies = [custody]
        unit.place = place
        unit.claimants = custody.sales
        units.append(unit)
    }

    static func campaign(_ id: String = "R-2026-014", skus: [String] = ["CH-65W"]) -> Campaign {
        var notice = NoticeText()
        notice.product = "Charger CH-65W by Zenit"
        notice.numbers = "The serial number is on the label at the back of the charger."
        notice.hazard = "The charger can overheat, catch fire and burn you."
        notice.whatToDo = "Unplug the charger now and stop using it.\nDo not repair it yourself."
        notice.remedy = "We send you a new charger, or your money back, as you wish."
        notice.contact = "0800 123 456, recall@example.com"
        return Campaign(
            id: id, title: "Charger may overheat", issued: Timestamp(iso8601: "2026-11-02")?.day ?? 0,
            scope: .condition(.skus(skus)), notice: notice)
    }

    func recall(_ campaign: Campaign = campaign(), memory: RecallMemory = RecallMemory()) throws -> Recall {
        let facts = CatalogueFacts(entries: []) { _ in nil }
        let names = ScopeNames(facts: facts, serialForms: { [$0] }, gtin: { $0 })
        var judge = RecallJudge(scope: try CompiledScope(campaign.scope, names: names), facts: facts)
        for unit in units { judge.take(unit) }
        for line in lines { judge.take(line) }
        for rest in rests { judge.take(rest) }
        return try Recall(
            campaign, judge.finish(), lines: lines, registrations: registrations, memory: memory,
            contacts: ContactRules())
    }
}
