internal import StockModel

/// Makes catalogue entries of the rows of one file. What concerns several entries, such as one name that leads to two of
/// them, is checked when all catalogues are read.
final class CatalogueBuilder {
    private let map: ColumnMap
    private let store: RecordStore
    private let file: Int32
    private let quantities: QuantityParser
    private let list: SerialCell
    private let policies = Words<SerialPolicy>([("required", .required), ("optional", .optional), ("none", .none)])
    private static let identifiers = ["any", "imei", "meid", "vin", "gs1"]

    init(_ map: ColumnMap, store: RecordStore, file: Int32) {
        self.map = map
        self.store = store
        self.file = file
        quantities = QuantityParser(decimalSeparator: map.format.decimalSeparator)
        // A name may hold a comma, so only serials are split there.
        list = SerialCell(separators: ";\n\r")
    }

    func add(_ row: RowCells, lineNumber: Int) throws(RowProblem) {
        let sku = try text(.sku, row)
        guard !sku.isEmpty else { throw problem(.sku, row, "The SKU is missing. Every row needs one.") }
        var entry = CatalogueEntry(sku: sku)
        entry.file = file
        entry.lineNumber = lineNumber
        entry.name = try text(.name, row)
        entry.gtin = try text(.gtin, row)
        entry.supplierParts = try texts(.supplierParts, row)
        entry.aliases = try texts(.aliases, row)
        entry.serials = try policy(row)
        entry.identifier = try identifier(row)
        entry.warrantyMonths = try number(.warrantyMonths, row)
        entry.safetyStock = try number(.safetyStock, row) ?? 0
        entry.brand = try text(.brand, row)
        entry.category = try text(.category, row)
        entry.components = try components(row)
        store.append(entry)
    }

    private func text(_ field: FormatField, _ row: RowCells) throws(RowProblem) -> String {
        let value = try bytes(field, row)
        if SpreadsheetDamage.isRounded(value) { throw problem(field, row, SpreadsheetDamage.problem) }
        if value.count > TextCleaning.longest { throw problem(field, row, TextCleaning.tooLong) }
        return TextCleaning.cleaned(value)
    }

    private func texts(_ field: FormatField, _ row: RowCells) throws(RowProblem) -> [String] {
        let value = try bytes(field, row)
        var texts: [String] = []
        var isRounded = false
        list.forEach(in: value) { part in
            let plain = TextCleaning.unprotected(part)
            if SpreadsheetDamage.isRounded(plain) { isRounded = true }
            texts.append(TextCleaning.cleaned(plain))
        }
        if isRounded { throw problem(field, row, SpreadsheetDamage.problem) }
        return texts
    }

    private func policy(_ row: RowCells) throws(RowProblem) -> SerialPolicy {
        let value = try bytes(.serialPolicy, row)
        guard value.count > 0 else { return .optional }
        guard let policy = policies[value] else {
            var problem = UnknownWord.problem(
                column: column(.serialPolicy, row), value: value, known: "required, optional, none")
            problem.text += NearestWord.hint(value.text, among: ["required", "optional", "none"])
            throw problem
        }
        return policy
    }

    private func identifier(_ row: RowCells) throws(RowProblem) -> String {
        let written = try text(.identifier, row)
        if written.isEmpty { return "any" }
        let lowered = written.lowercased()
        if Self.identifiers.contains(lowered) { return lowered }
        guard lowered.hasPrefix("pattern:"), written.utf8.count > 8 else {
            throw problem(
                .identifier, row,
                "The word is not known here. Write one of these: any, imei, meid, vin, gs1, or pattern: and a pattern."
                    + NearestWord.hint(lowered, among: Self.identifiers))
        }
        return written
    }

    private func number(_ field: FormatField, _ row: RowCells) throws(RowProblem) -> Int? {
        switch quantities.parse(try bytes(field, row)) {
        case .value(let number): return Int(number)
        case .absent: return nil
        case .negative: throw problem(field, row, "The number is negative; write 0 or more.")
        default: throw problem(field, row, "This is no whole number; write digits only.")
        }
    }

    private func components(_ row: RowCells) throws(RowProblem) -> [KitComponent] {
        let value = try bytes(.components, row)
        var components: [KitComponent] = []
        var isWrong = false
        list.forEach(in: value) { part in
            // The count stands behind the last `*`, because a SKU may hold one.
            let star = part.lastIndex(of: UInt8(ascii: "*"))
            let sku = TextCleaning.cleaned(part.part(0..<(star ?? part.count)))
            let count = star.map { quantities.parse(part.part(($0 + 1)..<part.count)).number } ?? 1
            guard let count, count >= 1, !sku.isEmpty else {
                isWrong = true
                return
            }
            components.append(KitComponent(sku: sku, count: Int(count)))
        }
        if isWrong {
            throw problem(.components, row, "Write the components as SKU*n;SKU*n, each n a whole number from 1.")
        }
        return components
    }

    private func bytes(_ field: FormatField, _ row: RowCells) throws(RowProblem) -> Bytes {
        try map[field]?.value(in: row, quantities: quantities).bytes ?? .none
    }

    private func column(_ field: FormatField, _ row: RowCells) -> String { map.name(map[field]?.column ?? -1) }

    private func problem(_ field: FormatField, _ row: RowCells, _ text: String) -> RowProblem {
        let value = (try? bytes(field, row)) ?? .none
        return RowProblem(column: column(field, row), value: value, text)
    }
}
