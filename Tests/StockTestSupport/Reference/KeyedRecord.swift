/// A record with its SKU resolved, its serials normalised, its defaults filled in and its key made.
struct KeyedRecord {
    var key: LineKey
    let record: PlainRecord
    let sku: String
    let quantity: Int
    /// The units' serials, after identities.
    let serials: Set<String>
    /// The lot and the expiry that the record gives for each serial itself; of one listed twice the first.
    let batches: [String: Batch]
    /// Those of `serials` that the record lists twice.
    let repeated: Set<String>

    var at: String { record.at ?? "" }
    var status: String { record.status ?? "open" }
    var stock: String { record.stock ?? "house" }
    var disposition: String { record.disposition ?? "quarantine" }
    var purpose: String { record.purpose ?? "original" }
    var reference: String? { orderNumber(record.reference) }
    /// A channel's name, nil for none.
    var channel: String? { record.channel.flatMap { $0.isEmpty ? nil : $0 } }
}

/// What units were made together: either may be nil.
struct Batch: Equatable {
    var lot: String?
    var expiry: String?

    /// For comparing: nothing before anything.
    var rank: String { lot == nil && expiry == nil ? "" : "\(lot ?? "")\u{1F}\(expiry ?? "")" }
}

/// Makes keys: the only place where it matters which records came together, and in which order.
struct RecordKeyer {
    let normaliser: SerialNormaliser
    let resolver: SKUResolver
    let identities: Identities

    /// The keyed records of all documents, without identities.
    func keyed(_ documents: [PlainDocument]) -> [KeyedRecord] {
        documents.flatMap { keyed($0) }
    }

    private func keyed(_ document: PlainDocument) -> [KeyedRecord] {
        var occurrences: [LineKey: Int] = [:]
        return document.records.filter { $0.kind != .identity }.map { record in
            var result = prepared(record)
            let numbered = record.line.map { !$0.isEmpty } ?? false
            switch record.kind {
            case .opening, .identity:
                break
            case .fulfilment:
                guard result.serials.isEmpty else { break }
                occurrences[result.key, default: 0] += 1
                result.key.line += "#\(occurrences[result.key, default: 0])"
            case .despatch where numbered:
                let count = occurrences[result.key, default: 0] + 1
                occurrences[result.key] = count
                if count > 1 { result.key.line += "#\(count)" }
            case .despatch, .order, .copy, .return, .adjustment:
                guard !numbered else { break }
                occurrences[result.key, default: 0] += 1
                result.key.line = "\(result.sku)#\(occurrences[result.key, default: 0])"
            }
            return result
        }
    }

    /// Everything but occurrences. Where there is no line number, the key's line is what occurrences are counted by.
    private func prepared(_ record: PlainRecord) -> KeyedRecord {
        let opened = record.serials.map { normaliser.open($0.text) }
        let sku = resolver.resolve(record, carried: opened.compactMap(\.gtin))
        let identifier = resolver.entry(sku)?.identifier ?? "any"
        let finished = opened.map { normaliser.finish($0, identifier: identifier) }
        let identifiers = finished.compactMap { $0 }
        let serials = Set(identifiers.map { identities.serial($0) })
        var batches: [String: Batch] = [:]
        for (text, listed) in zip(finished, record.serials) {
            guard let serial = text.map({ identities.serial($0) }), batches[serial] == nil else { continue }
            batches[serial] = Batch(lot: listed.lot, expiry: listed.expiry)
        }
        let repeated = Dictionary(identifiers.map { ($0, 1) }, uniquingKeysWith: +).filter { $0.value > 1 }.keys
        let counted = record.kind == .fulfilment && !serials.isEmpty ? serials.count : 1
        let quantity = record.quantity ?? counted
        return KeyedRecord(
            key: key(record, sku: sku, quantity: quantity, serials: serials), record: record, sku: sku,
            quantity: quantity, serials: serials, batches: batches,
            repeated: Set(repeated.map { identities.serial($0) }))
    }

    private func key(_ record: PlainRecord, sku: String, quantity: Int, serials: Set<String>) -> LineKey {
        var key = LineKey(kind: record.kind, scope: record.scope, document: record.document, line: record.line ?? sku)
        if key.line.isEmpty { key.line = sku }
        switch record.kind {
        case .order, .copy:
            key.document = orderNumber(record.document) ?? ""
        case .fulfilment:
            key.document = orderNumber(record.document) ?? ""
            let list = serials.sorted(by: inByteOrder).joined(separator: ";")
            key.line = [sku, record.shippedAt ?? "", String(quantity), list, record.void ? "void" : ""].joined(
                separator: "|")
        case .opening:
            key.scope = ""
            key.document = "opening"
            key.line = ([sku] + serials.sorted(by: inByteOrder)).joined(separator: ":")
        case .adjustment:
            key.scope = ""
        case .despatch, .return, .identity:
            break
        }
        return key
    }
}
