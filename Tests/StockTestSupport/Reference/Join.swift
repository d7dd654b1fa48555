/// Joins the records that have one key, and finds what they disagree about.
struct Join {
    private(set) var lines: [DocumentLine] = []
    private(set) var findings: [PlainFinding] = []

    init(_ records: [KeyedRecord]) {
        let groups = Dictionary(grouping: records, by: \.key)
        for key in groups.keys.sorted() { add(key, groups[key, default: []]) }
    }

    private mutating func add(_ key: LineKey, _ records: [KeyedRecord]) {
        guard let winner = records.max(by: { Self.rank($0) < Self.rank($1) }) else { return }
        let keepsWinnersSerials = key.kind == .despatch || key.kind == .opening
        let serials = keepsWinnersSerials ? winner.serials : records.reduce(into: []) { $0.formUnion($1.serials) }
        let statuses = Set(records.map(\.status))
        let isOrder = key.kind == .order || key.kind == .copy
        let line = DocumentLine(
            key: key, winner: winner, serials: serials,
            cancelledAfterShipping: isOrder && statuses.isSuperset(of: ["cancelled", "shipped"]))
        line.buyer = Self.buyer(winner, records)
        lines.append(line)
        if Self.conflict(records) { findings.append(line.finding("line-conflict", quantity: line.quantity)) }
        guard [.despatch, .order, .return, .adjustment].contains(key.kind) else { return }
        for serial in records.reduce(into: Set<String>(), { $0.formUnion($1.repeated) }) {
            findings.append(line.finding("duplicate-in-line", serial: serial))
        }
    }

    /// Field by field the winner's, else the greatest that another record has.
    private static func buyer(_ winner: KeyedRecord, _ records: [KeyedRecord]) -> NoticeWorld.Person {
        var buyer = winner.record.buyer ?? NoticeWorld.Person()
        for field in NoticeWorld.Person.fields where buyer[keyPath: field].isEmpty {
            let told = records.compactMap { $0.record.buyer?[keyPath: field] }
            buyer[keyPath: field] = told.max(by: inByteOrder) ?? ""
        }
        return buyer
    }

    /// Two records agree in status and `updated_at` and differ in quantity, in SKU, or (despatch) in serials.
    private static func conflict(_ records: [KeyedRecord]) -> Bool {
        for (index, one) in records.enumerated() {
            for other in records[..<index] {
                guard one.status == other.status, one.record.updatedAt == other.record.updatedAt else { continue }
                if one.quantity != other.quantity || one.sku != other.sku { return true }
                if one.key.kind == .despatch && one.serials != other.serials { return true }
            }
        }
        return false
    }

    /// What the greatest of which wins.
    private static func rank(_ keyed: KeyedRecord) -> [Ranked] {
        let record = keyed.record
        return [
            Ranked(["open", "cancelled", "shipped"].firstIndex(of: keyed.status)),
            Ranked(record.updatedAt),
            Ranked(record.shippedAt ?? record.at),
            Ranked(leavesMore(keyed) ? -keyed.quantity : keyed.quantity),
            Ranked(keyed.sku),
            Ranked(record.at),
            Ranked(record.shippedAt),
            Ranked(record.shippedQuantity),
            Ranked(keyed.stock),
            Ranked(keyed.reference),
            Ranked(keyed.disposition),
            Ranked(record.action),
            Ranked(keyed.channel),
            Ranked(record.expiry),
            Ranked(record.gtin),
            Ranked(record.lot),
            Ranked(keyed.purpose),
            .list(keyed.serials.sorted(by: inByteOrder)),
            .list(keyed.serials.sorted(by: inByteOrder).map { keyed.batches[$0]?.rank ?? "" }),
            Ranked(record.supplierPart),
            .list(NoticeWorld.Person.fields.map { record.buyer?[keyPath: $0] ?? "" }),
        ]
    }

    /// Whether a greater quantity leaves more stock, so that the smaller is to win.
    private static func leavesMore(_ keyed: KeyedRecord) -> Bool {
        switch keyed.key.kind {
        case .opening, .despatch, .return: true
        case .adjustment: ["found", "release", "transfer-in"].contains(keyed.record.action)
        case .order, .copy, .fulfilment, .identity: false
        }
    }
}

extension Array where Element == Ranked {
    /// Field by field.
    fileprivate static func < (left: [Ranked], right: [Ranked]) -> Bool {
        left.lexicographicallyPrecedes(right)
    }
}
