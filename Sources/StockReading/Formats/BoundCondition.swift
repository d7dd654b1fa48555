/// A condition bound to the columns of one file.
indirect enum BoundCondition {
    case all([BoundCondition])
    case any([BoundCondition])
    case not(BoundCondition)
    case filled([Int])
    case empty([Int])
    case equals([Int], Words<Bool>)
    case text([Int], FoldedTexts, anywhere: Bool)
    case matches([Int], TextPattern)
    case above([Int], BoundLimit)
    case below([Int], BoundLimit)

    enum BoundLimit {
        case number(Int32)
        case column(Int)
    }

    /// - Parameter index: the column of a name, −1 where the file has none.
    init(_ condition: Condition, index: (String) -> Int) {
        func indices(_ columns: [String]) -> [Int] { columns.map(index) }
        func limit(_ limit: Condition.Limit) -> BoundLimit {
            switch limit {
            case .number(let number): .number(number)
            case .column(let name): .column(index(name))
            }
        }
        switch condition {
        case .all(let parts): self = .all(parts.map { BoundCondition($0, index: index) })
        case .any(let parts): self = .any(parts.map { BoundCondition($0, index: index) })
        case .not(let part): self = .not(BoundCondition(part, index: index))
        case .filled(let columns): self = .filled(indices(columns))
        case .empty(let columns): self = .empty(indices(columns))
        case .test(let columns, .equals(let texts)):
            self = .equals(indices(columns), Words(texts.map { ($0, true) }))
        case .test(let columns, .begins(let texts)):
            self = .text(indices(columns), FoldedTexts(texts), anywhere: false)
        case .test(let columns, .contains(let texts)):
            self = .text(indices(columns), FoldedTexts(texts), anywhere: true)
        case .test(let columns, .matches(let pattern)): self = .matches(indices(columns), pattern)
        case .test(let columns, .above(let bound)): self = .above(indices(columns), limit(bound))
        case .test(let columns, .below(let bound)): self = .below(indices(columns), limit(bound))
        }
    }

    /// Whether it holds for a row. A cell that is no number is neither above nor below anything.
    func holds(_ row: RowCells, quantities: QuantityParser) -> Bool {
        switch self {
        case .all(let parts): return parts.allSatisfy { $0.holds(row, quantities: quantities) }
        case .any(let parts): return parts.contains { $0.holds(row, quantities: quantities) }
        case .not(let part): return !part.holds(row, quantities: quantities)
        case .filled(let columns): return columns.allSatisfy { row.value($0).count > 0 }
        case .empty(let columns): return columns.allSatisfy { row.value($0).count == 0 }
        case .equals(let columns, let words):
            let cell = Self.first(columns, row)
            return cell.count > 0 && words[cell] != nil
        case .text(let columns, let texts, let anywhere):
            let cell = Self.first(columns, row)
            return cell.count > 0 && (anywhere ? texts.occurIn(cell) : texts.begin(cell))
        case .matches(let columns, let pattern): return pattern.matches(Self.first(columns, row))
        case .above(let columns, let limit):
            guard let (value, bound) = Self.numbers(columns, limit, row, quantities) else { return false }
            return value > bound
        case .below(let columns, let limit):
            guard let (value, bound) = Self.numbers(columns, limit, row, quantities) else { return false }
            return value < bound
        }
    }

    private static func first(_ columns: [Int], _ row: RowCells) -> Bytes {
        for column in columns {
            let cell = row.value(column)
            if cell.count > 0 { return cell }
        }
        return .none
    }

    private static func numbers(
        _ columns: [Int], _ limit: BoundLimit, _ row: RowCells, _ quantities: QuantityParser
    ) -> (Int32, Int32)? {
        guard let value = quantities.parse(first(columns, row)).number else { return nil }
        switch limit {
        case .number(let number): return (value, number)
        case .column(let column): return quantities.parse(row.value(column)).number.map { (value, $0) }
        }
    }
}

/// Texts that a cell may begin with or contain, compared without regard to ASCII case, white space, `_` and `-`.
struct FoldedTexts {
    private let texts: [[UInt8]]

    init(_ texts: [String]) {
        self.texts = texts.map { text in
            text.utf8.filter { !Self.isSkipped($0) }.map(\.lowered)
        }
    }

    /// Whether the cell begins with one of the texts.
    func begin(_ cell: Bytes) -> Bool { texts.contains { Self.occurs($0, in: cell, at: 0) } }

    /// Whether one of the texts stands anywhere in the cell.
    func occurIn(_ cell: Bytes) -> Bool {
        texts.contains { text in cell.indices.contains { Self.occurs(text, in: cell, at: $0) } }
    }

    private static func occurs(_ text: [UInt8], in cell: Bytes, at start: Int) -> Bool {
        var matched = 0
        var index = start
        while matched < text.count {
            guard index < cell.count else { return false }
            let byte = cell[index]
            index += 1
            if isSkipped(byte) { continue }
            guard byte.lowered == text[matched] else { return false }
            matched += 1
        }
        return true
    }

    private static func isSkipped(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x5F || byte == 0x2D || byte &- 0x09 <= 4
    }
}
