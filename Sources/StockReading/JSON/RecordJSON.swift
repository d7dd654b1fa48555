package import StockModel

/// What files were understood to say, as JSON: one object a line for each record, catalogue entry, identity, record that
/// only notices need, and reject, in the order of the files. The fields are those of `semantics.md`, section 2, and of the
/// house's formats; absent ones are left out.
package struct RecordJSON {
    private let store: RecordStore
    private let sources: [Source]
    private let names: [Text]

    /// - Parameters:
    ///   - sources: what was read into the store, by file index.
    package init(store: RecordStore, sources: [Source], names: Names) {
        self.store = store
        self.sources = sources
        self.names = names.texts
    }

    /// Calls `body` with the bytes of each line, without its line end; they last as long as the call.
    package func forEachLine(_ body: (UnsafeBufferPointer<UInt8>) throws -> Void) rethrows {
        var json = JSONText()
        for entry in StoreEntry.all(in: store, sources) {
            json.removeAll()
            write(entry, to: &json)
            try json.withBytes(body)
        }
    }

    /// The first lines; rejects are passed over.
    package func firstRecords(_ limit: Int) -> [String] {
        var json = JSONText()
        return StoreEntry.all(in: store, sources).lazy.filter { $0.list != .rejects }.prefix(limit).map { entry in
            json.removeAll()
            write(entry, to: &json)
            return json.closed
        }
    }

    private func write(_ entry: StoreEntry, to json: inout JSONText) {
        let index = Int(entry.index)
        switch entry.list {
        case .records(let partition): add(store.partitions[Int(partition)][index], to: &json)
        case .openings: add(store.openings[index], to: &json)
        case .identities: add(store.identities[index], to: &json)
        case .notices: add(store.notices[index], to: &json)
        case .catalogue: add(store.catalogue[index], to: &json)
        case .rejects: add(store.rejects[index], to: &json)
        }
    }

    private func source(_ file: Int32) -> Source? {
        sources.indices.contains(Int(file)) ? sources[Int(file)] : nil
    }

    private func name(_ id: Int32) -> Text { id >= 0 ? names[Int(id)] : .empty }
}

extension RecordJSON {
    private func add(_ record: Record, to json: inout JSONText) {
        json.add("kind", record.kind.word)
        json.add("scope", name(record.scope))
        json.add("document", record.document)
        json.add("line", record.line)
        addItem(record.item, to: &json)
        json.add("quantity", Int(record.quantity))
        json.add("serials", record.serials.lazy.map(\.text))
        addBatch(record.batch, to: &json)
        json.add("serial_lots", objects: record.serials) { addOwnBatch($0, of: record, to: &$1) }
        if record.kind == .order || record.kind == .copy { json.add("status", record.status.word) }
        json.add("at", record.at)
        json.add("shipped_at", record.shippedAt)
        json.add("shipped_quantity", record.shippedQuantity >= 0 ? Int(record.shippedQuantity) : nil)
        json.add("updated_at", record.updatedAt)
        if record.kind == .despatch { json.add("purpose", record.purpose.word) }
        json.add("channel", name(record.channel))
        if record.kind == .order || record.kind == .copy || record.kind == .return {
            json.add("stock", record.stock.word)
        }
        json.add("reference", record.reference)
        if record.kind == .return { json.add("disposition", record.disposition.word) }
        if record.kind == .adjustment { json.add("action", record.action.word) }
        json.add("void", flag: record.isVoid)
        json.add("buyer") { addBuyer(record.buyer, to: &$0) }
        json.add("definition", source(record.file)?.format ?? "")
        json.add("record", Int(record.number))
        json.add("line_number", Int(record.lineNumber))
    }

    private func addItem(_ id: Int32, to json: inout JSONText) {
        var parts = FieldParts(name(id))
        let (sku, supplierPart, gtin) = (parts.next(), parts.next(), parts.next())
        json.add("sku", sku.isEmpty ? (supplierPart.isEmpty ? gtin : supplierPart) : sku)
        json.add("gtin", gtin)
        json.add("supplier_part", supplierPart)
    }

    private func addBatch(_ id: Int32, to json: inout JSONText) {
        var parts = FieldParts(name(id))
        json.add("lot", parts.next())
        json.add("expiry", parts.next())
    }

    /// Lot and expiry of a serial that has others than its line.
    private func addOwnBatch(_ serial: ListedSerial, of record: Record, to json: inout JSONText) {
        guard serial.batch >= 0, serial.batch != record.batch else { return }
        json.add("serial", serial.text)
        addBatch(serial.batch, to: &json)
    }

    private func addBuyer(_ index: Int32, to json: inout JSONText) {
        if index >= 0 { addBuyer(store.buyers[Int(index)], to: &json) }
    }

    private func addBuyer(_ buyer: Text, to json: inout JSONText) {
        var parts = FieldParts(buyer)
        for field in BuyerField.allCases { json.add(field.key, parts.next()) }
    }

    private func add(_ identity: Identity, to json: inout JSONText) {
        json.add("kind", RecordKind.identity.word)
        json.add("serial", identity.serial)
        json.add("also", identity.also)
        json.add("definition", source(identity.file)?.format ?? "")
        json.add("record", Int(identity.number))
    }

    private func add(_ notice: NoticeRecord, to json: inout JSONText) {
        json.add("kind", notice.kind.word)
        json.add("campaign", notice[.campaign])
        json.add("serial", notice[.serial])
        json.add("sku", notice[.sku])
        json.add("brand", notice[.brand])
        json.add("category", notice[.category])
        json.add("country", notice[.country])
        json.add("at", notice.at)
        json.add("purchased_at", notice.purchasedAt)
        json.add("change", notice.change?.word ?? "")
        json.add("months", notice.months.map { Int($0) })
        json.add("starts", notice[.starts].description.split(separator: ";").map(String.init))
        json.add("legal_months", notice.legalMonths.map { Int($0) })
        json.add("resale", notice.resale?.word ?? "")
        json.add("replacement", notice.replacement?.word ?? "")
        json.add("new_serial", notice[.newSerial])
        json.add("reason", notice[.reason])
        json.add("reference", notice[.reference])
        json.add("remedy", notice[.remedy])
        json.add("channel", notice[.channel])
        json.add("document", notice[.document])
        json.add("line", notice[.line])
        json.add("wave", notice[.wave])
        json.add("possibly", notice[.possibly])
        json.add("registration", notice[.registration])
        json.add("band", notice[.band])
        json.add("buyer") { addBuyer(notice.person, to: &$0) }
        json.add("definition", source(notice.file)?.format ?? "")
        json.add("record", Int(notice.number))
        json.add("line_number", Int(notice.lineNumber))
    }

    private func add(_ entry: CatalogueEntry, to json: inout JSONText) {
        json.add("kind", FormatKind.catalogue.rawValue)
        json.add("sku", entry.sku)
        json.add("name", entry.name)
        json.add("gtin", entry.gtin)
        json.add("supplier_parts", entry.supplierParts)
        json.add("aliases", entry.aliases)
        json.add("serials", entry.serials.word)
        json.add("identifier", entry.identifier)
        json.add("warranty_months", entry.warrantyMonths)
        json.add("safety_stock", entry.safetyStock)
        json.add("brand", entry.brand)
        json.add("category", entry.category)
        json.add("components", entry.components.map { "\($0.sku)*\($0.count)" })
        json.add("definition", source(entry.file)?.format ?? "")
        json.add("line_number", entry.lineNumber)
    }

    private func add(_ reject: Reject, to json: inout JSONText) {
        json.add("reject") { json in
            json.add("file", source(reject.file)?.file ?? "")
            json.add("record", reject.record)
            json.add("line", reject.line > 0 ? reject.line : nil)
            json.add("field", reject.field)
            json.add("value", reject.value)
            json.add("problem", reject.problem)
        }
    }
}

/// The parts of a text that are joined by U+001F, one after the other; empty ones behind the last.
private struct FieldParts {
    private var rest: Text

    init(_ text: Text) { rest = text }

    mutating func next() -> Text {
        let end = rest.bytes.firstIndex(of: 0x1F) ?? rest.count
        defer { rest = rest.dropFirst(end + 1) }
        return Text(base: rest.base, count: end)
    }
}
