/// What the warehouse's log of scans tells about order lines.
struct Fulfilments {
    /// Order lines that no order line accounts for.
    private(set) var unmatched: [DocumentLine] = []
    private let kits: Kits

    private struct Group: Hashable {
        var document: String
        var channel: String
        var sku: String

        /// Within a document, those that name a channel come first.
        var order: [String] { [document, channel.isEmpty ? "1" : "0", channel, sku] }
    }

    /// Changes `orders`, which are all order lines, orphaned copies among them.
    init(_ fulfilments: [DocumentLine], orders: [DocumentLine], kits: Kits) {
        self.kits = kits
        var voided: [[String]: Set<String>] = [:]
        for fulfilment in fulfilments where fulfilment.isVoid {
            voided[[fulfilment.key.document, fulfilment.sku], default: []].formUnion(fulfilment.serials)
        }
        let groups = Dictionary(grouping: fulfilments.filter { !$0.isVoid }) {
            Group(document: $0.key.document, channel: $0.key.scope, sku: $0.sku)
        }
        let byDocument = Dictionary(grouping: orders) { $0.key.document }
        for group in groups.keys.sorted(by: { inByteOrder($0.order, $1.order) }) {
            let document = byDocument[group.document, default: []].sorted { $0.key < $1.key }
            let members = groups[group, default: []]
            fulfil(group, members, voided: voided[[group.document, group.sku], default: []], document: document)
        }
    }

    private mutating func fulfil(
        _ group: Group, _ members: [DocumentLine], voided: Set<String>, document: [DocumentLine]
    ) {
        let times = Self.earliestTimes(members).filter { !voided.contains($0.key) }
        let extra = members.reduce(0) { $0 + max(0, $1.quantity - $1.serials.count) }
        let lines = self.lines(group, document)
        var toAbsorb = extra
        if lines.isEmpty {
            toAbsorb += times.count
        } else {
            for (serial, line) in Placement(kits: kits).place(Set(times.keys), on: lines)
            where line.send(serial, at: times[serial, default: ""]) { toAbsorb += 1 }
        }
        for line in lines {
            let latest = members.map { Self.time($0) }.max(by: inByteOrder) ?? ""
            line.latestFulfilment = [line.latestFulfilment ?? "", latest].max(by: inByteOrder)
            let limit = line.sku == group.sku ? line.quantity : kits.count(of: group.sku, in: line.sku) * line.quantity
            let taken = min(toAbsorb, max(0, limit - line.absorbed[group.sku, default: 0]))
            line.absorbed[group.sku, default: 0] += taken
            toAbsorb -= taken
        }
        guard toAbsorb > 0 else { return }
        unmatched.append(
            DocumentLine(
                unmatched: LineKey(
                    kind: .order, scope: group.channel, document: group.document, line: "fulfilment:" + group.sku),
                sku: group.sku, quantity: toAbsorb, at: members.map { Self.time($0) }.min(by: inByteOrder) ?? "",
                times: lines.isEmpty ? times : [:]))
    }

    /// *The lines*: of that SKU, or, if there is none, of kits that have it as a component.
    private func lines(_ group: Group, _ document: [DocumentLine]) -> [DocumentLine] {
        let candidates = document.filter {
            !$0.isCancelled && (group.channel.isEmpty || $0.key.scope == group.channel)
        }
        let same = candidates.filter { $0.sku == group.sku }
        return same.isEmpty ? candidates.filter { kits.count(of: group.sku, in: $0.sku) > 0 } : same
    }

    /// The earliest time of the fulfilments that name a serial, for each serial.
    private static func earliestTimes(_ members: [DocumentLine]) -> [String: String] {
        var times: [String: String] = [:]
        for member in members {
            for serial in member.serials {
                times[serial] = [times[serial] ?? time(member), time(member)].min(by: inByteOrder)
            }
        }
        return times
    }

    private static func time(_ fulfilment: DocumentLine) -> String { fulfilment.shippedAt ?? fulfilment.at }
}
