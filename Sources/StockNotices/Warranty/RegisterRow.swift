package import StockModel

/// One row of `warranty/register.csv`: a unit, who holds it, and its window.
package struct RegisterRow: Sendable {
    package var serial: Text
    package var sku: Text
    /// The SKU's.
    package var name: String
    package var buyerName: Text
    package var buyerEmail: Text
    package var channel: Text
    package var order: Text
    package var window: WarrantyWindow
    package var state: WarrantyState

    /// Nil where the cover has no window.
    ///
    /// - Parameters:
    ///   - line: The order line of the cover; nil where it is not known.
    ///   - expiringDays: The largest band.
    package init?(_ cover: WarrantyCover, line: OrderLine?, facts: CatalogueFacts, on day: Int, expiringDays: Int) {
        guard let window = cover.window else { return nil }
        serial = cover.serial
        sku = cover.sku
        name = facts[cover.sku]?.name ?? ""
        buyerName = line?.buyer[.name] ?? .empty
        buyerEmail = line?.buyer[.email] ?? .empty
        channel = cover.line.channel
        order = cover.line.document
        self.window = window
        state = window.state(on: day, expiringDays: expiringDays)
    }

    /// The order of the file: by its columns, byte by byte.
    package static func precedes(_ a: RegisterRow, _ b: RegisterRow) -> Bool {
        for (x, y) in [(a.serial, b.serial), (a.sku, b.sku)] where x != y { return x < y }
        if a.name != b.name { return ByteOrder.precedes(a.name, b.name) }
        let columns = [
            (a.buyerName, b.buyerName), (a.buyerEmail, b.buyerEmail), (a.channel, b.channel), (a.order, b.order),
        ]
        for (x, y) in columns where x != y { return x < y }
        return (a.window.startsOn, a.window.endsOn) < (b.window.startsOn, b.window.endsOn)
    }
}
