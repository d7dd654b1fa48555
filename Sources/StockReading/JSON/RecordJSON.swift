package import StockModel

/// What a file was understood to say, as JSON: one object a line for each record, catalogue entry, identity and reject,
/// in the order of the file. The fields are those of `semantics.md`, section 2; absent ones are left out.
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

    /// Calls `body` with each line, without its line end.
    package func forEachLine(_ body: (String) throws -> Void) rethrows {
        var entries: [(file: Int32, number: Int, rank: Int, entry: Entry)] = []
        for list in store.partitions + [store.openings] {
            for index in 0..<list.count {
                let record = list[index]
                entries.append((record.file, Int(record.number), entries.count, .record(record)))
            }
        }
        for identity in store.identities {
            entries.append((identity.file, Int(identity.number), entries.count, .identity(identity)))
        }
        for item in store.catalogue { entries.append((item.file, item.lineNumber, entries.count, .catalogue(item))) }
        for reject in store.rejects {
            // A catalogue's entries are numbered by their lines, so its rejects have to be too.
            let isCatalogue = source(reject.file)?.kind == FormatKind.catalogue.rawValue
            let number = isCatalogue && reject.record > 0 ? reject.line : reject.record
            entries.append((reject.file, number, entries.count, .reject(reject)))
        }
        entries.sort { ($0.file, $0.number, $0.rank) < ($1.file, $1.number, $1.rank) }
        for entry in entries { try body(line(entry.entry).closed) }
    }

    private enum Entry {
        case record(Record)
        case identity(Identity)
        case catalogue(CatalogueEntry)
        case reject(Reject)
    }

    private func line(_ entry: Entry) -> JSONText {
        switch entry {
        case .record(let record): object(record)
        case .identity(let identity): object(identity)
        case .catalogue(let entry): object(entry)
        case .reject(let reject): object(reject)
        }
    }

    private func source(_ file: Int32) -> Source? {
        sources.indices.contains(Int(file)) ? sources[Int(file)] : nil
    }

    private func name(_ id: Int32) -> String { id >= 0 ? names[Int(id)].description : "" }
}

extension RecordJSON {
    private func object(_ record: Record) -> JSONText {
        let item = ItemIdentifiers(joined: names[Int(record.item)]) ?? ItemIdentifiers()
        var json = JSONText()
        json.add("kind", record.kind.word)
        json.add("scope", name(record.scope))
        json.add("document", record.document.description)
        json.add("line", record.line.description)
        json.add("sku", item.sku.isEmpty ? (item.supplierPart.isEmpty ? item.gtin : item.supplierPart) : item.sku)
        json.add("gtin", item.gtin)
        json.add("supplier_part", item.supplierPart)
        json.add("quantity", Int(record.quantity))
        json.add("serials", record.serials.map(\.text.description))
        addBatch(record.batch, to: &json)
        json.add("serial_lots", record.serials.compactMap { ownBatch($0, of: record) })
        if record.kind == .order || record.kind == .copy { json.add("status", record.status.word) }
        json.add("at", record.at.description)
        json.add("shipped_at", record.shippedAt.description)
        json.add("shipped_quantity", record.shippedQuantity >= 0 ? Int(record.shippedQuantity) : nil)
        json.add("updated_at", record.updatedAt.description)
        if record.kind == .despatch { json.add("purpose", record.purpose.word) }
        json.add("channel", name(record.channel))
        if record.kind == .order || record.kind == .copy || record.kind == .return {
            json.add("stock", record.stock.word)
        }
        json.add("reference", record.reference.description)
        if record.kind == .return { json.add("disposition", record.disposition.word) }
        if record.kind == .adjustment { json.add("action", record.action.word) }
        json.add("void", flag: record.isVoid)
        json.add("buyer", buyer(record.buyer))
        json.add("definition", source(record.file)?.format ?? "")
        json.add("record", Int(record.number))
        json.add("line_number", Int(record.lineNumber))
        return json
    }

    private func addBatch(_ id: Int32, to json: inout JSONText) {
        let parts = name(id).split(separator: "\u{1F}", maxSplits: 1, omittingEmptySubsequences: false)
        json.add("lot", parts.first.map(String.init) ?? "")
        json.add("expiry", parts.count > 1 ? String(parts[1]) : "")
    }

    /// Lot and expiry of a serial that has others than its line.
    private func ownBatch(_ serial: ListedSerial, of record: Record) -> JSONText? {
        guard serial.batch >= 0, serial.batch != record.batch else { return nil }
        var json = JSONText()
        json.add("serial", serial.text.description)
        addBatch(serial.batch, to: &json)
        return json
    }

    private func buyer(_ index: Int32) -> JSONText {
        var json = JSONText()
        guard index >= 0 else { return json }
        for (field, value) in zip(BuyerField.allCases, store.buyerFields(index)) { json.add(field.word, value) }
        return json
    }

    private func object(_ identity: Identity) -> JSONText {
        var json = JSONText()
        json.add("kind", RecordKind.identity.word)
        json.add("serial", identity.serial)
        json.add("also", identity.also)
        json.add("definition", source(identity.file)?.format ?? "")
        json.add("record", Int(identity.number))
        return json
    }

    private func object(_ entry: CatalogueEntry) -> JSONText {
        var json = JSONText()
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
        return json
    }

    private func object(_ reject: Reject) -> JSONText {
        var inner = JSONText()
        inner.add("file", source(reject.file)?.file ?? "")
        inner.add("record", reject.record)
        inner.add("line", reject.line > 0 ? reject.line : nil)
        inner.add("field", reject.field)
        inner.add("value", reject.value)
        inner.add("problem", reject.problem)
        var json = JSONText()
        json.add("reject", inner)
        return json
    }
}
