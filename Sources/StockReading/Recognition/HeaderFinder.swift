internal import CSVStream

/// Finds the header among a file's first lines, and with it format and delimiter.
struct HeaderFinder {
    /// A header that a format knows.
    struct Found {
        var format: FormatDefinition
        var delimiter: UInt8
        var names: ColumnNames
        /// 1-based line of the header, and the 0-based offset of its first byte in the decoded text.
        var line: Int
        var byte: Int
    }

    /// How far down a header is looked for.
    static let lines = 30
    static let delimiters: [UInt8] = [0x2C, 0x09, 0x3B, 0x7C]

    let known: KnownHeaders
    /// Columns that the source calls something else: their folded names, and the names that formats know.
    private let renamed: [String: String]
    private let columns: [String: String]

    /// - Parameter columns: what the source calls columns, by the names that formats know.
    init(_ known: KnownHeaders, columns: [String: String]) {
        self.known = known
        self.columns = columns
        renamed = Dictionary(
            columns.map { (FoldedName.fold($0.value), $0.key) }, uniquingKeysWith: { first, _ in first })
    }

    /// The header in the first bytes of a file, or a sentence that says why there is none.
    ///
    /// - Parameter isEnd: whether these are all bytes of the file.
    func find(in text: UnsafeRawBufferPointer, isEnd: Bool) -> Result<Found, RowProblem> {
        var best: (score: Int, found: Found)?
        for delimiter in Self.delimiters {
            for (row, names) in rows(of: text, delimiter: delimiter, isEnd: isEnd) {
                // A format that asks for more columns is the closer one.
                guard let (index, score) = known.best(for: names.folded), score > (best?.score ?? 0) else { continue }
                let found = Found(
                    format: known.formats[index], delimiter: delimiter, names: names, line: Int(row.line),
                    byte: Int(row.byte))
                best = (score, found)
            }
        }
        if let best { return .success(best.found) }
        return .failure(RowProblem(whyNone(in: text, isEnd: isEnd)))
    }

    /// Why no row is a header: the format that one comes nearest to, or what was found instead.
    private func whyNone(in text: UnsafeRawBufferPointer, isEnd: Bool) -> String {
        var nearest: Nearest?
        var widest: (count: Int, names: [String]) = (0, [])
        for delimiter in Self.delimiters {
            for (_, names) in rows(of: text, delimiter: delimiter, isEnd: isEnd) {
                let columns = names.folded
                if columns.count > widest.count { widest = (columns.count, names.written) }
                for (index, header) in known.headers.enumerated() {
                    nearest = Nearest.nearer(nearest, header.nearness(columns, format: known.formats[index]))
                }
            }
        }
        let sentences = [Self.sentence(nearest, widest: widest.names)] + ColumnNames.missing(columns, in: widest.names)
        return sentences.joined(separator: " ")
    }

    /// The rows on the first lines if `delimiter` separates cells.
    func rows(
        of text: UnsafeRawBufferPointer, delimiter: UInt8, isEnd: Bool
    ) -> [(row: CSVRow, names: ColumnNames)] {
        let stream = CSVStream(options: CSVOptions(delimiter: delimiter))
        var found: [(CSVRow, ColumnNames)] = []
        var batch = CSVBatch()
        do {
            _ = try stream.feed(text, into: &batch, stopAfterRows: Self.lines)
            found = names(in: batch)
            if isEnd, batch.rows.count < Self.lines {
                try stream.finish(into: &batch)
                found += names(in: batch)
            }
        } catch {
            // A line over a limit: what came before it still counts.
            found += names(in: batch)
        }
        return found
    }

    private func names(in batch: CSVBatch) -> [(CSVRow, ColumnNames)] {
        batch.rows.compactMap { row in
            guard row.broken == nil, row.line <= Self.lines else { return nil }
            let first = Int(row.firstField)
            let names = batch.fields[first..<(first + Int(row.fieldCount))].map { field in
                batch.withBytes(of: field) { TextCleaning.unprotected($0.bindMemory(to: UInt8.self)).text }
            }
            return (row, ColumnNames(names, renamed: renamed))
        }
    }

    private static func sentence(_ nearest: Nearest?, widest: [String]) -> String {
        if let nearest {
            let missing = nearest.missing.map { "\"\($0)\"" }.joined(separator: ", ")
            let word = nearest.missing.count == 1 ? "column" : "columns"
            return "Not recognised. It comes nearest to \(nearest.title) (\(nearest.name)), but the \(word) \(missing) "
                + "\(nearest.missing.count == 1 ? "is" : "are") missing. Export it with all columns."
        }
        let names = widest.prefix(12).map { "\"\($0)\"" }.joined(separator: ", ")
        return "Not recognised: none of the first \(lines) lines is the header of a known format. Found: "
            + "\(names.isEmpty ? "no columns" : names)\(widest.count > 12 ? " …" : ""). Export the data in a format that "
            + "is read, or give the columns the names of one."
    }
}
