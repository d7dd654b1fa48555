import StockMatching
import StockModel
import StockTestSupport

@testable import StockPipeline

/// Folds a plain world in memory, without files: every document is a file of its own.
struct PlainWorldFolding {
    let world: PlainWorld
    var workers = 1
    var partitions = 4

    /// The outcome of the production folds, in the plain form of the reference matcher.
    func outcome() throws -> PlainOutcome {
        let names = Names()
        let stores = (0..<max(1, workers)).map { _ in RecordStore(partitions: partitions, names: names) }
        for (index, document) in world.documents.enumerated() {
            let store = stores[index % stores.count]
            for (row, record) in document.records.enumerated() {
                append(record, file: Int32(index), number: Int32(row + 1), to: store)
            }
        }
        let skus = try SKUTable(entries: world.catalogue.map(Self.entry), names: names.texts)
        let tables = FoldTables(
            rules: try Self.rules(world.rules), skus: skus, names: names.texts,
            identities: stores.flatMap(\.identities))
        let context = tables.makeContext()
        let folding = Folding(
            context: context, workers: Workers(count: workers), partitions: partitions, files: world.documents.count)
        let folded = folding.fold(stores) { _ in }
        return withExtendedLifetime((tables, folded.retained)) { plain(folded, context, names) }
    }

    // MARK: Into the model

    static func rules(_ plain: PlainRules) throws -> Rules {
        var rules = Rules(businessDay: try time(plain.businessDate).day)
        rules.serialScope = SerialScope(rawValue: plain.serialScope) ?? .auto
        rules.dropHyphens = plain.dropHyphens
        rules.keepsCase = plain.keepCase
        rules.placeholders = plain.placeholders
        rules.staleOpenDays = plain.staleOpenDays
        rules.dropsStaleOpen = plain.dropStaleOpen
        return rules
    }

    static func entry(_ plain: PlainCatalogueEntry) -> CatalogueEntry {
        var entry = CatalogueEntry(sku: plain.sku)
        entry.name = plain.name
        entry.gtin = plain.gtin ?? ""
        entry.supplierParts = plain.supplierParts
        entry.aliases = plain.aliases
        entry.serials = plain.serials == "required" ? .required : plain.serials == "none" ? .none : .optional
        entry.identifier = plain.identifier
        entry.safetyStock = plain.safetyStock ?? 0
        entry.components = plain.components.map { KitComponent(sku: $0.sku, count: $0.count) }
        return entry
    }

    struct BadTime: Error { let text: String }

    static func time(_ text: String?) throws(BadTime) -> Timestamp {
        guard let text, !text.isEmpty else { return .absent }
        guard let time = Timestamp(iso8601: text) else { throw BadTime(text: text) }
        return time
    }

    private func append(_ plain: PlainRecord, file: Int32, number: Int32, to store: RecordStore) {
        if plain.kind == .identity {
            for also in plain.also {
                store.append(
                    Identity(serial: plain.serials.first?.text ?? "", also: also, file: file, number: number))
            }
            return
        }
        let kinds: [PlainRecord.Kind: RecordKind] = [
            .opening: .opening, .despatch: .despatch, .order: .order, .copy: .copy, .fulfilment: .fulfilment,
            .return: .return, .adjustment: .adjustment,
        ]
        guard let kind = kinds[plain.kind] else { return }
        let item = ItemIdentifiers(
            sku: plain.sku ?? "", supplierPart: plain.supplierPart ?? "", gtin: plain.gtin ?? "",
            supplier: kind == .despatch ? plain.scope : "")
        var record = Record(
            kind: kind, scope: id(plain.scope, store), channel: id(plain.channel ?? "", store),
            item: id(item.joined, store))
        record.setTexts(
            document: store.arena.store(kind == .opening ? "opening" : plain.document).bytes,
            line: store.arena.store(kind == .opening ? "" : plain.line ?? "").bytes,
            reference: store.arena.store(plain.reference ?? "").bytes, in: store.arena)
        record.quantity = Int32(plain.quantity ?? 1)
        record.isQuantityCounted = kind == .fulfilment && plain.quantity == nil
        record.batch = batch(plain.lot, plain.expiry, store)
        let listed = plain.serials.map { serial in
            ListedSerial(text: store.arena.store(serial.text), batch: batch(serial.lot, serial.expiry, store))
        }
        record.serials = listed.withUnsafeBufferPointer { store.arena.store(list: $0) }
        record.status = plain.status == "shipped" ? .shipped : plain.status == "cancelled" ? .cancelled : .open
        record.purpose = plain.purpose == "replace" ? .replace : plain.purpose == "cancel" ? .cancel : .original
        record.stock = plain.stock == "other" ? .other : .house
        record.at = (try? Self.time(plain.at)) ?? .absent
        record.shippedAt = (try? Self.time(plain.shippedAt)) ?? .absent
        record.updatedAt = (try? Self.time(plain.updatedAt)) ?? .absent
        record.shippedQuantity = Int32(plain.shippedQuantity ?? -1)
        record.isVoid = plain.void
        for disposition in Disposition.allCases where "\(disposition)" == plain.disposition {
            record.disposition = disposition
        }
        for action in AdjustmentAction.allCases where action.word == plain.action { record.action = action }
        record.file = file
        record.number = number
        record.route(scope: store.arena.store(plain.scope))
        store.append(record)
    }

    private func batch(_ lot: String?, _ expiry: String?, _ store: RecordStore) -> Int32 {
        lot == nil && expiry == nil ? -1 : id("\(lot ?? "")\u{1F}\(expiry ?? "")", store)
    }

    private func id(_ name: String, _ store: RecordStore) -> Int32 {
        var copy = name
        return copy.withUTF8 { store.names.id(of: $0) }
    }

    // MARK: Out of the model

    private func plain(_ folded: Folding.Outcome, _ context: FoldContext, _ names: Names) -> PlainOutcome {
        var outcome = PlainOutcome()
        outcome.stockBySKU = [
            "sku,name,opening,received,returned,adjusted,shipped,on_hand,committed,available,oversold,safety_stock,"
                + "blocked,sellable,units_in_stock,units_reserved,units_quarantined,units_away,inbound,variance"
        ]
        for row in folded.stock { outcome.stockBySKU.append(Self.text(row)) }
        for list in folded.units.joined() {
            for index in 0..<list.count {
                let unit = list[index]
                outcome.units.append(
                    PlainUnit(
                        sku: context[unit.sku].name.description, serial: unit.serial.description,
                        place: unit.place.word))
            }
        }
        outcome.units.sort()
        for index in 0..<folded.findings.count {
            let finding = folded.findings[index]
            outcome.findings.append(
                PlainFinding(
                    kind: finding.kind.rawValue, sku: finding.sku, serial: finding.serial,
                    quantity: finding.quantity.map(String.init) ?? "", party: finding.party,
                    document: finding.document, line: finding.line))
        }
        outcome.findings.sort()
        outcome.quality = folded.quality.sums(names).filter { !$0.counts.isZero }.map { sum in
            let counts = sum.counts
            let numbers = [
                counts.received, counts.returned, counts.defective, counts.invalid, counts.duplicate,
                counts.mismatched,
            ]
            return "\(sum.supplier),\(sum.lot)," + numbers.map(String.init).joined(separator: ",")
        }.sorted(by: inByteOrder)
        outcome.cameBack = folded.stock.compactMap { row in
            row.figures.flatMap { $0.cameBack == 0 ? nil : "\(row.sku),\($0.cameBack)" }
        }.sorted(by: inByteOrder)
        return outcome
    }

    private static func text(_ row: StockRow) -> String {
        guard let figures = row.figures else {
            return
                ([CSVText.cell(row.sku), CSVText.cell(row.name)] + Array(repeating: "", count: 11) + [
                    String(row.sellable)
                ]
                + Array(repeating: "", count: 6)).joined(separator: ",")
        }
        let numbers = [
            figures.opening, figures.received, figures.returned, figures.adjusted, figures.shipped, figures.onHand,
            figures.committed, figures.available, figures.oversold, row.safetyStock, figures.blocked, row.sellable,
            figures.unitsInStock, figures.unitsReserved, figures.unitsQuarantined, figures.unitsAway, figures.inbound,
        ]
        return
            ([CSVText.cell(row.sku), CSVText.cell(row.name)] + numbers.map(String.init) + [
                row.variance.map(String.init) ?? ""
            ])
            .joined(separator: ",")
    }
}
