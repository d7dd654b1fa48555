import StockLedger
import StockMatching
import StockModel

/// How far what has changed reaches.
extension TouchedFolding {
    /// The stock-takes as they are now, and the openings of all SKUs whose openings have changed.
    func stockTakes(after before: StockTakes) throws -> StockTakes {
        try addLinesOfSerials()
        // An opening is of the SKU that its goods resolve to, or where the catalogue does not know them that of a GTIN in
        // a serial's carrier; of those that are gone, the line tells.
        for item in touch.openedItems {
            opened.insert(context.sku(ofItem: item))
            for line in try lines.openings(item: item, arena: arena) { opened.insert(line.line.sku) }
            for (_, keyed) in try prepared(item) { opened.insert(keyed.sku) }
        }
        guard !opened.isEmpty else { return before }
        var takes = before
        for sku in opened { takes.forget(sku: sku) }
        for item in context.items where opened.contains(context.sku(ofItem: item)) || context.isUnlisted(item: item) {
            for (record, keyed) in try prepared(item) where opened.contains(keyed.sku) {
                takes.note(sku: keyed.sku, at: record.pointee.at)
                openings.append(record)
            }
        }
        return takes
    }

    /// The openings of goods written so, and each with its SKU.
    private func prepared(_ item: Int32) throws -> [(UnsafeMutablePointer<Record>, KeyedRecord)] {
        var found: [UnsafeMutablePointer<Record>] = []
        try books.records.forEachOpening(item: item, arena: arena) { found.append(records.appended($0)) }
        return found.map { ($0, preparer.prepare(opening: copy(of: $0))) }
    }

    /// A copy that can be prepared without a trace, which changes a record's serials in place.
    private func copy(of record: UnsafeMutablePointer<Record>) -> UnsafeMutablePointer<Record> {
        let copy = records.appended(record.pointee)
        copy.pointee.serials = arena.store(list: record.pointee.serials)
        return copy
    }

    /// The identities that decide what stands for the serials of all that is folded again.
    func identities() throws -> [Identity] {
        let table = try books.transaction.identities()
        guard try !table.isEmpty() else { return [] }
        var keys = touch.identifiers
        for record in members.joined() + openings {
            guard record.pointee.serials.count > 0 else { continue }
            for serial in preparer.prepare(opening: copy(of: record)).record.pointee.serials {
                keys.insert(serial.text)
            }
        }
        return try table.deciding(keys)
    }

    /// Adds the documents that what has changed reaches beyond its own.
    func reach(_ before: StockTakes, _ now: StockTakes) throws {
        try addThoseOfTheDay()
        // A moved cut-off makes history of what counted, for all lines and units of the SKU.
        for sku in 0..<Int32(context.skus.count) where before.day(of: sku) != now.day(of: sku) {
            for each in [sku] + context.kits(with: sku) {
                for line in try lines.lines(sku: each, arena: arena) { add(line) }
            }
        }
        try addReturnsAndTheirOrders()
    }

    private func add(_ stored: StoredLine) {
        if stored.line.kind == .opening {
            opened.insert(stored.line.sku)
        } else {
            documents.insert(DocumentKey(stored.line))
        }
    }

    /// Lines with serials that identities speak of: the identifiers may stand for others now.
    private func addLinesOfSerials() throws {
        guard !touch.serials.isEmpty else { return }
        // An opening's key names a serial that its line has lost where the SKU has no units.
        for (sku, info) in context.skus.enumerated() where info.hasNoUnits { opened.insert(Int32(sku)) }
        for serial in touch.serials {
            var ids: [Int] = []
            try lines.forEachMovement(serial: serial) { ids.append($0.line) }
            for id in ids { add(try lines.line(id: id, arena: arena)) }
            for mention in try mentions.mentions(of: serial, arena: arena) { documents.insert(DocumentKey(mention)) }
        }
    }

    /// Despatch lines that have come in by now, and orders that have become old.
    private func addThoseOfTheDay() throws {
        guard context.businessDay != dayBefore else { return }
        let tomorrow = Timestamp(day: context.businessDay + 1).raw
        let arrived = "waits = \(DocumentLine.Waiting.arrival.rawValue) AND at < \(tomorrow)"
        let (from, to) = (dayBefore - context.staleOpenDays, context.businessDay - context.staleOpenDays)
        let aged =
            "waits = \(DocumentLine.Waiting.shipping.rawValue) AND at >= \(Timestamp(day: from).raw)"
            + " AND at < \(Timestamp(day: to).raw)"
        for condition in [arrived, aged] {
            for line in try lines.lines(where: condition, arena: arena) { add(line) }
        }
    }

    /// A return without serials takes those of its order, so that each is folded with the other.
    private func addReturnsAndTheirOrders() throws {
        var left = Array(documents)
        while let document = left.popLast() {
            var found: [DocumentKey] = []
            switch document.kind {
            case .order:
                found = try lines.returns(reference: document.number, arena: arena).map { DocumentKey($0.line) }
            case .return:
                try books.records.forEach(document: document.number, arena: arena) { record in
                    guard record.kind == .return, DocumentKey(record) == document, !record.reference.isEmpty else {
                        return
                    }
                    found.append(DocumentKey(order: record.referenceKey))
                }
            default: break
            }
            for key in found where documents.insert(key).inserted { left.append(key) }
        }
    }

    /// Loads the lines that documents and openings had.
    func loadOldLines() throws {
        for document in documents.sorted(by: { $0.number < $1.number }) {
            for stored in try lines.lines(document: document.number, arena: arena)
            where stored.line.kind != .opening && DocumentKey(stored.line) == document {
                old[stored.id] = kept.appended(stored.line)
            }
        }
        for sku in opened {
            for stored in try lines.lines(sku: sku, arena: arena) where stored.line.kind == .opening {
                old[stored.id] = kept.appended(stored.line)
            }
        }
    }

    /// Loads the records of documents.
    func loadRecords() throws {
        for document in documents {
            var found: [UnsafeMutablePointer<Record>] = []
            try books.records.forEach(document: document.number, arena: arena) { record in
                guard record.kind != .opening, DocumentKey(record) == document else { return }
                found.append(records.appended(record))
            }
            if !found.isEmpty { members.append(found) }
        }
    }
}
