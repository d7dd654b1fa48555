internal import StockModel

/// Writes a CSV file that people open: as `CSVWriter`, and every text from outside is a `SafeText`, with a leading `'` where
/// a spreadsheet would run it as a formula.
///
///     var writer = ListWriter(try files.newPersonalFile("recalls/R-1/units.csv"), columns: ["sku", "quantity"])
///     writer.text(row.sku)
///     writer.number(row.quantity)
///     try writer.endRow()
///     try writer.finish()
struct ListWriter: ~Copyable {
    private var writer: CSVWriter
    private var cell: [UInt8] = []

    /// A writer that has its header row.
    init(_ file: OutputFile, columns: [String]) { writer = CSVWriter(file, columns: columns) }

    /// Appends a text from outside.
    mutating func text(_ text: Text) { self.text(text.bytes) }

    /// Appends a text from outside.
    mutating func text(_ text: String) {
        var text = text
        text.withUTF8 { self.text($0) }
    }

    /// Appends texts from outside, joined with `;`.
    mutating func list(_ texts: [Text]) {
        guard texts.count > 1 else { return text(texts.first ?? .empty) }
        var joined: [UInt8] = []
        for (index, text) in texts.enumerated() {
            if index > 0 { joined.append(UInt8(ascii: ";")) }
            joined.append(contentsOf: text.bytes)
        }
        joined.withUnsafeBufferPointer { text($0) }
    }

    /// Appends a word or figure of our own.
    mutating func word(_ word: String) { writer.rows.field(word) }

    /// Appends a whole number.
    mutating func number(_ number: Int) { writer.rows.field(number) }

    /// Appends a time; an empty cell where it is absent.
    mutating func time(_ time: Timestamp) { writer.rows.field(time) }

    /// Appends a day, counted from 1970-01-01.
    mutating func day(_ day: Int) { writer.rows.field(Timestamp(day: day)) }

    mutating func endRow() throws(WritingFailure) { try writer.endRow() }

    /// Puts the file on disk.
    mutating func finish() throws(WritingFailure) { try writer.finish() }

    private mutating func text(_ text: UnsafeBufferPointer<UInt8>) {
        let isPlain = !SafeText.mayHoldControls(text)
        if isPlain, !SafeCell.isFormula(written: text, shown: text) { return writer.rows.field(text) }
        cell.removeAll(keepingCapacity: true)
        SafeText.append(text, to: &cell)
        if SafeCell.isFormula(written: text, shown: cell) { cell.insert(UInt8(ascii: "'"), at: 0) }
        writer.rows.field(cell)
    }
}
