internal import StockModel

/// Makes records of the rows of one file and adds them to the store.
///
/// Works on bytes: what a row gives is looked up, parsed and copied once into the store's arena; nothing is allocated
/// for a row beyond that.
final class RecordBuilder {
    private let map: ColumnMap
    private let store: RecordStore
    private let file: Int32
    let quantities: QuantityParser
    private let serialCell: SerialCell
    private(set) var dates: DateReader

    private let kind: BoundRule?
    private let scope: BoundRule?
    private let document: BoundRule?
    private let line: BoundRule?
    private let sku: BoundRule?
    private let supplierPart: BoundRule?
    private let gtin: BoundRule?
    private let quantity: BoundRule?
    private let serials: BoundRule?
    private let lot: BoundRule?
    private let expiry: BoundRule?
    private let status: BoundRule?
    private let at: BoundRule?
    private let shippedAt: BoundRule?
    private let shippedQuantity: BoundRule?
    private let updatedAt: BoundRule?
    private let channel: BoundRule?
    private let stock: BoundRule?
    private let reference: BoundRule?
    private let disposition: BoundRule?
    private let action: BoundRule?
    private let void: BoundRule?

    /// The channel where the row names none.
    private let defaultChannel: Text
    /// Room for the values of one row that are put together or cleaned.
    private let scratch = ByteScratch()
    private var listed: [ListedSerial] = []
    private let statuses = Words<LineStatus>([
        ("open", .open), ("cancelled", .cancelled), ("canceled", .cancelled), ("shipped", .shipped),
    ])
    private let stocks = Words<StockOwner>([("house", .house), ("other", .other)])
    private let dispositions = Words<Disposition>([
        ("quarantine", .quarantine), ("resaleable", .resaleable), ("resalable", .resaleable), ("scrap", .scrap),
        ("repair", .repair),
    ])
    private let actions = Words<AdjustmentAction>(AdjustmentAction.allCases.map { ($0.word, $0) })
    private let flags = Words<Bool>([
        ("yes", true), ("true", true), ("1", true), ("void", true), ("no", false), ("false", false), ("0", false),
    ])
    private let kinds = Words<FormatKind>(FormatKind.recordKinds.map { ($0.rawValue, $0) })

    /// - Parameters:
    ///   - channel: the channel where the row names none.
    init(_ map: ColumnMap, store: RecordStore, file: Int32, dates: DateReader, channel: String) {
        self.map = map
        self.store = store
        self.file = file
        self.dates = dates
        quantities = QuantityParser(decimalSeparator: map.format.decimalSeparator)
        serialCell = SerialCell(separators: map.format.listSeparators)
        defaultChannel = store.arena.store(channel)
        kind = map[.kind]
        scope = map[.scope]
        document = map[.document]
        line = map[.line]
        sku = map[.sku]
        supplierPart = map[.supplierPart]
        gtin = map[.gtin]
        quantity = map[.quantity]
        serials = map[.serials]
        lot = map[.lot]
        expiry = map[.expiry]
        status = map[.status]
        at = map[.at]
        shippedAt = map[.shippedAt]
        shippedQuantity = map[.shippedQuantity]
        updatedAt = map[.updatedAt]
        self.channel = map[.channel]
        stock = map[.stock]
        reference = map[.reference]
        disposition = map[.disposition]
        action = map[.action]
        void = map[.void]
    }

    /// Adds the record of a row.
    ///
    /// - Parameters:
    ///   - number: 1-based number of the record in its file.
    ///   - lineNumber: 1-based number of its first line.
    func add(_ row: RowCells, number: Int, lineNumber: Int) throws(RowProblem) {
        scratch.removeAll()
        let rowKind = try kind(of: row)
        guard let recordKind = rowKind.recordKind else { return }
        let scopeName = try scopeName(of: row, rowKind)
        var record = Record(
            kind: recordKind, scope: store.names.id(of: scopeName), channel: Names.none, item: try item(of: row))
        record.file = file
        record.number = Int32(clamping: number)
        record.lineNumber = Int32(clamping: lineNumber)
        try setTexts(&record, row, rowKind)
        try setTimes(&record, row, rowKind)
        try setSerials(&record, row)
        try setQuantities(&record, row, rowKind)
        switch rowKind {
        case .order, .copy:
            record.status = try word(status, statuses, row, required: true, "open, cancelled, shipped") ?? .open
            record.stock = try word(stock, stocks, row, "house, other") ?? .house
            if rowKind == .copy { record.channel = store.names.id(of: try identifier(channel, row)) }
            record.buyer = try buyer(of: row)
        case .return:
            record.disposition =
                try word(disposition, dispositions, row, "quarantine, resaleable, scrap, repair") ?? .quarantine
            record.stock = try word(stock, stocks, row, "house, other") ?? .house
        case .adjustment:
            let known = AdjustmentAction.allCases.map(\.word).joined(separator: ", ")
            record.action = try word(action, actions, row, required: true, known) ?? .found
        case .fulfilment:
            record.isVoid = try word(void, flags, row, "yes, no") ?? false
        case .opening, .identity, .catalogue: break
        }
        record.route(scope: Text(base: scopeName.baseAddress, count: scopeName.count))
        store.append(record)
    }

    /// Looks at the dates of a row for what they say about day and month.
    func survey(_ row: RowCells, _ survey: inout DateSurvey) {
        for rule in [at, shippedAt, updatedAt, expiry] {
            guard let rule, let value = try? rule.value(in: row, quantities: quantities) else { continue }
            if let order = dates.evidence(value.bytes) { survey.note(order) }
        }
    }
}

// MARK: - The parts of a record

extension RecordBuilder {
    private func kind(of row: RowCells) throws(RowProblem) -> FormatKind {
        guard let kind else { return map.kind }
        let value = try kind.value(in: row, quantities: quantities)
        return kinds[value.bytes] ?? map.kind
    }

    private func scopeName(of row: RowCells, _ kind: FormatKind) throws(RowProblem) -> Bytes {
        switch kind {
        case .opening, .adjustment, .identity, .catalogue: return .none
        case .order, .copy, .fulfilment, .return: break
        }
        let name = try identifier(scope, row)
        if name.count > 0 { return name }
        // What a fulfilment or return names no channel for may be of any channel.
        if defaultChannel.count == 0, kind == .order || kind == .copy {
            throw missing(scope, kind == .copy ? "tool" : "channel", "Write which one the row comes from.")
        }
        return defaultChannel.bytes
    }

    private func item(of row: RowCells) throws(RowProblem) -> Int32 {
        let skuText = try identifier(sku, row)
        let part = try identifier(supplierPart, row)
        let number = try identifier(gtin, row)
        guard skuText.count + part.count + number.count > 0 else {
            throw missing(sku ?? supplierPart ?? gtin, "SKU", "Give the article a SKU and export again.")
        }
        let start = scratch.append(skuText).lowerBound
        scratch.append(0x1F)
        scratch.append(part)
        scratch.append(0x1F)
        scratch.append(number)
        scratch.append(0x1F)
        return store.names.id(of: scratch.bytes(start..<scratch.count))
    }

    private func setTexts(_ record: inout Record, _ row: RowCells, _ kind: FormatKind) throws(RowProblem) {
        if kind == .opening {
            let word: StaticString = "opening"
            record.setTexts(
                document: Bytes(start: word.utf8Start, count: word.utf8CodeUnitCount), line: .none, reference: .none,
                in: store.arena)
            return
        }
        let number = try identifier(document, row)
        guard number.count > 0 else {
            throw missing(document, "number", "Every row must say which document it belongs to.")
        }
        record.setTexts(
            document: number, line: try identifier(line, row), reference: try identifier(reference, row),
            in: store.arena)
    }

    private func setTimes(_ record: inout Record, _ row: RowCells, _ kind: FormatKind) throws(RowProblem) {
        record.at = try time(at, row, required: kind != .fulfilment)
        record.shippedAt = try time(shippedAt, row, required: kind == .fulfilment)
        record.updatedAt = try time(updatedAt, row, required: false)
    }

    private func setSerials(_ record: inout Record, _ row: RowCells) throws(RowProblem) {
        record.batch = try batch(of: row)
        guard let serials else { return }
        listed.removeAll(keepingCapacity: true)
        if let (cell, pattern) = serials.matches(in: row) {
            guard cell.count > 0 else { return }
            pattern.forEachMatch(in: cell) { listed.append(ListedSerial(text: store.arena.store($0))) }
        } else {
            let value = try serials.value(in: row, quantities: quantities)
            guard value.bytes.count > 0 else { return }
            let name = map.name(value.column)
            do {
                try serialCell.forEach(in: value.bytes) { part in try addSerial(part, name) }
            } catch let problem as RowProblem { throw problem } catch { return }
        }
        listed.withUnsafeBufferPointer { record.serials = store.arena.store(list: $0) }
    }

    private func addSerial(_ part: Bytes, _ column: String) throws {
        let serial = TextCleaning.unprotected(part)
        if SpreadsheetDamage.isRounded(serial) {
            throw RowProblem(column: column, value: serial, SpreadsheetDamage.problem)
        }
        guard serial.count <= TextCleaning.longest else {
            throw RowProblem(column: column, value: serial, TextCleaning.tooLong)
        }
        listed.append(ListedSerial(text: store.arena.store(serial)))
    }

    private func batch(of row: RowCells) throws(RowProblem) -> Int32 {
        guard lot != nil || expiry != nil else { return -1 }
        let lotText = try identifier(lot, row)
        let day = try time(expiry, row, required: false)
        guard lotText.count > 0 || !day.isAbsent else { return -1 }
        let start = scratch.append(lotText).lowerBound
        scratch.append(0x1F)
        day.appendDay(to: scratch)
        return store.names.id(of: scratch.bytes(start..<scratch.count))
    }

    private func setQuantities(_ record: inout Record, _ row: RowCells, _ kind: FormatKind) throws(RowProblem) {
        if let value = try number(quantity, row) {
            record.quantity = value
        } else if quantity == nil || kind == .fulfilment {
            // One unit where nothing else is said; a fulfilment's serials say it.
            record.quantity = kind == .fulfilment ? max(1, Int32(clamping: record.serials.count)) : 1
        } else {
            throw missing(quantity, "quantity", "Write how many whole units there are.")
        }
        record.shippedQuantity = try number(shippedQuantity, row) ?? -1
    }

    private func buyer(of row: RowCells) throws(RowProblem) -> Int32 {
        guard !map.buyer.isEmpty else { return -1 }
        let start = scratch.count
        var last = 0
        var isEmpty = true
        for (field, rule) in map.buyer {
            while last < field.rawValue {
                scratch.append(0x1F)
                last += 1
            }
            let before = scratch.count
            try appendBuyerField(field, rule, row)
            if scratch.count > before { isEmpty = false }
        }
        guard !isEmpty else { return -1 }
        while last < BuyerField.allCases.count - 1 {
            scratch.append(0x1F)
            last += 1
        }
        store.buyers.append(store.arena.store(scratch.bytes(start..<scratch.count)))
        return Int32(clamping: store.buyers.count - 1)
    }

    private func appendBuyerField(_ field: BuyerField, _ rule: BoundRule, _ row: RowCells) throws(RowProblem) {
        if field == .consent {
            // What somebody agreed to is yes or no; anything else is no agreement.
            guard let value = try? rule.value(in: row, quantities: quantities), value.bytes.count > 0 else { return }
            scratch.append(flags[value.bytes] == true ? BuyerConsent.yes : BuyerConsent.no)
            return
        }
        let value = try rule.value(in: row, quantities: quantities)
        let text = value.column >= 0 && rule.column >= 0 ? row.freeText(value.column) : value.bytes
        _ = TextCleaning.appendCollapsed(text, to: scratch)
    }
}

/// The two words of consent.
private enum BuyerConsent {
    static var yes: Bytes { bytes("yes") }
    static var no: Bytes { bytes("no") }

    private static func bytes(_ word: StaticString) -> Bytes {
        Bytes(start: word.utf8Start, count: word.utf8CodeUnitCount)
    }
}

// MARK: - Values

extension RecordBuilder {
    /// An identifier or name: cleaned, short enough, and not rounded by a spreadsheet.
    private func identifier(_ rule: BoundRule?, _ row: RowCells) throws(RowProblem) -> Bytes {
        guard let rule else { return .none }
        let value = try rule.value(in: row, quantities: quantities)
        let text = value.bytes
        guard text.count > 0 else { return text }
        // A rounded number begins with a digit and holds a plus sign; most identifiers are through after one look.
        if text[0].isDigit, SpreadsheetDamage.isRounded(text) {
            throw RowProblem(column: map.name(value.column), value: text, SpreadsheetDamage.problem)
        }
        if text.count > TextCleaning.longest {
            throw RowProblem(column: map.name(value.column), value: text, TextCleaning.tooLong)
        }
        if TextCleaning.isClean(text) { return text }
        // Kept in the arena, because scratch may move before the record is made.
        let cleaned = TextCleaning.appendCollapsed(text, to: scratch)
        defer { scratch.truncate(to: cleaned.lowerBound) }
        return store.arena.store(scratch.bytes(cleaned)).bytes
    }

    private func time(_ rule: BoundRule?, _ row: RowCells, required: Bool) throws(RowProblem) -> Timestamp {
        guard let rule else { return .absent }
        let value = try rule.value(in: row, quantities: quantities)
        let reading = dates.read(value.bytes)
        switch reading {
        case .value(let timestamp): return timestamp
        case .absent where !required: return .absent
        default: throw RowProblem(column: map.name(value.column), value: value.bytes, reading.problem)
        }
    }

    private func number(_ rule: BoundRule?, _ row: RowCells) throws(RowProblem) -> Int32? {
        guard let rule else { return nil }
        let value = try rule.value(in: row, quantities: quantities)
        switch quantities.parse(value.bytes) {
        case .value(let number): return number
        case .absent: return nil
        case let wrong: throw RowProblem(column: map.name(value.column), value: value.bytes, wrong.problem)
        }
    }

    private func word<Value>(
        _ rule: BoundRule?, _ words: Words<Value>, _ row: RowCells, required: Bool = false,
        _ known: @autoclosure () -> String
    ) throws(RowProblem) -> Value? {
        guard let rule else { return nil }
        var value = BoundRule.Value.none
        do {
            value = try rule.value(in: row, quantities: quantities)
        } catch {
            var named = error
            if named.column.isEmpty { named.column = map.name(rule.column) }
            throw named
        }
        if let meaning = words[value.bytes] { return meaning }
        if value.bytes.count == 0 {
            guard required else { return nil }
            throw RowProblem(column: map.name(value.column), "The cell is empty. Write one of these: \(known()).")
        }
        throw UnknownWord.problem(column: map.name(value.column), value: value.bytes, known: known())
    }

    private func missing(_ rule: BoundRule?, _ what: String, _ remedy: String) -> RowProblem {
        RowProblem(column: map.name(rule?.column ?? -1), "The \(what) is missing. \(remedy)")
    }
}
