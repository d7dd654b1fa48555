@testable import CSVStream

/// Runs a text through a stream and tells in one line a row what came out.
enum CSVHarness {
    /// What came out of a text.
    struct Result {
        var rows: [String] = []
        var failure: CSVFailure?
        var missingFinalLineEnd = false
        var lineCount: Int64 = 0
    }

    /// Rows as `record line:byte [cell|cell] raw`, broken ones with `!` and the reason.
    static func read(
        _ text: String, chunk: Int = 4096, options: CSVOptions = CSVOptions(), wanted: [Bool]? = nil,
        stopAfterRows: Int = .max, splitsPlainLines: Bool = true, from start: CSVPosition? = nil
    ) -> Result {
        let stream = CSVStream(options: options, from: start)
        stream.splitsPlainLines = splitsPlainLines
        stream.wanted = wanted
        var batch = CSVBatch()
        var result = Result()
        do throws(CSVFailure) {
            var rest = Array(text.utf8)[...]
            while !rest.isEmpty {
                let piece = Array(rest.prefix(chunk))
                let taken = try piece.withUnsafeBufferPointer { bytes throws(CSVFailure) in
                    try stream.feed(UnsafeRawBufferPointer(bytes), into: &batch, stopAfterRows: stopAfterRows)
                }
                rest = rest.dropFirst(taken)
                result.rows += batch.rows.map { line($0, stream, batch) }
            }
            try stream.finish(into: &batch)
        } catch {
            result.failure = error
        }
        result.rows += batch.rows.map { line($0, stream, batch) }
        result.missingFinalLineEnd = stream.missingFinalLineEnd
        result.lineCount = stream.lineCount
        return result
    }

    /// The rows that end in a text, and where the next one starts.
    static func readPart(_ text: String, options: CSVOptions = CSVOptions()) -> (rows: [String], next: CSVPosition?) {
        let stream = CSVStream(options: options)
        var batch = CSVBatch()
        text.utf8.withContiguousStorageIfAvailable { bytes in
            try? stream.feed(UnsafeRawBufferPointer(bytes), into: &batch)
        }
        return (batch.rows.map { line($0, stream, batch) }, stream.nextRecord)
    }

    private static func line(_ row: CSVRow, _ stream: CSVStream, _ batch: CSVBatch) -> String {
        let raw = stream.withRaw(of: row) { String(decoding: $0, as: UTF8.self) }
        let place = "\(row.record) \(row.line):\(row.byte)"
        if let broken = row.broken { return "\(place) !\(broken.rawValue) \(raw)" }
        let fields = batch.fields[Int(row.firstField)..<Int(row.firstField + row.fieldCount)]
        let cells = fields.map { field in
            field.count < 0 ? "-" : batch.withBytes(of: field) { String(decoding: $0, as: UTF8.self) }
        }
        return "\(place) [\(cells.joined(separator: "|"))] \(raw)"
    }
}
