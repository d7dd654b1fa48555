internal import StockModel

/// Reads the serials of a cell that names units alone: of identities, and of what only notices need.
struct SerialTexts {
    private let map: ColumnMap
    private let quantities: QuantityParser
    private let list: SerialCell
    private let scan: LabelScan?

    init(_ map: ColumnMap, quantities: QuantityParser, scan: LabelScan?) {
        self.map = map
        self.quantities = quantities
        self.scan = scan
        list = SerialCell(separators: map.format.listSeparators)
    }

    /// The serials of a field, in their order; none where it is empty.
    func read(_ field: FormatField, _ row: RowCells) throws(RowProblem) -> [String] {
        guard let rule = map[field] else { return [] }
        let cell = try rule.value(in: row, quantities: quantities)
        var values: [String] = []
        var wrong: String?
        if cell.bytes.count > 1, cell.bytes[0] == UInt8(ascii: "["), let items = JSONItems.read(cell.bytes) {
            // As in a column of units: signs in them that would separate serials elsewhere.
            return items.flatMap { $0.filter { $0.name == "serial" && !$0.value.isEmpty }.map(\.value) }
        }
        list.forEach(in: cell.bytes) { part in
            let value = TextCleaning.unprotected(part)
            if SpreadsheetDamage.isRounded(value) { wrong = SpreadsheetDamage.problem }
            if value.count > TextCleaning.longest { wrong = TextCleaning.tooLong }
            guard let scan else { return values.append(TextCleaning.cleaned(value)) }
            do throws(ScanProblem) {
                values += try scan.serials(in: value).map { String(decoding: $0, as: UTF8.self) }
            } catch {
                wrong = error.text
            }
        }
        if let wrong { throw RowProblem(column: map.name(cell.column), value: cell.bytes, wrong) }
        return values.filter { !$0.isEmpty }
    }

    /// What the file calls the column of a field.
    func column(_ field: FormatField) -> String { map.name(map[field]?.column ?? -1) }
}
