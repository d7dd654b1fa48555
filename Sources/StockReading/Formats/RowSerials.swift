internal import StockModel

/// Reads the serials of a row, however the format says that they stand in it.
struct RowSerials {
    private let map: ColumnMap
    private let slot: FieldSlot
    private let quantitySlot: FieldSlot
    private let store: RecordStore
    private let quantities: QuantityParser
    private let serialCell: SerialCell
    /// The same with blanks.
    private let blankCell: SerialCell
    private let scan: LabelScan?
    /// Whether a cell of digits and letters is one unit's serial: none of them is a separator of the format.
    private let keepsPlain: Bool
    private var listed: [ListedSerial] = []
    /// Of cells that hold several identifiers of one unit; nil where each is a unit.
    var identifiers: UnitIdentifiers?

    init(_ map: ColumnMap, _ slots: RecordSlots, store: RecordStore, quantities: QuantityParser, scan: LabelScan?) {
        self.map = map
        self.store = store
        self.quantities = quantities
        self.scan = scan
        slot = slots.serials
        quantitySlot = slots.quantity
        serialCell = SerialCell(separators: map.format.listSeparators)
        blankCell = SerialCell(separators: map.format.listSeparators + " \t")
        keepsPlain = serialCell.keepsPlain && map.format.perUnit == .one && scan == nil
        if map.format.perUnit != .one { identifiers = UnitIdentifiers(map.format.perUnit) }
    }

    /// Lists the serials of a row in its record.
    mutating func set(
        _ record: inout Record, _ row: RowCells, _ values: borrowing RecordValues
    ) throws(RowProblem) {
        listed.removeAll(keepingCapacity: true)
        if map.lines == nil { identifiers?.removeAll() }
        if let (cell, pattern) = map.matches(slot, row) {
            var problem: RowProblem?
            pattern.forEachMatch(in: cell) { part in
                problem = problem ?? take(serial: part, column: Int(slot.column))
            }
            if let problem { throw problem }
        } else if let (columns, firstRow) = map.texts(slot) {
            if firstRow, row.inherited != nil { return }
            for column in columns { CaptionedSerials.forEach(in: row.raw(column)) { listFoundSerial($0) } }
        } else {
            let value = try map.value(slot, row, quantities)
            guard value.bytes.count > 0 else { return }
            if keepsPlain, value.bytes.count <= TextCleaning.longest,
                ListedSerial.isPlain(Text(base: value.bytes.baseAddress, count: value.bytes.count))
            {
                // One serial of letters and digits: nothing to split, take off or doubt.
                record.setSerial(value.bytes, in: store.recordArena)
                return
            }
            var problem: RowProblem?
            let splitter = try map.format.splitsAtBlanks ? splitter(of: value, row, values) : serialCell
            splitter.forEach(in: value.bytes) { part in
                problem = take(serial: TextCleaning.unprotected(part), column: value.column) ?? problem
            }
            if let problem { throw problem }
        }
        try identifiers?.join(&listed)
        listed.withUnsafeBufferPointer { record.serials = store.recordArena.store(list: $0) }
    }

    /// Lists a serial, or the serials that a scan names; what is wrong with it, if something is.
    @inline(__always)
    private mutating func take(serial: Bytes, column: Int) -> RowProblem? {
        if serial.count > TextCleaning.longest {
            return RowProblem(column: map.name(column), value: serial, TextCleaning.tooLong)
        }
        if SpreadsheetDamage.isRounded(serial) {
            return RowProblem(column: map.name(column), value: serial, SpreadsheetDamage.problem)
        }
        guard let scan else {
            listed.append(ListedSerial(text: store.recordArena.store(serial)))
            return nil
        }
        do throws(ScanProblem) {
            for serial in try scan.serials(in: serial) {
                listed.append(ListedSerial(text: serial.withUnsafeBufferPointer { store.recordArena.store($0) }))
            }
            return nil
        } catch {
            return RowProblem(column: map.name(column), value: serial, error.text)
        }
    }

    /// Lists a serial that was found in text, once: a note often says it twice.
    private mutating func listFoundSerial(_ serial: Bytes) {
        let isListed = listed.contains { listed in
            listed.text.count == serial.count
                && (0..<serial.count).allSatisfy { listed.text[$0].lowered == serial[$0].lowered }
        }
        if !isListed { listed.append(ListedSerial(text: store.recordArena.store(serial))) }
    }

    /// Splits a cell at blanks too, where the parts are then as many as the quantity. Without quantity nobody can tell
    /// `35 209900` from two serials.
    private func splitter(
        of value: CellValue, _ row: RowCells, _ values: borrowing RecordValues
    ) throws(RowProblem) -> SerialCell {
        let quantity = try values.number(quantitySlot, row)
        var (parts, words, numbers) = (0, 0, 0)
        serialCell.forEach(in: value.bytes) { _ in parts += 1 }
        blankCell.forEach(in: value.bytes) { word in
            words += 1
            if word.contains(where: \.isDigit) { numbers += 1 }
        }
        if let quantity { return parts != Int(quantity) && words == Int(quantity) ? blankCell : serialCell }
        guard numbers <= parts else {
            throw RowProblem(
                column: map.name(value.column), value: value.bytes,
                "This may be one serial with blanks in it or several. Separate serials by commas, or tell the quantity."
            )
        }
        return serialCell
    }
}
