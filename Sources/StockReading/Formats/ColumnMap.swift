internal import StockModel

/// A format bound to the header of one file: which column of it fills which field.
final class ColumnMap {
    let format: FormatDefinition
    let kind: FormatKind
    /// The header's names as written.
    let names: [String]
    /// Number of columns, without empty ones at the end of the header.
    let width: Int
    /// The columns whose cells are looked at, and a few behind the last, to see whether a longer row has more than empty
    /// cells there.
    let wanted: [Bool]
    /// Columns whose names the format does not know.
    let unknown: [String]

    let skips: [(condition: BoundCondition, reason: String)]
    let rejections: [(condition: BoundCondition, reason: String)]
    let inheritance: InheritedCells?
    /// How a row is several lines; nil where it is one.
    let lines: RowLines?
    /// The columns of the file that rules look at, for `lines`.
    let ownColumns: [Int]
    /// The names of a line's parts, and the index of the first of them: behind all cells that a row can have.
    private let parts: [String]
    private let firstPart: Int
    private let rules: [FormatField: BoundRule]
    /// The rules that slots refer to.
    private let complex: [BoundRule]
    private let slots: [FormatField: FieldSlot]
    let buyer: [(field: BuyerField, rule: BoundRule)]
    /// Memory of the rules' constants.
    private let constants = Arena()

    /// How many cells beyond the header a row may have if they are empty.
    static let tolerated = 64

    /// Binds `format`, which must not be refused, to a header.
    ///
    /// - Throws: why a file with this header cannot be read.
    init(
        _ format: FormatDefinition, kind: FormatKind, names header: ColumnNames, capturesBuyers: Bool
    ) throws(RowProblem) {
        self.format = format
        self.kind = kind
        names = header.written
        let names = names
        width = (names.lastIndex { !$0.isEmpty } ?? -1) + 1
        var columns: [String: Int] = [:]
        var duplicates: Set<String> = []
        for (index, name) in header.known.enumerated() where !name.isEmpty {
            let folded = FoldedName.fold(name)
            if columns[folded] != nil { duplicates.insert(folded) } else { columns[folded] = index }
        }
        var wanted = Array(repeating: false, count: width)
        let parts = format.lines == nil ? [] : Self.parts(of: format)
        let firstPart = names.count + Self.tolerated
        for (index, part) in parts.enumerated() { columns[FoldedName.fold(part)] = firstPart + index }
        (self.parts, self.firstPart) = (parts, firstPart)
        let buyerRules = capturesBuyers ? format.buyer : [:]
        let fields = format.fields.filter { !FormatField.prices.contains($0.key) }
        var used = Set(fields.values.flatMap(\.columns) + buyerRules.values.flatMap(\.columns))
        used.formUnion((format.skips + format.rejections).flatMap(\.condition.columns))
        used.formUnion((format.inheritance?.key ?? []) + (format.inheritance?.source?.columns ?? []))
        for field in FormatField.prices {
            for name in format.fields[field]?.columns ?? [] where !used.contains(name) {
                // No file is refused for a price: where it is not clear which column it is, none is read.
                if duplicates.contains(FoldedName.fold(name)) { columns[FoldedName.fold(name)] = nil }
            }
        }
        for field in FormatField.prices { used.formUnion(format.fields[field]?.columns ?? []) }
        let known = columns
        let find = { (name: String) -> Int in known[FoldedName.fold(name)] ?? -1 }
        for name in used.sorted() {
            let index = find(name)
            guard index >= 0, index < width else { continue }
            if duplicates.contains(FoldedName.fold(name)) {
                throw RowProblem(
                    column: name,
                    "The header has the column \"\(name)\" twice, so it is not clear which one counts. Leave one out.")
            }
            wanted[index] = true
        }
        ownColumns = wanted.indices.filter { wanted[$0] }
        if let rule = format.lines {
            let bound = try RowLines(
                rule, parts: parts.map { String($0.dropFirst(LinesRule.prefix.count)) }, names: names, base: firstPart)
            for column in bound.columns where column < width { wanted[column] = true }
            lines = bound
        } else {
            lines = nil
        }
        let constants = self.constants
        skips = format.skips.map { (BoundCondition($0.condition, index: find), $0.reason) }
        rejections = format.rejections.map { (BoundCondition($0.condition, index: find), $0.reason) }
        let inherited = (format.inheritance?.columns ?? []).map(find).filter { $0 >= 0 && wanted[$0] }
        let key = (format.inheritance?.key ?? []).map(find).filter { $0 >= 0 }
        inheritance = format.inheritance.flatMap { rule in
            key.isEmpty
                ? nil : InheritedCells(rule, key: key, columns: inherited, width: names.count, index: find)
        }
        let rules = format.fields.mapValues { BoundRule($0, index: find, constants: constants) }
        var complex: [BoundRule] = []
        var slots: [FormatField: FieldSlot] = [:]
        for (field, rule) in rules where !rule.isVoid {
            var slot = FieldSlot(column: Int32(rule.column))
            if !rule.isPlain {
                slot.rule = Int32(complex.count)
                complex.append(rule)
            }
            slots[field] = slot
        }
        (self.rules, self.complex, self.slots) = (rules, complex, slots)
        buyer = BuyerField.allCases.compactMap { field in
            buyerRules[field].map { (field, BoundRule($0, index: find, constants: constants)) }
        }
        let expected = Set(format.columns.map { FoldedName.fold($0) })
        unknown =
            format.ignored == nil
            ? []
            : zip(names, header.known).filter { !$0.isEmpty && !expected.contains(FoldedName.fold($1)) }.map(\.0)
        self.wanted = wanted + Array(repeating: true, count: Self.tolerated)
        for field in kind.required {
            let sources = format.fields[field]?.sources ?? []
            guard !sources.isEmpty, sources.allSatisfy({ find($0) < 0 }), !isGiven(field) else { continue }
            throw RowProblem(
                column: sources[0],
                "The column \"\(sources.joined(separator: "\" or \""))\" is missing; without it there is no "
                    + "`\(field.rawValue)`. Export the file with that column.")
        }
    }

    /// Whether something else than the field's own rule can give its value.
    private func isGiven(_ field: FormatField) -> Bool {
        switch field {
        case .scope: !format.channel.isEmpty
        case .sku: format.fields[.supplierPart] != nil || format.fields[.gtin] != nil
        case .at: kind == .registration && slots[.purchasedAt] != nil
        default: false
        }
    }

    /// The rule of a field; nil where the format has none.
    subscript(_ field: FormatField) -> BoundRule? { rules[field] }

    /// Where a field is found.
    func slot(_ field: FormatField) -> FieldSlot { slots[field] ?? FieldSlot() }

    /// The value at a slot in a row; none where it is empty.
    @inline(__always)
    func value(_ slot: FieldSlot, _ row: RowCells, _ quantities: QuantityParser) throws(RowProblem) -> CellValue {
        if slot.column >= 0 {
            let cell = row.value(Int(slot.column))
            if cell.count > 0 || slot.rule < 0 { return CellValue(bytes: cell, column: Int(slot.column)) }
        }
        return slot.rule < 0 ? .none : try complex[Int(slot.rule)].value(in: row, quantities: quantities)
    }

    /// The cell in which every match of a pattern is a value, and the pattern; nil for other slots.
    func matches(_ slot: FieldSlot, _ row: RowCells) -> (cell: Bytes, pattern: TextPattern)? {
        slot.rule < 0 ? nil : complex[Int(slot.rule)].matches(in: row)
    }

    /// Columns that no rule looks at, as the file calls them.
    var unread: [String] { zip(names, wanted).filter { !$0.isEmpty && !$1 }.map(\.0) }

    /// What the file calls a column.
    func name(_ column: Int) -> String {
        if column >= firstPart { return parts[column - firstPart] }
        return column >= 0 && column < names.count ? names[column] : ""
    }

    /// The columns in whose text serials stand behind captions; nil for other slots.
    func texts(_ slot: FieldSlot) -> (columns: [Int], firstRow: Bool)? {
        slot.rule < 0 ? nil : complex[Int(slot.rule)].texts
    }

    /// The parts of lines that rules look at, by the names that they give them.
    private static func parts(of format: FormatDefinition) -> [String] {
        var parts: [String] = []
        for name in format.columns.sorted() where name.hasPrefix(LinesRule.prefix) && !parts.contains(name) {
            parts.append(name)
        }
        return parts
    }
}
