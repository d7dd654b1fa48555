internal import CSVStream

/// The cells of one row while it is read: a view into the batch, with what the row inherits behind it.
struct RowCells {
    /// The bytes of all cells of the batch.
    let bytes: UnsafePointer<UInt8>?
    /// The row's cells.
    let fields: UnsafePointer<CSVField>
    let count: Int
    /// What an empty cell takes over; nil where the format inherits nothing or the row is a document's first. Kept alive
    /// by the `ColumnMap`, so that passing a row on counts no references.
    let inherited: Unmanaged<InheritedCells>?

    /// A cell as it stands in the file, trimmed; empty where the file has no such column.
    @inline(__always) func raw(_ column: Int) -> Bytes {
        guard column >= 0, column < count else { return .none }
        let field = fields[column]
        let length = Int(field.count)
        guard length > 0, let bytes else { return inherited(column) }
        let own = Bytes(start: bytes + Int(field.start), count: length)
        // Printable ASCII at both ends: nothing to trim.
        if own[0] &- 0x21 < 0x5E, own[length - 1] &- 0x21 < 0x5E { return own }
        let trimmed = own.trimmed
        return trimmed.count > 0 ? trimmed : inherited(column)
    }

    private func inherited(_ column: Int) -> Bytes {
        inherited?._withUnsafeGuaranteedRef { $0.cell(column) } ?? .none
    }

    /// A cell without protection against spreadsheets.
    @inline(__always) func value(_ column: Int) -> Bytes {
        let cell = raw(column)
        guard cell.count > 1, cell[0] == 0x27 || cell[0] == 0x3D else { return cell }
        return TextCleaning.unprotected(cell)
    }

    /// A cell of free text: a name or a street may begin with `'` of its own (`'s-Gravenhage`), so one is taken off only
    /// before a digit or a sign that a spreadsheet would run.
    func freeText(_ column: Int) -> Bytes {
        let cell = raw(column)
        guard cell.count > 1 else { return cell }
        if cell[0] == 0x27 {
            let next = cell[1]
            return next.isDigit || "=+-@".utf8.contains(next) ? TextCleaning.unprotected(cell) : cell
        }
        return cell[0] == 0x3D ? TextCleaning.unprotected(cell) : cell
    }
}

/// The cells of a document's first row that the rows behind it may take over.
final class InheritedCells {
    private let keyColumns: [Int]
    private let columns: [Int]
    /// Where a column's cell lies in `scratch`, by column; empty where nothing is inherited.
    private var ranges: [Range<Int>]
    private let scratch = ByteScratch(capacity: 1024)
    private var key: Range<Int> = 0..<0
    /// What a document's first row must be for others to take cells over; nil for any row.
    private let source: BoundCondition?
    /// Whether a row without key is of the document above it.
    private let continuesWithoutKey: Bool
    private var lends = false
    /// The key of the first row that was met; nil before.
    private(set) var firstKey: [UInt8]?
    /// Whether a row of which nobody can tell what it is came before the first that was met.
    private(set) var beginsUnclear = false

    /// - Parameters:
    ///   - rule: what the format says of it.
    ///   - key: columns that say which document a row is of; the first that is filled counts.
    ///   - columns: what is inherited.
    ///   - width: number of columns of the file.
    ///   - index: the column of a name.
    init(_ rule: InheritanceRule, key: [Int], columns: [Int], width: Int, index: (String) -> Int) {
        source = rule.source.map { BoundCondition($0, index: index) }
        continuesWithoutKey = rule.continuesWithoutKey
        keyColumns = key
        self.columns = columns
        ranges = Array(repeating: 0..<0, count: width)
    }

    /// Takes note of a row: its document's first, if the key changes.
    ///
    /// - Returns: whether the row inherits.
    func meet(_ row: RowCells, quantities: QuantityParser) -> Bool {
        let written = writtenKey(of: row)
        if firstKey == nil { firstKey = Array(written) }
        if written.count > 0, scratch.bytes(key).equals(written) { return lends }
        if written.count == 0, continuesWithoutKey { return lends }
        scratch.removeAll()
        key = scratch.append(written)
        for column in columns { ranges[column] = scratch.append(row.raw(column)) }
        lends = source?.holds(row, quantities: quantities) ?? true
        return false
    }

    /// What a row says of which document it is; none where it says nothing.
    func writtenKey(of row: RowCells) -> Bytes {
        keyColumns.lazy.map { row.raw($0) }.first { $0.count > 0 } ?? .none
    }

    /// The key of the document that is being read; empty before the first.
    var lastKey: [UInt8] { Array(scratch.bytes(key)) }

    /// Whether rows are read as they would be behind those of which the last document's key is `key`: the first is then of
    /// another document.
    func isIndependent(ofRowsBefore key: [UInt8]) -> Bool {
        guard !beginsUnclear else { return false }
        guard let firstKey else { return true }
        return firstKey.isEmpty ? !continuesWithoutKey : firstKey != key
    }

    /// The document that is being read; nil before the first.
    var document: String? { key.isEmpty ? nil : scratch.bytes(key).text }

    /// Takes note of a row of which nobody can tell what it is: rows without key behind it may be its own.
    func interrupt() {
        if firstKey == nil { beginsUnclear = true }
        guard continuesWithoutKey else { return }
        scratch.removeAll()
        key = 0..<0
        for column in columns { ranges[column] = 0..<0 }
        lends = false
    }

    /// The document that these cells are of; nil where they do not show it.
    func key(amongst cells: [String]) -> String? {
        keyColumns.lazy.filter { $0 < cells.count }.map { cells[$0] }.first { !$0.isEmpty }
    }

    @inline(__always) func cell(_ column: Int) -> Bytes {
        let range = ranges[column]
        return range.isEmpty ? .none : scratch.bytes(range)
    }
}
