/// Splits CSV text, fed piece by piece, into records with exact positions.
///
/// * Lines end with LF or CR LF, mixed, or with CR alone throughout; the first line end outside quotes decides.
///   A line end of the other kind is data inside quotes and breaks the record outside.
/// * Quotes stand around whole cells and are doubled inside. A record that breaks this is a row with `broken` set and
///   covers the physical line on which it starts; reading goes on with the next line, so one stray quote never
///   swallows the lines behind it.
/// * Blanks around unquoted cells are removed (not TAB if it is the delimiter). Blank lines are no records.
/// * The header is record 1 like any other; short and long records are the reader's business.
/// * Byte 0, encodings and byte order marks are the business of whoever feeds the stream: it expects UTF-8.
///
/// Every call empties and refills the batch; its rows' raw bytes are there until the next call.
///
/// ```swift
/// let stream = CSVStream(options: CSVOptions(delimiter: 0x3B))
/// let used = try stream.feed(chunk, into: &batch, stopAfterRows: 1)   // the header alone
/// stream.wanted = columns(of: batch)
/// try stream.feed(UnsafeRawBufferPointer(rebasing: chunk[used...]), into: &batch)
/// try stream.finish(into: &batch)
/// ```
/// Not for use by two threads at a time.
package final class CSVStream {
    private var scanner: RecordScanner
    private var wantedStorage = UnsafeMutableBufferPointer<Bool>(start: nil, count: 0)

    /// - Precondition: the delimiter is no quote and no line end, and the limit of a field at most 1 MiB.
    ///
    /// - Parameter start: where the text that is fed begins, if not at the start of its file: at a record, of a file whose
    ///   lines end with LF.
    package init(options: CSVOptions, from start: CSVPosition? = nil) {
        precondition(options.delimiter != 0x0A && options.delimiter != 0x0D && options.delimiter != options.quote)
        precondition(options.quote != 0x0A && options.quote != 0x0D)
        precondition(options.fieldLimit <= CSVOptions.maximumFieldLimit)
        scanner = RecordScanner(options, from: start)
    }

    deinit {
        scanner.free()
        wantedStorage.deallocate()
    }

    /// Which columns to copy, by 0-based column; columns behind the last are not wanted. Nil copies all. May be set
    /// between two calls and counts from the next cell on.
    package var wanted: [Bool]? {
        didSet {
            wantedStorage.deallocate()
            wantedStorage = .allocate(capacity: max(wanted?.count ?? 0, 1))
            _ = wantedStorage.initialize(from: wanted ?? [])
            scanner.want(wanted == nil ? nil : UnsafePointer(wantedStorage.baseAddress), count: wanted?.count ?? 0)
        }
    }

    /// For tests: whether lines without quotes are split without libcsv.
    var splitsPlainLines: Bool {
        get { scanner.splitsPlainLines }
        set { scanner.splitsPlainLines = newValue }
    }

    /// Records so far, broken ones included.
    package var recordCount: Int64 { scanner.recordCount }

    /// Physical lines so far, blank ones and those inside quotes included.
    package var lineCount: Int64 { scanner.lineCount }

    /// Where the next record starts; nil where a record is open, bytes are left to be taken, or lines do not end with LF.
    ///
    /// Whoever reads on from there with another stream finds the same records as this one would: nothing else is carried
    /// from record to record.
    package var nextRecord: CSVPosition? { scanner.nextRecord }

    /// Whether the last line had no line end. Known after `finish`.
    package var missingFinalLineEnd: Bool { scanner.missesFinalLineEnd }

    /// Takes the next piece, at most 1 GiB, and fills the batch with the records that ended in it.
    ///
    /// - Throws: `CSVFailure`, now and at every later call, if one line alone is over a limit. The batch then holds the
    ///   records before it.
    package func feed(_ bytes: UnsafeRawBufferPointer, into batch: inout CSVBatch) throws(CSVFailure) {
        _ = try feed(bytes, into: &batch, stopAfterRows: .max)
    }

    /// As `feed`, but ends after so many rows, so that a header can be looked at before the rest is copied.
    ///
    /// - Returns: how many of `bytes` were taken. The caller feeds the others again; it is 0 if rows were left over
    ///   from an earlier piece.
    package func feed(
        _ bytes: UnsafeRawBufferPointer, into batch: inout CSVBatch, stopAfterRows rowLimit: Int
    ) throws(CSVFailure) -> Int {
        precondition(rowLimit > 0 && bytes.count <= 1 << 30)
        batch.removeAll()
        if let failure = scanner.failure { throw failure }
        let taken = scanner.scan(bytes, isEnd: false, rowLimit: rowLimit, into: &batch)
        if let failure = scanner.failure { throw failure }
        return taken
    }

    /// Ends the text and fills the batch with what was still open, which may be many records if a quote was.
    package func finish(into batch: inout CSVBatch) throws(CSVFailure) {
        batch.removeAll()
        if let failure = scanner.failure { throw failure }
        _ = scanner.scan(UnsafeRawBufferPointer(start: nil, count: 0), isEnd: true, rowLimit: .max, into: &batch)
        if let failure = scanner.failure { throw failure }
    }

    /// Lends the bytes of a row of the last call as they stood in the file, without the final line end.
    package func withRaw<R>(of row: CSVRow, _ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        try body(scanner.raw(start: Int(row.rawStart), count: Int(row.rawCount)))
    }
}
