internal import StockModel

/// Makes records of the rows of one file and adds them to the store.
///
/// Works on bytes: what a row gives is looked up, parsed and copied once into the store's arenas; nothing is allocated
/// for a row beyond that. A struct that one owner changes in place, so that its many small states cost no checks.
struct RecordBuilder {
    private let map: ColumnMap
    private let store: RecordStore
    private let file: Int32
    let quantities: QuantityParser
    private let slots: RecordSlots
    private var values: RecordValues
    private var buyers: BuyerBuilder?
    private var prices: PriceReader?

    private var stores: RecentWord<Text>?
    private var serials: RowSerials
    private var scopes = ShortNames()
    private var items = ShortNames()
    /// Room for joined identifiers.
    private let scratch = ByteScratch()
    /// The channel where the row names none.
    private let defaultChannel: Text

    private var kinds = RecentWord(Words<FormatKind>(FormatKind.recordKinds.map { ($0.rawValue, $0) }))
    private var statuses = RecentWord(
        Words<LineStatus>([("open", .open), ("cancelled", .cancelled), ("canceled", .cancelled), ("shipped", .shipped)])
    )
    private var stocks = RecentWord(Words<StockOwner>([("house", .house), ("other", .other)]))
    private var dispositions = RecentWord(
        Words<Disposition>([
            ("quarantine", .quarantine), ("resaleable", .resaleable), ("resalable", .resaleable), ("scrap", .scrap),
            ("repair", .repair),
        ]))
    private var actions = RecentWord(Words<AdjustmentAction>(AdjustmentAction.allCases.map { ($0.word, $0) }))
    private var purposes = RecentWord(
        Words<NoticePurpose>([("original", .original), ("replace", .replace), ("cancel", .cancel)]))
    private var flags = RecentWord(
        Words<Bool>([
            ("yes", true), ("true", true), ("1", true), ("void", true), ("no", false), ("false", false), ("0", false),
        ]))

    init(_ map: ColumnMap, store: RecordStore, file: Int32, dates: DateReader, source: SourceRules) {
        self.map = map
        self.store = store
        self.file = file
        quantities = QuantityParser(decimalSeparator: map.format.decimalSeparator)
        slots = RecordSlots(map)
        values = RecordValues(map, quantities: quantities, dates: dates, arena: store.arena)
        buyers = map.buyer.isEmpty ? nil : BuyerBuilder(map, store: store, quantities: quantities)
        prices = PriceReader(map)
        serials = RowSerials(map, slots, store: store, quantities: quantities, scan: source.scan)
        defaultChannel = store.arena.store(source.channel)
        if !source.stores.isEmpty {
            let arena = store.arena
            let channels = source.stores.sorted { $0.key < $1.key }.map { (word: $0.key, value: arena.store($0.value)) }
            stores = RecentWord(Words<Text>(channels))
        }
    }

    /// How dates were read.
    var dates: DateReader { values.dates }

    /// Prices that could not be read.
    var unreadPrices: UnreadPrices { prices?.unread ?? UnreadPrices() }

    /// Adds the record of a row.
    ///
    /// - Parameters:
    ///   - number: 1-based number of the record in its file.
    ///   - lineNumber: 1-based number of its first line.
    mutating func add(_ row: RowCells, number: Int, lineNumber: Int) throws(RowProblem) {
        guard let record = try record(of: row, number: number, lineNumber: lineNumber) else { return }
        store.append(record)
        serials.identifiers?.append(to: store, file: file, number: record.number)
        store.settle()
    }

    /// Adds a record for each line that a row is: all of them or, where one cannot be taken, none.
    ///
    /// - Returns: how many.
    mutating func addLines(of row: RowCells, number: Int, lineNumber: Int) throws(RowProblem) -> Int {
        guard let lines = map.lines else { return 0 }
        var records: [Record] = []
        // What is known of its lines' units counts for none of a row that is rejected.
        serials.identifiers?.removeAll()
        _ = try lines.forEach(of: row, wanted: map.ownColumns) { (line: RowCells) throws(RowProblem) in
            if let record = try record(of: line, number: number, lineNumber: lineNumber) { records.append(record) }
        }
        for record in records { store.append(record) }
        if let record = records.first { serials.identifiers?.append(to: store, file: file, number: record.number) }
        store.settle()
        return records.count
    }

    @inline(__always)
    private mutating func record(of row: RowCells, number: Int, lineNumber: Int) throws(RowProblem) -> Record? {
        let kind = try kind(of: row)
        guard let recordKind = kind.recordKind else { return nil }
        let scope = try scope(of: row, kind)
        let purpose = kind == .despatch ? try values.word(slots.purpose, row, &purposes, .purpose) : nil
        // A supplier's own part numbers are looked for among his first; what takes a notice back names no goods.
        let item = try item(
            of: row, supplier: kind == .despatch ? scope : .none, isRequired: purpose != .cancel)
        var record = Record(kind: recordKind, scope: id(ofScope: scope), channel: Names.none, item: item)
        record.purpose = purpose ?? .original
        record.file = file
        record.number = Int32(clamping: number)
        record.lineNumber = Int32(clamping: lineNumber)
        try setTexts(&record, row, kind)
        record.at = try values.time(slots.at, row, isRequired: kind != .fulfilment)
        record.shippedAt = try values.time(slots.shippedAt, row, isRequired: kind == .fulfilment)
        record.updatedAt = try values.time(slots.updatedAt, row, isRequired: false)
        record.batch = try batch(of: row)
        if slots.serials.isGiven { try serials.set(&record, row, values) }
        if slots.units.isGiven { try setUnits(&record, row) }
        try setQuantities(&record, row, kind)
        try setWords(&record, row, kind)
        if kind.hasBuyers {
            record.price = prices?.read(row, map, of: record, quantities) ?? .none
            record.buyer = try buyers?.add(row) ?? -1
        }
        record.route(scope: Text(base: scope.baseAddress, count: scope.count))
        return record
    }

    /// Which document a row is of, and which article in it, where its line is counted by that; nil for others.
    func place(of row: RowCells) -> WaitingRows.Place? {
        let text = { (slot: FieldSlot) -> String? in
            guard slot.isGiven else { return "" }
            let value = try? map.value(slot, row, quantities)
            return value.map { SpreadsheetDamage.isRounded($0.bytes) ? nil : $0.bytes.text } ?? nil
        }
        switch map.kind {
        case .despatch, .order, .copy, .return, .adjustment: guard text(slots.line) == "" else { return nil }
        // A fulfilment's serials tell it from others.
        case .fulfilment: guard text(slots.serials) == "" else { return nil }
        case .opening, .identity, .catalogue, .registration, .watched, .warrantyTerm, .warrantyChange, .remedied,
            .told:
            return nil
        }
        guard let document = text(slots.document), !document.isEmpty else { return nil }
        let parts = [text(slots.sku), text(slots.supplierPart), text(slots.gtin)]
        let isKnown = !parts.contains(nil) && parts.contains { $0 != "" }
        return WaitingRows.Place(
            document: document, item: isKnown ? parts.map { $0 ?? "" }.joined(separator: "\u{1F}") : "")
    }

    /// Looks at the dates of a row for what they say about day and month.
    func survey(_ row: RowCells, _ survey: inout DateSurvey) {
        for slot in [slots.at, slots.shippedAt, slots.updatedAt, slots.expiry] {
            guard let value = try? map.value(slot, row, quantities) else { continue }
            if let order = values.dates.evidence(value.bytes) { survey.note(order) }
        }
    }
}

// MARK: - The parts of a record

extension RecordBuilder {
    private mutating func kind(of row: RowCells) throws(RowProblem) -> FormatKind {
        guard slots.kind.isGiven else { return map.kind }
        return kinds(try map.value(slots.kind, row, quantities).bytes) ?? map.kind
    }

    private mutating func scope(of row: RowCells, _ kind: FormatKind) throws(RowProblem) -> Bytes {
        switch kind {
        case .opening, .adjustment, .identity, .catalogue, .registration, .watched, .warrantyTerm, .warrantyChange,
            .remedied, .told:
            return .none
        case .order, .fulfilment, .return:
            if let channel = try channelOfStore(row) { return channel }
        case .despatch, .copy: break
        }
        let name = try values.identifier(slots.scope, row)
        if kind == .despatch { return name }
        // Of a copy it is the tool; everything else can name its channel as another system does.
        if name.count > 0 { return kind == .copy ? name : channel(named: name) }
        // What a fulfilment or return names no channel for may be of any channel.
        if defaultChannel.count == 0, kind == .order || kind == .copy {
            throw values.missing(slots.scope, kind == .copy ? "tool" : "channel", "Write which one the row comes from.")
        }
        return defaultChannel.bytes
    }

    /// The channel that a name stands for; the name itself where `stores` does not have it.
    private mutating func channel(named name: Bytes) -> Bytes {
        guard stores != nil else { return name }
        return stores?(name)?.bytes ?? name
    }

    /// The channel that `stores` has for what the row calls its store; nil where it has none.
    private mutating func channelOfStore(_ row: RowCells) throws(RowProblem) -> Bytes? {
        guard stores != nil, slots.store.isGiven else { return nil }
        let name = try values.identifier(slots.store, row)
        return name.count > 0 ? stores?(name)?.bytes : nil
    }

    private mutating func id(ofScope name: Bytes) -> Int32 {
        guard let short = ShortText(name) else { return store.names.id(of: name) }
        if let known = scopes[short] { return known }
        let id = store.names.id(of: name)
        scopes.insert(short, id: id)
        return id
    }

    /// - Parameters:
    ///   - supplier: whose part numbers these are; none where that is not known.
    ///   - isRequired: whether a row must name its goods.
    private mutating func item(
        of row: RowCells, supplier: Bytes, isRequired: Bool
    ) throws(RowProblem) -> Int32 {
        let sku = try values.identifier(slots.sku, row)
        let part = try values.identifier(slots.supplierPart, row)
        let gtin = try values.identifier(slots.gtin, row)
        if part.count + gtin.count + supplier.count == 0, sku.count > 0, let short = ShortText(sku) {
            if let known = items[short] { return known }
            let id = joined(sku, part, gtin, supplier)
            items.insert(short, id: id)
            return id
        }
        guard sku.count + part.count + gtin.count > 0 || !isRequired else {
            let slot = slots.sku.isGiven ? slots.sku : (slots.supplierPart.isGiven ? slots.supplierPart : slots.gtin)
            throw values.missing(slot, "SKU", "Give the article a SKU and export again.")
        }
        return joined(sku, part, gtin, supplier)
    }

    /// The id of identifiers as `ItemIdentifiers` joins them.
    private func joined(_ sku: Bytes, _ part: Bytes, _ gtin: Bytes, _ supplier: Bytes) -> Int32 {
        scratch.removeAll()
        scratch.append(sku)
        scratch.append(0x1F)
        scratch.append(part)
        scratch.append(0x1F)
        scratch.append(gtin)
        scratch.append(0x1F)
        scratch.append(supplier)
        return store.names.id(of: scratch.bytes(0..<scratch.count))
    }

    private mutating func setTexts(
        _ record: inout Record, _ row: RowCells, _ kind: FormatKind
    ) throws(RowProblem) {
        if kind == .opening {
            let word: StaticString = "opening"
            let document = Bytes(start: word.utf8Start, count: word.utf8CodeUnitCount)
            return record.setTexts(document: document, line: .none, reference: .none, in: store.recordArena)
        }
        let document = try values.identifier(slots.document, row)
        guard document.count > 0 else {
            throw values.missing(slots.document, "number", "Every row must say which document it belongs to.")
        }
        let line = try values.identifier(slots.line, row)
        let reference = try values.identifier(slots.reference, row)
        record.setTexts(document: document, line: line, reference: reference, in: store.recordArena)
    }

    private mutating func batch(of row: RowCells) throws(RowProblem) -> Int32 {
        guard slots.lot.isGiven || slots.expiry.isGiven else { return -1 }
        let lot = try values.identifier(slots.lot, row)
        let day = try values.time(slots.expiry, row, isRequired: false)
        return id(ofLot: lot, expiry: day)
    }

    /// The id of a lot with its expiry; −1 where there is neither.
    private mutating func id(ofLot lot: Bytes, expiry day: Timestamp) -> Int32 {
        guard lot.count > 0 || !day.isAbsent else { return -1 }
        scratch.removeAll()
        scratch.append(lot)
        scratch.append(0x1F)
        day.appendDay(to: scratch)
        return store.names.id(of: scratch.bytes(0..<scratch.count))
    }

    /// Serials that each have a lot or expiry of their own, or signs in them that would separate serials elsewhere: a
    /// list of objects in JSON, taken as it stands.
    private mutating func setUnits(_ record: inout Record, _ row: RowCells) throws(RowProblem) {
        let value = try map.value(slots.units, row, quantities)
        guard value.bytes.count > 0 else { return }
        guard let items = JSONItems.read(value.bytes) else { throw wrong(units: value, "This is no such list.") }
        var listed = Array(record.serials)
        for item in items {
            let parts = Dictionary(item, uniquingKeysWith: { first, _ in first })
            guard let serial = parts["serial"], !serial.isEmpty else {
                throw wrong(units: value, "One of its units has no serial.")
            }
            guard serial.utf8.count <= TextCleaning.longest else { throw wrong(units: value, TextCleaning.tooLong) }
            let expiry = parts["expiry"] ?? ""
            guard expiry.isEmpty || Timestamp(iso8601: expiry) != nil else {
                throw wrong(units: value, "The expiry \(expiry) is no date such as 2027-01-31.")
            }
            let batch = id(
                ofLot: store.arena.store(parts["lot"] ?? "").bytes, expiry: Timestamp(iso8601: expiry) ?? .absent)
            listed.append(ListedSerial(text: store.recordArena.store(serial), batch: batch))
        }
        listed.withUnsafeBufferPointer { record.serials = store.recordArena.store(list: $0) }
    }

    private func wrong(units value: CellValue, _ problem: String) -> RowProblem {
        RowProblem(
            column: map.name(value.column), value: value.bytes,
            "\(problem) Write units as [{\"serial\": \"A1\", \"lot\": \"L7\", \"expiry\": \"2027-01-31\"}].")
    }

    private mutating func setQuantities(
        _ record: inout Record, _ row: RowCells, _ kind: FormatKind
    ) throws(RowProblem) {
        if let value = try values.number(slots.quantity, row) {
            record.quantity = value
        } else if kind == .fulfilment {
            record.isQuantityCounted = true
            record.quantity = max(1, Int32(clamping: record.serials.count))
        } else if !slots.quantity.isGiven {
            record.quantity = 1
        } else {
            throw values.missing(slots.quantity, "quantity", "Write how many whole units there are.")
        }
        record.shippedQuantity = try values.number(slots.shippedQuantity, row) ?? -1
    }

    private mutating func setWords(_ record: inout Record, _ row: RowCells, _ kind: FormatKind) throws(RowProblem) {
        switch kind {
        case .order, .copy:
            record.status = try values.word(slots.status, row, &statuses, .status) ?? .open
            record.stock = try values.word(slots.stock, row, &stocks, .stock) ?? .house
            if kind == .copy { try setChannel(&record, row) }
        case .return:
            record.disposition = try values.word(slots.disposition, row, &dispositions, .disposition) ?? .quarantine
            record.stock = try values.word(slots.stock, row, &stocks, .stock) ?? .house
        case .adjustment: record.action = try values.word(slots.action, row, &actions, .action) ?? .found
        case .fulfilment: record.isVoid = try values.word(slots.void, row, &flags, .void) ?? false
        case .opening, .despatch, .identity, .catalogue, .registration, .watched, .warrantyTerm, .warrantyChange,
            .remedied, .told:
            break
        }
    }

    /// The channel that a copy names: what `stores` says of the store comes first.
    private mutating func setChannel(_ record: inout Record, _ row: RowCells) throws(RowProblem) {
        if let channel = try channelOfStore(row) {
            record.channel = store.names.id(of: channel)
        } else if slots.channel.isGiven {
            let name = try values.identifier(slots.channel, row)
            if name.count > 0 { record.channel = store.names.id(of: channel(named: name)) }
        }
    }
}
