import StockModel

@testable import StockNotices

/// A text that lives for ever; tests are short.
func text(_ string: String) -> Text {
    let bytes = Array(string.utf8)
    guard !bytes.isEmpty else { return .empty }
    let room = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count)
    room.initialize(from: bytes, count: bytes.count)
    return Text(base: UnsafePointer(room), count: bytes.count)
}

/// A time of ISO 8601; absent where there is none.
func time(_ string: String) -> Timestamp { Timestamp(iso8601: string) ?? .absent }

/// The number of a day of ISO 8601.
func day(_ string: String) -> Int { time(string).day }

/// A buyer with some fields.
func buyer(_ fields: [BuyerField: String]) -> Buyer {
    Buyer(joined: text(BuyerField.allCases.map { fields[$0] ?? "" }.joined(separator: "\u{1F}")))
}

/// An order line's name, written `channel/order/line`.
func key(_ written: String) -> LineKey {
    let parts = written.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    return LineKey(channel: text(parts[0]), document: text(parts[1]), line: text(parts[2]))
}

extension LineKey {
    /// As `key` reads it.
    var written: String { "\(channel)/\(document)/\(line)" }
}

/// An order line of one unit that has shipped.
func orderLine(
    _ written: String, _ sku: String = "A", ordered: String = "2026-03-01", left: String = "2026-03-02",
    shipped: Int = 1, serials: Int = 1, buyer: Buyer = .none
) -> OrderLine {
    var line = OrderLine(key: key(written), sku: text(sku), quantity: shipped, shippedPart: shipped)
    line.status = .shipped
    line.serials = serials
    line.orderedAt = time(ordered)
    line.leftAt = time(left)
    line.buyer = buyer
    return line
}

/// A unit that one order line holds.
func soldUnit(
    _ serial: String, _ sku: String = "A", to line: String = "shop/1/1", at: String = "2026-03-02", lot: String = "",
    place: Place = .sold
) -> UnitHistory {
    var unit = UnitHistory(serial: text(serial))
    var custody = Custody(sku: text(sku))
    custody.backing = .despatch(supplier: text("Zenit"), asn: text("N1"), day: day("2026-02-01"))
    custody.lot = text(lot)
    custody.sales = [Sale(line: key(line), at: time(at), hasLeft: true)]
    unit.custodies = [custody]
    unit.place = place
    if place == .sold || place == .inRepair { unit.claimants = custody.sales }
    return unit
}

/// A catalogue of `A` and `B`, and of the kit `K` = A + 2 B.
func catalogue(_ change: (inout [CatalogueEntry]) -> Void = { _ in }) -> CatalogueFacts {
    var entries = ["A", "B", "K"].map { CatalogueEntry(sku: $0) }
    entries[0].gtin = "09506000134352"
    entries[1].gtin = "00012345678905"
    entries[2].components = [KitComponent(sku: "A", count: 1), KitComponent(sku: "B", count: 2)]
    change(&entries)
    return CatalogueFacts(entries: entries) { $0.isEmpty ? nil : $0 }
}

/// Names of which serials are upper case and GTINs as written.
func names(_ facts: CatalogueFacts = catalogue()) -> ScopeNames {
    ScopeNames(facts: facts, serialForms: { $0.isEmpty ? [] : [$0.uppercased()] }, gtin: { $0 })
}

func campaign(_ scope: Scope) -> Campaign {
    Campaign(id: "R-1", title: "Test", issued: day("2026-03-05"), scope: scope)
}
