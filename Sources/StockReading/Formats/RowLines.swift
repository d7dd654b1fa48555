internal import CSVStream

/// Makes the several lines that a row is: for each the row's own cells and the parts of the line behind them.
final class RowLines {
    private enum Source {
        case packed(columns: [Int], separator: UInt8)
        /// For each line its columns and the parts they are.
        case numbered([[(column: Int, part: Int)]])
        case json(column: Int)
    }

    private let source: Source
    /// Names of parts, or their places in a packed cell, and their indices.
    private let parts: Words<Int>
    private let places: [Int: Int]
    private let partCount: Int
    /// The index of the first part's cell.
    private let base: Int
    private let scratch = ByteScratch(capacity: 1024)
    private let fields: UnsafeMutablePointer<CSVField>
    /// What the file calls the columns that the lines come from.
    private let names: [String]

    /// The columns of the file that the lines come from.
    let columns: [Int]

    /// - Parameters:
    ///   - rule: how a row is several lines.
    ///   - parts: the names of the parts that rules look at.
    ///   - names: the header's names as written.
    ///   - base: the index of the first part's cell, behind all cells that a row can have.
    /// - Throws: where the file has not the columns that the lines come from.
    init(_ rule: LinesRule, parts: [String], names: [String], base: Int) throws(RowProblem) {
        self.names = names
        self.base = base
        partCount = parts.count
        self.parts = Words(parts.enumerated().map { ($1, $0) })
        places = Dictionary(
            parts.enumerated().compactMap { part in Int(part.element).map { ($0, part.offset) } },
            uniquingKeysWith: { first, _ in first })
        switch rule {
        case .packed(let template, let separator):
            let numbered = NumberedColumns(template, names: names)
            try Self.checkGaps(numbered.numbers, template)
            columns = numbered.all.map(\.column)
            source = .packed(columns: columns, separator: separator)
        case .numbered(let template):
            let numbered = NumberedColumns(template, names: names)
            try Self.checkGaps(numbered.numbers, template)
            let folded = parts.map { FoldedName.fold($0) }
            let used = numbered.all.compactMap { each in
                folded.firstIndex(of: each.part).map { (each.number, each.column, $0) }
            }
            try Self.checkParts(used.map { ($0.0, $0.2) }, numbered.numbers, parts, template)
            columns = used.map(\.1)
            source = .numbered(
                numbered.numbers.map { number in used.filter { $0.0 == number }.map { ($0.1, $0.2) } })
        case .json(let name):
            let folded = FoldedName.fold(name)
            let column = names.firstIndex { FoldedName.fold($0) == folded } ?? -1
            columns = column >= 0 ? [column] : []
            source = .json(column: column)
        }
        fields = .allocate(capacity: base + parts.count)
    }

    deinit { fields.deallocate() }

    /// A column missing between others would be a line missing in every document.
    private static func checkGaps(_ numbers: [Int], _ template: String) throws(RowProblem) {
        guard let last = numbers.last, let gap = (1...max(1, last)).first(where: { !numbers.contains($0) }) else {
            return
        }
        let name = template.replacing(LinesRule.number, with: "\(gap)")
        throw RowProblem(column: name, "The column \"\(name)\" is missing, and with it lines. Export all columns.")
    }

    /// A part missing of one line would be looked for in another column.
    private static func checkParts(
        _ used: [(number: Int, part: Int)], _ numbers: [Int], _ parts: [String], _ template: String
    ) throws(RowProblem) {
        for part in Set(used.map(\.part)).sorted() {
            guard let gap = numbers.first(where: { number in !used.contains { $0 == (number, part) } }) else {
                continue
            }
            let name = template.replacing(LinesRule.number, with: "\(gap)").replacing("*", with: parts[part])
            throw RowProblem(column: name, "The column \"\(name)\" is missing. Export all columns.")
        }
    }

    /// Calls `body` with each line of a row, in order; its cells are valid until it returns.
    ///
    /// - Parameter wanted: the columns of the row that rules look at.
    /// - Returns: whether there was a line.
    func forEach(
        of row: RowCells, wanted: [Int], _ body: (RowCells) throws(RowProblem) -> Void
    ) throws(RowProblem) -> Bool {
        scratch.removeAll()
        fields.update(repeating: CSVField(start: 0, count: 0), count: base + partCount)
        for column in wanted where column < row.count { set(column, scratch.append(row.raw(column))) }
        let own = scratch.count
        var found = false
        func end() throws(RowProblem) {
            found = true
            let bytes = scratch.bytes(0..<scratch.count).baseAddress
            try body(RowCells(bytes: bytes, fields: fields, count: base + partCount, inherited: nil))
            scratch.truncate(to: own)
            for part in 0..<partCount { fields[base + part] = CSVField(start: 0, count: 0) }
        }
        switch source {
        case .packed(let columns, let separator):
            for column in columns {
                let cell = row.value(column)
                guard cell.count > 0 else { continue }
                unpack(cell, separator)
                try end()
            }
        case .numbered(let lines):
            for line in lines {
                for (column, part) in line {
                    let cell = row.value(column)
                    if cell.count > 0 { set(base + part, scratch.append(cell)) }
                }
                if scratch.count > own { try end() }
            }
        case .json(let column):
            let cell = row.value(column)
            guard cell.count > 0 else { return false }
            guard let items = JSONItems.read(cell) else {
                let problem = "This is no list of items such as [{\"sku\": \"A1\", \"qty\": 1}]. Export the file again."
                throw RowProblem(column: names[column], value: cell, problem)
            }
            for item in items {
                for (name, value) in item { add(part: part(name), value) }
                try end()
            }
        }
        return found
    }

    private func unpack(_ cell: Bytes, _ separator: UInt8) {
        for (index, part) in cell.split(separator: separator, omittingEmptySubsequences: false).enumerated() {
            let text = Bytes(rebasing: part).trimmed
            add(part: places[index + 1], text)
            guard let colon = text.firstIndex(of: UInt8(ascii: ":")) else { continue }
            add(part: parts[text.part(0..<colon)], text.part(colon + 1..<text.count).trimmed)
        }
    }

    /// Gives a part its value; of a part that is there several times all values, one a line.
    private func add(part: Int?, _ value: Bytes) {
        guard let part, value.count > 0 else { return }
        let before = fields[base + part]
        guard before.count > 0 else { return set(base + part, scratch.append(value)) }
        let start = scratch.count
        for offset in 0..<Int(before.count) {
            scratch.append(scratch.bytes(Int(before.start) + offset..<Int(before.start) + offset + 1)[0])
        }
        scratch.append(0x0A)
        scratch.append(value)
        set(base + part, start..<scratch.count)
    }

    private func part(_ name: String) -> Int? {
        var name = name
        return name.withUTF8 { parts[$0] }
    }

    private func add(part: Int?, _ value: String) {
        var value = value
        value.withUTF8 { add(part: part, $0) }
    }

    private func set(_ column: Int, _ range: Range<Int>) {
        fields[column] = CSVField(start: UInt32(range.lowerBound), count: Int32(range.count))
    }
}
