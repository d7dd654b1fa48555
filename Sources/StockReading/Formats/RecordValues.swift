internal import StockModel

/// Reads single values of a row: identifiers, times, numbers and words, or says why one cannot be taken.
struct RecordValues {
    private let map: ColumnMap
    private let quantities: QuantityParser
    private let arena: Arena
    private(set) var dates: DateReader

    init(_ map: ColumnMap, quantities: QuantityParser, dates: DateReader, arena: Arena) {
        self.map = map
        self.quantities = quantities
        self.dates = dates
        self.arena = arena
    }

    /// An identifier or name: cleaned, short enough, and not rounded by a spreadsheet. Valid as long as the row.
    @inline(__always)
    func identifier(_ slot: FieldSlot, _ row: RowCells) throws(RowProblem) -> Bytes {
        guard slot.isGiven else { return .none }
        let value = try map.value(slot, row, quantities)
        return value.bytes.count == 0 ? .none : try checked(value)
    }

    private func checked(_ value: CellValue) throws(RowProblem) -> Bytes {
        let text = value.bytes
        // A rounded number begins with a digit; most identifiers are through after one look.
        if text[0].isDigit, SpreadsheetDamage.isRounded(text) {
            throw RowProblem(column: map.name(value.column), value: text, SpreadsheetDamage.problem)
        }
        if text.count > TextCleaning.longest {
            throw RowProblem(column: map.name(value.column), value: text, TextCleaning.tooLong)
        }
        if TextCleaning.isPlain(text) || TextCleaning.isClean(text) { return text }
        let scratch = ByteScratch(capacity: text.count)
        return arena.store(scratch.bytes(TextCleaning.appendCollapsed(text, to: scratch))).bytes
    }

    /// A time; absent where the cell is empty and need not be filled.
    @inline(__always)
    mutating func time(_ slot: FieldSlot, _ row: RowCells, isRequired: Bool) throws(RowProblem) -> Timestamp {
        guard slot.isGiven else { return .absent }
        let value = try map.value(slot, row, quantities)
        if value.bytes.count == 0 && !isRequired { return .absent }
        let reading = dates.read(value.bytes)
        guard case .value(let timestamp) = reading else {
            throw RowProblem(column: map.name(value.column), value: value.bytes, reading.problem)
        }
        return timestamp
    }

    /// A whole number; nil where the cell is empty.
    @inline(__always)
    func number(_ slot: FieldSlot, _ row: RowCells) throws(RowProblem) -> Int32? {
        guard slot.isGiven else { return nil }
        let value = try map.value(slot, row, quantities)
        if value.bytes.count == 0 { return nil }
        let quantity = quantities.parse(value.bytes)
        guard case .value(let number) = quantity else {
            throw RowProblem(column: map.name(value.column), value: value.bytes, quantity.problem)
        }
        return number
    }

    /// What a word means; nil where the cell is empty and need not be filled.
    @inline(__always)
    func word<Value>(
        _ slot: FieldSlot, _ row: RowCells, _ words: inout RecentWord<Value>, _ field: FormatField
    ) throws(RowProblem) -> Value? {
        guard slot.isGiven else { return nil }
        let value = try map.value(slot, row, quantities)
        if value.bytes.count == 0, !map.kind.required.contains(field) { return nil }
        if let meaning = words(value.bytes) { return meaning }
        throw unknownWord(value, field)
    }

    private func unknownWord(_ value: CellValue, _ field: FormatField) -> RowProblem {
        let known = field.meanings.joined(separator: ", ")
        let column = map.name(value.column)
        if value.bytes.count == 0 {
            return RowProblem(column: column, "The cell is empty. Write one of these: \(known).")
        }
        return UnknownWord.problem(column: column, value: value.bytes, known: known)
    }

    /// Why a row without a value that it needs is rejected.
    func missing(_ slot: FieldSlot, _ what: String, _ remedy: String) -> RowProblem {
        RowProblem(column: map.name(Int(slot.column)), "The \(what) is missing. \(remedy)")
    }
}
