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

    let formats: [FormatDefinition]
    let headers: [FoldedHeader]
    /// Columns that the source calls something else: their folded names, and the names that formats know.
    private let renamed: [String: String]
    private let columns: [String: String]

    /// - Parameter columns: what the source calls columns, by the names that formats know.
    init(_ formats: [FormatDefinition], columns: [String: String]) {
        self.formats = formats
        self.columns = columns
        headers = formats.map { FoldedHeader($0) }
        renamed = Dictionary(
            columns.map { (FoldedName.fold($0.value), $0.key) }, uniquingKeysWith: { first, _ in first })
    }

    /// The header in the first bytes of a file, or a sentence that says why there is none.
    ///
    /// - Parameter isEnd: whether these are all bytes of the file.
    func find(in text: UnsafeRawBufferPointer, isEnd: Bool) -> Result<Found, RowProblem> {
        var best: (score: Int, found: Found)?
        var nearest: Nearest?
        var widest: [String] = []
        for delimiter in Self.delimiters {
            for (row, names) in rows(of: text, delimiter: delimiter, isEnd: isEnd) {
                let columns = Set(names.known.map { FoldedName.fold($0) }.filter { !$0.isEmpty })
                if columns.count > widest.count { widest = names.written }
                for (index, header) in headers.enumerated() {
                    let score = header.score(columns)
                    if score > 0 {
                        // A format that asks for more columns is the closer one.
                        guard score > (best?.score ?? 0) else { continue }
                        let found = Found(
                            format: formats[index], delimiter: delimiter, names: names, line: Int(row.line),
                            byte: Int(row.byte))
                        best = (score, found)
                    } else {
                        nearest = Nearest.nearer(nearest, header.nearness(columns, format: formats[index]))
                    }
                }
            }
        }
        if let best { return .success(best.found) }
        let sentences = [Self.sentence(nearest, widest: widest)] + ColumnNames.missing(self.columns, in: widest)
        return .failure(RowProblem(sentences.joined(separator: " ")))
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

/// A format that a header almost is.
private struct Nearest {
    var name: String
    var title: String
    var missing: [String]
    var found: Int

    /// The one with the larger part of its columns found; of equals the one with more.
    static func nearer(_ a: Nearest?, _ b: Nearest?) -> Nearest? {
        guard let a, let b else { return a ?? b }
        let left = a.found * (b.found + b.missing.count)
        let right = b.found * (a.found + a.missing.count)
        return right > left || (right == left && b.found > a.found) ? b : a
    }
}

/// The columns that tell a format, folded.
struct FoldedHeader {
    private let all: [[String]]
    private let any: Set<String>
    private let none: Set<String>
    private let known: Set<String>
    private let ignoresOthers: Bool

    init(_ format: FormatDefinition) {
        all = format.header.all.map { $0.map { FoldedName.fold($0) } }
        any = Set(format.header.any.map { FoldedName.fold($0) })
        none = Set(format.header.none.map { FoldedName.fold($0) })
        known = Set(format.columns.map { FoldedName.fold($0) })
        ignoresOthers = format.ignored == nil
    }

    /// How many telling columns there are; 0 where the header is not of this format.
    func score(_ columns: Set<String>) -> Int {
        guard all.allSatisfy({ $0.contains(where: columns.contains) }), none.isDisjoint(with: columns) else {
            return 0
        }
        let hits = any.intersection(columns).count
        guard any.isEmpty || hits > 0 || columns.isSubset(of: known) else { return 0 }
        // Columns that every file of the format has tell more than those of which it has one or another.
        return all.count * 100 + min(hits, 99)
    }

    /// Columns that nearly every export has, folded; they tell nothing.
    private static let common: Set = ["orderid", "ordernumber", "orderstatus", "status", "sku", "quantity"]

    /// What is missing, where at least two columns and four or half of all are there, and either the format knows half of
    /// the header or two of them are its own: an order number and a SKU alone are in every channel's export.
    fileprivate func nearness(_ columns: Set<String>, format: FormatDefinition) -> Nearest? {
        guard format.refusal == nil, none.isDisjoint(with: columns) else { return nil }
        let own = all.count { $0.contains { columns.contains($0) && !Self.common.contains($0) } }
        guard ignoresOthers ? own >= 2 : known.intersection(columns).count * 2 >= columns.count else { return nil }
        let missing = zip(all, format.header.all).filter { !$0.0.contains(where: columns.contains) }
        let found = all.count - missing.count
        guard found >= 2, found >= 4 || found * 2 >= all.count, !missing.isEmpty else { return nil }
        return Nearest(
            name: format.name, title: format.title, missing: missing.map { $0.1.joined(separator: "\" or \"") },
            found: found)
    }
}
