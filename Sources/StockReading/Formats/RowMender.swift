internal import CSVStream

/// Reads rows that programs are known to write wrongly, where there is no doubt what was meant.
struct RowMender {
    private let delimiter: UInt8
    private let isQuoted: Bool
    private let width: Int

    init(delimiter: UInt8, isQuoted: Bool, width: Int) {
        self.delimiter = delimiter
        self.isQuoted = isQuoted
        self.width = width
    }

    /// Whether a row holds nothing but separators, quotes and blanks.
    func isBlank(_ raw: UnsafeRawBufferPointer) -> Bool {
        raw.allSatisfy { $0 == delimiter || $0 == 0x20 || $0 == 0x09 || (isQuoted && $0 == 0x22) }
    }

    /// A row that a spreadsheet turned into one quoted cell: the cell is the row.
    func unwrapped(_ raw: UnsafeRawBufferPointer) -> CSVBatch? {
        guard isQuoted, let outer = parse(Array(raw)), outer.fields.count == 1 else { return nil }
        return outer.withBytes(of: outer.fields[0]) { whole($0) }
    }

    /// A row with cells such as `="00123"`, whose quotes are no quotes of CSV.
    func withoutFormulas(_ raw: UnsafeRawBufferPointer) -> CSVBatch? {
        guard isQuoted else { return nil }
        var text: [UInt8] = []
        text.reserveCapacity(raw.count)
        var isStart = true
        for (index, byte) in raw.enumerated() {
            let isFormula = isStart && byte == 0x3D && index + 1 < raw.count && raw[index + 1] == 0x22
            if !isFormula { text.append(byte) }
            isStart = byte == delimiter
        }
        guard text.count < raw.count else { return nil }
        return text.withUnsafeBytes { whole($0) }
    }

    /// What the cells of a row are likely to be that cannot be taken apart.
    func likelyCells(_ raw: UnsafeRawBufferPointer) -> [String] {
        raw.split(separator: delimiter, omittingEmptySubsequences: false).map { cell in
            let text = String(decoding: cell, as: UTF8.self)
            return String(text.drop { $0 == " " || $0 == "\"" }.reversed().drop { $0 == " " || $0 == "\"" }.reversed())
        }
    }

    /// The text of a row with what it inherits written into its empty cells, so that it can stand alone.
    ///
    /// - Parameter emptied: columns that say nothing but in the first row, which it would then be.
    func filled(_ raw: UnsafeRawBufferPointer, from cells: RowCells, emptying emptied: [Int]) -> String? {
        let readings = [parse(Array(raw)), unwrapped(raw), withoutFormulas(raw)]
        guard let own = readings.compactMap({ $0 }).first(where: { $0.fields.count == cells.count }) else { return nil }
        let texts = own.fields.indices.map { column in
            if emptied.contains(column) { return "" }
            let text = own.withBytes(of: own.fields[column]) { String(decoding: $0, as: UTF8.self) }
            return text.isEmpty && column < width ? cells.raw(column).text : text
        }
        let separator = String(UnicodeScalar(delimiter))
        return texts.map { isQuoted ? quoted($0) : $0 }.joined(separator: separator)
    }

    private func quoted(_ cell: String) -> String {
        let special: Set<UInt8> = [delimiter, 0x22, 0x0A, 0x0D]
        let isEdged = cell.utf8.first == 0x20 || cell.utf8.last == 0x20
        guard isEdged || cell.utf8.contains(where: special.contains) else { return cell }
        return "\"\(cell.replacing("\"", with: "\"\""))\""
    }

    /// The row that a text is, if it has the right number of cells.
    private func whole(_ text: UnsafeRawBufferPointer) -> CSVBatch? {
        guard let batch = parse(Array(text)), batch.fields.count == width else { return nil }
        return batch
    }

    private func parse(_ text: [UInt8]) -> CSVBatch? {
        let stream = CSVStream(options: CSVOptions(delimiter: delimiter, quote: isQuoted ? 0x22 : nil))
        var batch = CSVBatch()
        let isFed = (text + [0x0A]).withUnsafeBytes { bytes in
            (try? stream.feed(bytes, into: &batch)) != nil
        }
        guard isFed else { return nil }
        guard batch.rows.count == 1, batch.rows[0].broken == nil else { return nil }
        return batch
    }
}
