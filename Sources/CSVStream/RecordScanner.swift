internal import Glibc

/// Splits buffered bytes into physical lines, feeds them to the parser and turns what comes back into rows.
///
/// All of the raw bytes of the record in progress stay in `buffer`, so that a record which breaks the quoting can be
/// given up and reading go on with the line behind the one on which it started. Between two quotes any line is read
/// at most twice, once inside a false quote and once as itself, so broken input costs no more than a small factor.
///
/// A struct that one owner mutates in place; it frees its memory in `free`.
struct RecordScanner {
    private let options: CSVOptions
    private let parser: LineParser
    private let plainLine: PlainLine
    /// Whether plain lines are split without libcsv; a test turns it off to compare.
    var splitsPlainLines = true
    private var detector: LineEndDetector
    private var lineEnd: LineEnd?

    /// Bytes from the start of the record in progress on, or, right after a call, those of all rows of the call.
    private var buffer: UnsafeMutableRawPointer
    private var capacity: Int
    private var end = 0
    /// Offset of `buffer` in all that was fed.
    private var base: Int64 = 0
    /// Start of the next line to parse, its number, and up to where no line end was found.
    private var cursor = 0
    private var line: Int64 = 1
    private var searched = 0
    /// Behind the last line feed in the buffer: no line behind it is plain.
    private var lastLineFeed = 0
    /// Index of the first foreign line end at or behind the cursor, if it is still right.
    private var foreign = -1

    /// The record in progress: where it starts, and the end of its first physical line with and without line end.
    private var isOpen = false
    private var recordStart = 0
    private var recordLine: Int64 = 1
    private var firstNext = 0
    private var firstContentEnd = 0
    private var recordFields = 0
    private var recordBytes = 0
    /// Cells of a record that goes on in the next call; offsets count from its own first byte.
    private var openFields: [CSVField] = []
    private var openBytes: [UInt8] = []

    private(set) var recordCount: Int64 = 0
    private(set) var failure: CSVFailure?
    private(set) var missesFinalLineEnd = false

    /// - Parameter start: where the text begins that is fed; its lines then end with LF. Nil at the start of a file.
    init(_ options: CSVOptions, from start: CSVPosition?) {
        self.options = options
        if let start {
            recordCount = start.record - 1
            line = start.line
            base = start.byte
            lineEnd = .lineFeed
        }
        parser = LineParser(delimiter: options.delimiter, quote: options.quote)
        plainLine = PlainLine(options)
        detector = LineEndDetector(quote: options.quote)
        capacity = 1 << 17
        buffer = .allocate(byteCount: capacity + PlainLine.slack, alignment: 64)
    }

    /// Gives back all memory; nothing may be called afterwards.
    func free() {
        parser.free()
        buffer.deallocate()
    }

    /// Physical lines that were taken, blank ones and those inside quotes included.
    var lineCount: Int64 { line - 1 }

    /// Where the next record starts, if lines end with LF and all that was fed is taken; nil in the midst of a record.
    var nextRecord: CSVPosition? {
        guard lineEnd == .lineFeed, !isOpen, cursor == end, failure == nil else { return nil }
        return CSVPosition(record: recordCount + 1, line: line, byte: base + Int64(cursor))
    }

    /// Raw bytes of the current call's rows.
    func raw(start: Int, count: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: buffer + start, count: count)
    }

    /// Which columns to copy; the memory must outlive the next calls.
    func want(_ columns: UnsafePointer<Bool>?, count: Int) {
        parser.collector.pointee.wanted = columns
        parser.collector.pointee.wantedCount = count
    }

    /// Takes more bytes and fills `batch`, which must be empty, with the records that end in them.
    ///
    /// - Returns: how many of `bytes` were taken: all, unless `rowLimit` rows were reached before.
    mutating func scan(
        _ bytes: UnsafeRawBufferPointer, isEnd: Bool, rowLimit: Int, into batch: inout CSVBatch
    ) -> Int {
        compact()
        let carried = end
        append(bytes)
        if lineEnd == nil { lineEnd = detector.detect(raw(start: 0, count: end), isEnd: isEnd) }
        guard let lineEnd else { return bytes.count }
        fill(&batch, lineEnd, isEnd: isEnd, rowLimit: rowLimit)
        guard batch.rows.count >= rowLimit, cursor < end else { return bytes.count }
        end = max(cursor, carried)
        searched = min(searched, end)
        lastLineFeed = min(lastLineFeed, end)
        foreign = -1
        return end - carried
    }

    /// Drops what the last call's rows needed and the record in progress does not.
    private mutating func compact() {
        let start = isOpen ? recordStart : cursor
        guard start > 0 else { return }
        memmove(buffer, buffer + start, end - start)
        end -= start
        cursor -= start
        searched = max(searched - start, cursor)
        lastLineFeed = max(lastLineFeed - start, 0)
        firstNext -= start
        firstContentEnd -= start
        recordStart = 0
        foreign = -1
        base += Int64(start)
    }

    private mutating func append(_ bytes: UnsafeRawBufferPointer) {
        guard let source = bytes.baseAddress else { return }
        if capacity - end < bytes.count {
            let larger = max(end + bytes.count, capacity * 2)
            let moved = UnsafeMutableRawPointer.allocate(byteCount: larger + PlainLine.slack, alignment: 64)
            moved.copyMemory(from: buffer, byteCount: end)
            buffer.deallocate()
            buffer = moved
            capacity = larger
        }
        (buffer + end).copyMemory(from: source, byteCount: bytes.count)
        if let found = bytes.lastIndex(of: 0x0A) { lastLineFeed = end + found + 1 }
        end += bytes.count
        // Bytes that were not there yet may be foreign ones.
        foreign = -1
    }

    /// Lends the batch's arrays to the collector for the time of the loop. No cell can be longer, and no more cells
    /// can come out, than there are raw bytes.
    private mutating func fill(_ batch: inout CSVBatch, _ kind: LineEnd, isEnd: Bool, rowLimit: Int) {
        var (bytes, fields, rows) = ([UInt8](), [CSVField](), [CSVRow]())
        swap(&bytes, &batch.bytes)
        swap(&fields, &batch.fields)
        swap(&rows, &batch.rows)
        let room = end + 1
        bytes.append(addingCapacity: room) { (byteSpan: inout OutputSpan<UInt8>) in
            byteSpan.withUnsafeMutableBufferPointer { byteBuffer, byteCount in
                fields.append(addingCapacity: room) { (fieldSpan: inout OutputSpan<CSVField>) in
                    fieldSpan.withUnsafeMutableBufferPointer { fieldBuffer, fieldCount in
                        parser.collector.pointee.bytes = byteBuffer.baseAddress
                        parser.collector.pointee.fields = fieldBuffer.baseAddress
                        resume()
                        run(kind, isEnd: isEnd, rowLimit: rowLimit, into: &rows)
                        (byteCount, fieldCount) = suspend()
                    }
                }
            }
        }
        swap(&bytes, &batch.bytes)
        swap(&fields, &batch.fields)
        swap(&rows, &batch.rows)
    }

    /// Puts the cells of a record that began in an earlier call back in front.
    private mutating func resume() {
        let collector = parser.collector
        for (index, field) in openFields.enumerated() { collector.pointee.fields?[index] = field }
        openBytes.withUnsafeBytes { saved in
            guard let source = saved.baseAddress, let target = collector.pointee.bytes else { return }
            UnsafeMutableRawPointer(target).copyMemory(from: source, byteCount: saved.count)
        }
        collector.pointee.fieldCount = openFields.count
        collector.pointee.byteCount = openBytes.count
        recordFields = 0
        recordBytes = 0
    }

    /// Takes the cells of a record that goes on in the next call out, and tells how many bytes and cells are left.
    private mutating func suspend() -> (bytes: Int, fields: Int) {
        let collector = parser.collector
        openFields.removeAll(keepingCapacity: true)
        openBytes.removeAll(keepingCapacity: true)
        defer {
            collector.pointee.bytes = nil
            collector.pointee.fields = nil
        }
        guard isOpen, let fields = collector.pointee.fields, let bytes = collector.pointee.bytes else {
            return (collector.pointee.byteCount, collector.pointee.fieldCount)
        }
        for index in recordFields..<collector.pointee.fieldCount {
            var field = fields[index]
            if field.count >= 0 { field.start -= UInt32(recordBytes) }
            openFields.append(field)
        }
        openBytes.append(
            contentsOf: UnsafeBufferPointer(
                start: bytes + recordBytes, count: collector.pointee.byteCount - recordBytes))
        return (recordBytes, recordFields)
    }

    private mutating func run(_ kind: LineEnd, isEnd: Bool, rowLimit: Int, into rows: inout [CSVRow]) {
        while failure == nil, rows.count < rowLimit {
            if kind == .lineFeed, !isOpen, splitsPlainLines, takePlainLines(rowLimit: rowLimit, into: &rows) {
                continue
            }
            if let found = nextLineEnd(kind.byte) {
                var contentEnd = found
                if kind == .lineFeed, found > cursor, load(found - 1) == 0x0D { contentEnd -= 1 }
                take(next: found + 1, contentEnd: contentEnd, kind, isLast: false, into: &rows)
            } else if end - (isOpen ? recordStart : cursor) > options.recordLimit {
                overLimit(.record(options.recordLimit), isFirstLine: !isOpen, into: &rows)
            } else if isEnd, cursor < end {
                let hasReturn = kind == .lineFeed && load(end - 1) == 0x0D
                take(next: end, contentEnd: hasReturn ? end - 1 : end, kind, isLast: true, into: &rows)
            } else if isEnd, isOpen {
                breakRecord(.openQuote, into: &rows)
            } else {
                return
            }
        }
    }

    /// Takes plain lines from the cursor on, up to the first that is none; false if there is none.
    private mutating func takePlainLines(rowLimit: Int, into rows: inout [CSVRow]) -> Bool {
        let collector = parser.collector
        let longest = min(options.fieldLimit, options.recordLimit)
        let before = rows.count
        while rows.count < rowLimit, cursor < lastLineFeed,
            let end = plainLine.split(buffer, from: cursor, to: lastLineFeed, longest: longest, into: collector),
            end.cells <= options.columnLimit
        {
            // The whole line at once costs less than its cells one by one.
            let bytes = UnsafeMutableRawPointer(collector.pointee.bytes.unsafelyUnwrapped)
            (bytes + collector.pointee.byteCount).copyMemory(from: buffer + cursor, byteCount: end.content - cursor)
            recordCount += 1
            rows.append(
                CSVRow(
                    record: recordCount, line: line, byte: base + Int64(cursor),
                    firstField: Int32(truncatingIfNeeded: collector.pointee.fieldCount),
                    fieldCount: Int32(truncatingIfNeeded: end.cells), rawStart: Int32(truncatingIfNeeded: cursor),
                    rawCount: Int32(truncatingIfNeeded: end.content - cursor), broken: nil))
            collector.pointee.fieldCount += end.cells
            collector.pointee.byteCount += end.content - cursor
            cursor = end.next
            line += 1
        }
        return rows.count > before
    }

    @inline(__always)
    private func load(_ index: Int) -> UInt8 { buffer.load(fromByteOffset: index, as: UInt8.self) }

    /// Index of the end of the line at the cursor.
    private mutating func nextLineEnd(_ byte: UInt8) -> Int? {
        let from = max(cursor, searched)
        guard from < end, let found = memchr(buffer + from, Int32(byte), end - from) else {
            searched = end
            return nil
        }
        return found - UnsafeMutableRawPointer(buffer)
    }

    /// Index of the first byte at or behind `from` that ends lines in other files; `end` if there is none.
    private mutating func nextForeign(_ byte: UInt8, from: Int) -> Int {
        if foreign >= from { return foreign }
        foreign = end
        if from < end, let found = memchr(buffer + from, Int32(byte), end - from) {
            foreign = found - UnsafeMutableRawPointer(buffer)
        }
        return foreign
    }

    /// Parses the line at the cursor up to `next`, its line end included.
    private mutating func take(
        next: Int, contentEnd: Int, _ kind: LineEnd, isLast: Bool, into rows: inout [CSVRow]
    ) {
        let collector = parser.collector
        if !isOpen { beginRecord(next: next, contentEnd: contentEnd) }
        let isFirstLine = firstNext == next
        let breakage: CSVBreakage?
        var isTooLong = false
        if nextForeign(kind.foreignByte, from: cursor) < contentEnd {
            (breakage, isTooLong) = parseAround(kind.foreignByte, next: next, contentEnd: contentEnd)
        } else {
            (breakage, isTooLong) = parse(cursor, next)
        }
        cursor = next
        line += 1
        if let breakage { return breakRecord(breakage, into: &rows) }
        if isTooLong || max(collector.pointee.longestField, parser.openFieldCount) > options.fieldLimit {
            return overLimit(.field(options.fieldLimit), isFirstLine: isFirstLine, into: &rows)
        }
        if collector.pointee.column > options.columnLimit {
            return overLimit(.columns(options.columnLimit), isFirstLine: isFirstLine, into: &rows)
        }
        if contentEnd - recordStart > options.recordLimit {
            return overLimit(.record(options.recordLimit), isFirstLine: isFirstLine, into: &rows)
        }
        if isLast {
            if parser.isInsideQuotes { return breakRecord(.openQuote, into: &rows) }
            missesFinalLineEnd = true
            if collector.pointee.ended == 0 { parser.endRecord() }
        }
        if collector.pointee.ended > 0 {
            endRecord(contentEnd: contentEnd, into: &rows)
        } else {
            // Inside quotes; or a blank line, which is no record.
            isOpen = parser.isInsideRecord
        }
    }

    private mutating func beginRecord(next: Int, contentEnd: Int) {
        let collector = parser.collector
        isOpen = true
        recordStart = cursor
        recordLine = line
        firstNext = next
        firstContentEnd = contentEnd
        recordFields = collector.pointee.fieldCount
        recordBytes = collector.pointee.byteCount
        collector.pointee.column = 0
        collector.pointee.ended = 0
        collector.pointee.longestField = 0
    }

    @inline(__always)
    private func parse(_ from: Int, _ to: Int) -> (CSVBreakage?, isTooLong: Bool) {
        switch parser.parse(buffer + from, count: to - from) {
        case .parsed: (nil, false)
        case .strayQuote: (.strayQuote, false)
        case .fieldTooLong: (nil, true)
        }
    }

    /// Parses a line with foreign line ends in it: inside quotes they are data, elsewhere they break the record.
    private mutating func parseAround(
        _ byte: UInt8, next: Int, contentEnd: Int
    ) -> (CSVBreakage?, isTooLong: Bool) {
        var at = cursor
        while true {
            let found = nextForeign(byte, from: at)
            guard found < contentEnd else { return parse(at, next) }
            let before = parse(at, found)
            if before.0 != nil || before.isTooLong { return before }
            guard parser.isInsideQuotes else { return (.foreignLineEnd, false) }
            let inside = parse(found, found + 1)
            if inside.isTooLong { return inside }
            at = found + 1
        }
    }

    private mutating func endRecord(contentEnd: Int, into rows: inout [CSVRow]) {
        recordCount += 1
        rows.append(row(fieldCount: parser.collector.pointee.fieldCount - recordFields, contentEnd: contentEnd, nil))
        isOpen = false
    }

    /// Gives up the record in progress and goes back to the line behind the one on which it started.
    private mutating func breakRecord(_ breakage: CSVBreakage, into rows: inout [CSVRow]) {
        parser.restart()
        parser.collector.pointee.fieldCount = recordFields
        parser.collector.pointee.byteCount = recordBytes
        recordCount += 1
        rows.append(row(fieldCount: 0, contentEnd: firstContentEnd, breakage))
        isOpen = false
        cursor = firstNext
        line = recordLine + 1
        searched = cursor
        foreign = -1
    }

    /// A later line of a record over a limit: a quote was left open. The first line: nothing helps.
    private mutating func overLimit(_ limit: CSVFailure.Limit, isFirstLine: Bool, into rows: inout [CSVRow]) {
        if !isFirstLine { return breakRecord(.openQuote, into: &rows) }
        failure = CSVFailure(
            reason: .limit(limit), record: recordCount + 1, line: isOpen ? recordLine : line,
            byte: base + Int64(isOpen ? recordStart : cursor))
    }

    private func row(fieldCount: Int, contentEnd: Int, _ breakage: CSVBreakage?) -> CSVRow {
        CSVRow(
            record: recordCount, line: recordLine, byte: base + Int64(recordStart), firstField: Int32(recordFields),
            fieldCount: Int32(fieldCount), rawStart: Int32(recordStart), rawCount: Int32(contentEnd - recordStart),
            broken: breakage)
    }
}
