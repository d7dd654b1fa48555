internal import StockModel

/// A value, and the column it came from (−1 for a constant).
struct CellValue {
    var bytes: Bytes
    var column: Int

    static var none: CellValue { CellValue(bytes: .none, column: -1) }
}

/// A field's rule bound to the columns of one file.
struct BoundRule {
    /// The one column that the value comes from; −1 where it takes more to tell.
    private(set) var column = -1
    private let details: Details?

    /// Whether the value is the cell of `column` as it is, and nothing else.
    var isPlain: Bool { details == nil }

    /// Whether its values are cells as they are.
    var isCell: Bool { details?.isCell ?? true }

    /// Whether it never has a value, because the file has none of its columns.
    var isVoid: Bool { details?.isVoid ?? false }

    /// - Parameters:
    ///   - index: the column of a name, −1 where the file has none.
    ///   - constants: where constants live as long as the rule.
    init(_ rule: FieldRule, index: (String) -> Int, constants: Arena) {
        if case .columns(let names) = rule.origin {
            let present = names.map(index).filter { $0 >= 0 }
            if present.count == 1, rule.extraction == nil, rule.words.isEmpty { column = present[0] }
        }
        details =
            column >= 0 && rule.fallback == nil ? nil : Details(rule, index: index, constants: constants)
    }

    /// The value of the field in a row; none where it is empty.
    func value(in row: RowCells, quantities: QuantityParser) throws(RowProblem) -> CellValue {
        if column >= 0 {
            let cell = row.value(column)
            if cell.count > 0 || details == nil { return CellValue(bytes: cell, column: column) }
        }
        return try details?.value(in: row, quantities: quantities) ?? .none
    }

    /// The columns in whose text serials stand behind captions, and whether only those of a document's first row count;
    /// nil for other rules.
    var texts: (columns: [Int], firstRow: Bool)? {
        if let details, case .text(let columns, let firstRow) = details.origin { return (columns, firstRow) }
        return nil
    }

    /// The whole cell of the first filled column, and the pattern of which every match is a value; nil for other rules.
    func matches(in row: RowCells) -> (cell: Bytes, pattern: TextPattern)? {
        guard let details, let extraction = details.extraction, case .columns(let columns) = details.origin else {
            return nil
        }
        for column in columns {
            let cell = row.value(column)
            if cell.count > 0 { return (cell, extraction) }
        }
        return (.none, extraction)
    }
}

extension BoundRule {
    /// What it takes beyond one plain column.
    fileprivate final class Details {
        enum Origin {
            case constant(Bytes)
            case columns([Int])
            case joined([Int])
            case text([Int], firstRow: Bool)
            case cases([(condition: BoundCondition?, rule: BoundRule)])
        }

        let origin: Origin
        let extraction: TextPattern?
        private let words: Words<Int>?
        private let meanings: [Bytes]
        private let knownWords: String
        /// What the format calls the columns, by column.
        private let labels: [Int: String]
        private let fallback: Bytes?
        /// Room for joined cells.
        private let scratch: ByteScratch?

        init(_ rule: FieldRule, index: (String) -> Int, constants: Arena) {
            labels = Dictionary(rule.columns.map { (index($0), $0) }, uniquingKeysWith: { first, _ in first })
            switch rule.origin {
            case .constant(let text): origin = .constant(constants.store(text).bytes)
            case .columns(let names): origin = .columns(names.map(index).filter { $0 >= 0 })
            case .joined(let names):
                // A part of a name or of a SKU would be another one.
                let columns = names.map(index)
                origin = .joined(columns.contains { $0 < 0 } ? [] : columns)
            case .text(let names, let firstRow):
                origin = .text(names.map(index).filter { $0 >= 0 }, firstRow: firstRow)
            case .cases(let cases):
                origin = .cases(
                    cases.map { each in
                        let condition = each.condition.map { BoundCondition($0, index: index) }
                        return (condition, BoundRule(each.rule, index: index, constants: constants))
                    })
            }
            if case .joined = rule.origin { scratch = ByteScratch(capacity: 256) } else { scratch = nil }
            extraction = rule.extraction
            meanings = rule.words.map { constants.store($0.meaning).bytes }
            words = rule.words.isEmpty ? nil : Words(rule.words.enumerated().map { ($1.word, $0) })
            knownWords = rule.words.map(\.word).joined(separator: ", ")
            fallback = rule.fallback.map { constants.store($0).bytes }
        }

        var isCell: Bool {
            if case .columns = origin { return extraction == nil && words == nil }
            return false
        }

        var isVoid: Bool {
            switch origin {
            case .columns(let columns), .joined(let columns): return columns.isEmpty && fallback == nil
            case .text(let columns, _): return columns.isEmpty
            case .constant, .cases: return false
            }
        }

        func value(in row: RowCells, quantities: QuantityParser) throws(RowProblem) -> CellValue {
            var value = try unrefined(row, quantities)
            if let extraction, value.bytes.count > 0 { value.bytes = extraction.firstMatch(in: value.bytes) ?? .none }
            if let words, value.bytes.count > 0 {
                guard let meaning = words[value.bytes] else {
                    throw UnknownWord.problem(
                        column: labels[value.column] ?? "", value: value.bytes, known: knownWords)
                }
                value.bytes = meanings[meaning]
            }
            if value.bytes.count == 0, let fallback { return CellValue(bytes: fallback, column: -1) }
            return value
        }

        private func unrefined(_ row: RowCells, _ quantities: QuantityParser) throws(RowProblem) -> CellValue {
            switch origin {
            case .constant(let bytes): return CellValue(bytes: bytes, column: -1)
            case .columns(let columns):
                for column in columns {
                    let cell = row.value(column)
                    if cell.count > 0 { return CellValue(bytes: cell, column: column) }
                }
                return CellValue(bytes: .none, column: columns.first ?? -1)
            case .joined(let columns): return CellValue(bytes: joined(columns, row), column: columns.first ?? -1)
            case .text: return .none
            case .cases(let cases):
                for (condition, rule) in cases where condition?.holds(row, quantities: quantities) ?? true {
                    return try rule.value(in: row, quantities: quantities)
                }
                return .none
            }
        }

        /// What the columns hold, with blanks between; valid until the next call.
        private func joined(_ columns: [Int], _ row: RowCells) -> Bytes {
            guard let scratch else { return .none }
            scratch.removeAll()
            for column in columns {
                let cell = row.freeText(column)
                if cell.count > 0, scratch.count > 0 { scratch.append(0x20) }
                scratch.append(cell)
            }
            return scratch.bytes(0..<scratch.count)
        }
    }
}

/// A word that a field or a format does not know.
enum UnknownWord {
    static func problem(column: String = "", value: Bytes, known: String) -> RowProblem {
        RowProblem(
            column: column, value: value,
            "The word is not known here. Write one of these: \(known).")
    }
}
