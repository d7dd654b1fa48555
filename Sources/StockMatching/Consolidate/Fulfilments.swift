import StockModel

/// One fulfilment as joined: rows of equal content are one, but without serials as often as one file repeats them.
struct Fulfilment {
    var record: Record
    var sku: Int32
    /// Without serials where the SKU has no units.
    var serials: [ListedSerial]
    var evidence: [Evidence]

    /// It tells of more units than it names serials.
    var hasLooseUnits: Bool { Int(record.quantity) > serials.count }
}

/// Joins fulfilment records by their whole normalised content (`semantics.md`, section 2).
struct FulfilmentJoin {
    let context: FoldContext

    private struct Content: Hashable {
        var scope: Int32
        var sku: Int32
        var shippedAt: Timestamp
        var shippedQuantity: Int32
        var quantity: Int32
        var isVoid: Bool
        var serials: [Text]
    }

    func join(_ records: [KeyedRecord]) -> [Fulfilment] {
        var groups: [Content: [KeyedRecord]] = [:]
        for keyed in records {
            let record = keyed.record.pointee
            let content = Content(
                scope: record.scope, sku: keyed.sku, shippedAt: record.shippedAt.or(record.at),
                shippedQuantity: record.shippedQuantity, quantity: record.quantity, isVoid: record.isVoid,
                serials: record.serials.sortedTexts)
            groups[content, default: []].append(keyed)
        }
        var joined: [Fulfilment] = []
        for (content, members) in groups {
            var perFile: [Int32: Int] = [:]
            for member in members { perFile[member.record.pointee.file, default: 0] += 1 }
            let count = content.serials.isEmpty ? perFile.values.max() ?? 1 : 1
            let evidence = members.map { Evidence(file: $0.record.pointee.file, number: $0.record.pointee.number) }
            var record = members[0].record.pointee
            record.shippedAt = content.shippedAt
            let hasUnits = !context[content.sku].hasNoUnits
            let fulfilment = Fulfilment(
                record: record, sku: content.sku, serials: hasUnits ? Array(record.serials) : [], evidence: evidence)
            joined.append(contentsOf: repeatElement(fulfilment, count: count))
        }
        return joined
    }
}

/// Places what the warehouse says has left on the lines of one order number (`semantics.md`, section 5, Fulfilments).
struct FulfilmentPlacing {
    let context: FoldContext
    let arena: Arena
    /// The order lines, in key order.
    var lines: [WorkingLine]
    /// Lines for what no line absorbed.
    var unmatched: [WorkingLine] = []

    private struct GroupKey: Hashable {
        var channel: Int32
        var sku: Int32
    }

    mutating func place(_ fulfilments: [Fulfilment]) {
        var voided: [Int32: Set<Text>] = [:]
        var groups: [GroupKey: [Fulfilment]] = [:]
        for fulfilment in fulfilments {
            if fulfilment.record.isVoid {
                voided[fulfilment.sku, default: []].formUnion(fulfilment.serials.map(\.text))
            } else {
                groups[GroupKey(channel: fulfilment.record.scope, sku: fulfilment.sku), default: []].append(fulfilment)
            }
        }
        // Those that name a channel first, in byte order, then those that name none.
        let keys = groups.keys.sorted { a, b in
            if a.channel == b.channel { return a.sku < b.sku }
            if a.channel == Names.none { return false }
            return b.channel == Names.none || context.rank(a.channel) < context.rank(b.channel)
        }
        for key in keys { place(groups[key] ?? [], key, without: voided[key.sku] ?? []) }
    }

    private mutating func place(_ group: [Fulfilment], _ key: GroupKey, without voided: Set<Text>) {
        var earliest: [Text: Timestamp] = [:]
        var entries: [Text: ListedSerial] = [:]
        var named: [Text: [Evidence]] = [:]
        var extra = 0
        var latest = Timestamp.absent
        var first = Timestamp.absent
        for fulfilment in group {
            let time = fulfilment.record.shippedAt
            latest = max(latest, time)
            first = Timestamp.earliest(first, time)
            extra += max(0, Int(fulfilment.record.quantity) - fulfilment.serials.count)
            for serial in fulfilment.serials where !voided.contains(serial.text) {
                earliest[serial.text] = earliest[serial.text].map { Timestamp.earliest($0, time) } ?? time
                entries[serial.text] = serial
                named[serial.text, default: []] += fulfilment.evidence
            }
        }
        let chosen = candidates(key)
        for index in chosen { lines[index].latestFulfilment = max(lines[index].latestFulfilment, latest) }
        let serials = earliest.keys.sorted()
        var count = extra
        if chosen.isEmpty {
            count += serials.count
        } else {
            var placement = Placement(context: context, lines: chosen, of: lines, serials: serials.count)
            for serial in serials {
                guard let entry = entries[serial], let time = earliest[serial] else { continue }
                let target = placement.place(entry, on: &lines)
                if lines[target].send(serial, at: time) { count += 1 }
                lines[target].scans.formUnion(named[serial] ?? [])
            }
        }
        for index in chosen {
            guard count > 0 else { break }
            let taken = lines[index].absorbed[key.sku] ?? 0
            let more = min(count, max(0, lines[index].capacity(for: key.sku, context) - taken))
            lines[index].absorbed[key.sku] = taken + more
            if more > 0, extra > 0 {
                lines[index].scans.formUnion(group.lazy.filter(\.hasLooseUnits).flatMap(\.evidence))
            }
            count -= more
        }
        guard count > 0 else { return }
        makeLine(
            key, quantity: count, at: first, evidence: group.flatMap(\.evidence),
            serials: chosen.isEmpty ? serials.compactMap { entries[$0] } : [], sentAt: chosen.isEmpty ? earliest : [:])
    }

    /// The lines a group can be about: of its channel and SKU and not cancelled, else of kits that hold the SKU.
    private func candidates(_ key: GroupKey) -> [Int] {
        let open = lines.indices.filter {
            lines[$0].line.status != .cancelled && (key.channel == Names.none || lines[$0].line.scope == key.channel)
        }
        let own = open.filter { lines[$0].line.sku == key.sku }
        if !own.isEmpty { return own }
        return open.filter { context[lines[$0].line.sku].count(of: key.sku) > 0 }
    }

    /// What no line absorbed is a shipped order line of its own, `fulfilment:SKU`.
    private mutating func makeLine(
        _ key: GroupKey, quantity: Int, at: Timestamp, evidence: [Evidence], serials: [ListedSerial],
        sentAt: [Text: Timestamp]
    ) {
        guard let document = lines.first?.line.document ?? documentOfFulfilments else { return }
        var record = Record(kind: .order, scope: key.channel, channel: key.channel, item: Names.none)
        record.setTexts(
            document: document.bytes, line: Text.empty.bytes, reference: Text.empty.bytes, in: arena)
        record.status = .shipped
        record.at = at
        record.quantity = Int32(clamping: quantity)
        record.serials = serials.withUnsafeBufferPointer { arena.store(list: $0) }
        let number = arena.store("fulfilment:\(context[key.sku].name)")
        var made = WorkingLine(DocumentLine(record: record, sku: key.sku, line: number, arena: arena))
        let distinct = Set(evidence).sorted { ($0.file, $0.number) < ($1.file, $1.number) }
        made.line.setEvidence(distinct, arena: arena)
        made.sentAt = sentAt
        unmatched.append(made)
    }

    /// The order number, for orders that no export has.
    var documentOfFulfilments: Text?
}
