internal import ByteSource
internal import CSVStream

/// One row of a listings file; cells are lent by the batch that it came in.
struct ListingsRow {
    private let batch: CSVBatch
    private let row: CSVRow
    private let columns: Int

    init(batch: CSVBatch, row: CSVRow, columns: Int) {
        self.batch = batch
        self.row = row
        self.columns = columns
    }

    /// 1-based number of the record in the file.
    var record: Int64 { row.record }

    /// Whether its cells are not those of the header: broken quotes, or a delimiter too many, behind which all would be
    /// another column's. Too few cells are empty ones: some programs leave out the last.
    var isBroken: Bool { row.broken != nil || Int(row.fieldCount) > columns }

    /// A cell's bytes as written, quotes resolved.
    func bytes(_ column: Int) -> [UInt8] {
        guard column < Int(row.fieldCount) else { return [] }
        return batch.withBytes(of: batch.fields[Int(row.firstField) + column]) { Array($0) }
    }

    /// A cell as text: UTF-8 if it is that, else Windows-1252; without white space around it.
    func text(_ column: Int) -> String {
        let bytes = bytes(column)
        let text = String(validating: bytes, as: UTF8.self) ?? Self.windows1252(bytes)
        let blank = { (scalar: Unicode.Scalar) in scalar.properties.isWhitespace }
        var scalars = text.unicodeScalars[...].drop(while: blank)
        while let last = scalars.last, blank(last) { scalars.removeLast() }
        return String(scalars)
    }

    private static func windows1252(_ bytes: [UInt8]) -> String {
        var decoder = TextDecoder(.windows1252)
        return bytes.withUnsafeBytes { raw in
            do {
                // Each piece is valid until the next call, so it is copied at once.
                var text = Array(try decoder.decode(raw))
                text += try decoder.finish()
                return String(decoding: text, as: UTF8.self)
            } catch {
                return ""
            }
        }
    }

    /// A whole number, such as `12`, `-3` or `4.00`; nil where the cell is none.
    func number(_ column: Int) -> Int? {
        let text = text(column)
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2, parts[1].isEmpty || !parts[1].utf8.allSatisfy({ $0 == 0x30 }) { return nil }
        guard let whole = parts.first, whole.utf8.count <= 15 else { return nil }
        let digits = whole.hasPrefix("-") ? whole.dropFirst() : whole
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(whole)
    }
}
