internal import ByteSource
internal import CSVStream
internal import StockModel

/// Reads one CSV file into a store.
///
/// A file is read more than once where only its end can tell how to read it: in another encoding if it is not UTF-8, and
/// with the order of day and month once its dates have told it. Each time everything of the file is rolled back first.
struct FormatFileReader {
    let headers: KnownHeaders
    let settings: ReadingSettings
    let options: SourceOptions
    let bytes: ByteSource
    let store: RecordStore
    let mark: RecordStore.Mark
    let file: Int32
    let progress: (Int) -> Void

    /// How one pass over the file reads it.
    private struct Pass {
        /// Nil to go by the byte order mark, else UTF-8.
        var encoding: TextEncoding?
        var dateOrder: DateOrder?
        /// Whether that is only how the format usually writes them.
        var assumesOrder = false
        /// Whether dates are only looked at for their order.
        var isSurvey = false
        /// Whether the file itself told the order, by its dates or in front of its header.
        var isSurveyed = false
        /// Rows that wait for another of their document.
        var waiting = WaitingRows()
        /// The most rejects that are listed.
        var listed = 10_000
    }

    /// What a pass has to say when it ends.
    private enum Ending {
        case done
        case again(Pass)
    }

    /// The bytes in which a header is looked for.
    private static let headSize = 1 << 18

    /// Reads the file and fills in what `source` says of it.
    func read(_ source: inout Source) throws(FileFailure) {
        var pass = Pass(dateOrder: options.dateOrder)
        while true {
            source.notes.removeAll()
            store.rollBack(to: mark, andRejects: true)
            do {
                try bytes.rewind()
                switch try run(pass, &source) {
                case .done: return
                case .again(let next): pass = next
                }
            } catch let error as TextDecodingError {
                guard case .notUTF8 = error, pass.encoding == nil else { throw FileFailure(error.description) }
                pass.encoding = options.encoding ?? .windows1252
            } catch let error as ByteSourceError {
                throw FileFailure(error)
            } catch let error as CSVFailure {
                throw FileFailure(error.description)
            } catch let failure as FileFailure {
                throw failure
            } catch {
                throw FileFailure("\(error)")
            }
        }
    }

    private func run(_ pass: Pass, _ source: inout Source) throws -> Ending {
        var text = DecodedText(bytes, encoding: pass.encoding, progress: progress)
        let head = try text.head(Self.headSize)
        source.layout = SourceLayout()
        source.layout.encoding = text.encoding
        let finder = HeaderFinder(headers, columns: options.columns)
        let found: HeaderFinder.Found
        var pass = pass
        switch head.withUnsafeBytes({ finder.find(in: $0, isEnd: text.isAtEnd) }) {
        case .success(let header): found = header
        case .failure(let problem): throw FileFailure(problem.text)
        }
        source.format = found.format.name
        if pass.dateOrder == nil {
            pass.dateOrder = head.withUnsafeBytes { Self.dateOrder(saidBefore: $0[..<found.byte]) }
            pass.isSurveyed = pass.dateOrder != nil
        }
        source.layout.dateOrder = pass.isSurveyed ? pass.dateOrder?.rawValue ?? "" : ""
        source.layout.delimiter = String(UnicodeScalar(found.delimiter))
        source.layout.headerLine = found.line
        source.kind = found.format.kind?.rawValue ?? ""
        guard let kind = found.format.kind else { throw FileFailure(found.format.refusal ?? "") }
        if let encoding = pass.encoding {
            source.notes.append(
                "Not valid UTF-8; read as \(encoding.name). Export it as UTF-8 if letters come out wrong.")
        }
        source.notes += ColumnNames.missing(options.columns, in: found.names.written)
        // A format without quotes is one of tab files; saved with another separator, a spreadsheet has quoted it.
        let isQuoted = found.format.isQuoted || found.delimiter != 0x09
        let reader = try rowReader(found, kind, pass, isQuoted: isQuoted)
        let stream = CSVStream(options: CSVOptions(delimiter: found.delimiter, quote: isQuoted ? 0x22 : nil))
        stream.wanted = reader.map.wanted
        var batch = CSVBatch()
        try head.withUnsafeBytes { all in
            let start = UnsafeRawBufferPointer(rebasing: all[found.byte...])
            let used = try stream.feed(start, into: &batch, stopAfterRows: 1)
            if let row = batch.rows.first {
                source.header = stream.withRaw(of: row) { String(decoding: $0, as: UTF8.self) }
            }
            try stream.feed(UnsafeRawBufferPointer(rebasing: start[used...]), into: &batch)
            reader.read(batch, of: stream)
        }
        while !reader.needsDateOrder, let piece = try text.next() {
            try stream.feed(piece, into: &batch)
            reader.read(batch, of: stream)
        }
        if !reader.needsDateOrder {
            try stream.finish(into: &batch)
            // A header that is the whole file ends only here.
            if stream.recordCount > 1 { reader.read(batch, of: stream) }
        }
        return try end(pass, found, reader, stream, &source)
    }

    /// The order of dates that a line in front of the header says, as files of rejects have it.
    private static func dateOrder(saidBefore text: Slice<UnsafeRawBufferPointer>) -> DateOrder? {
        let lines = text.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D })
        let start = Array("\(SourceLayout.dateOrderKey): ".utf8)
        guard let line = lines.first(where: { $0.starts(with: start) }) else { return nil }
        return DateOrder(rawValue: String(decoding: line.dropFirst(start.count), as: UTF8.self))
    }

    private func rowReader(
        _ found: HeaderFinder.Found, _ kind: FormatKind, _ pass: Pass, isQuoted: Bool
    ) throws -> RowReader {
        do {
            var format = found.format
            if let perUnit = options.perUnit { format.perUnit = perUnit }
            let map = try ColumnMap(
                format, kind: kind, names: found.names, capturesBuyers: settings.capturesBuyers)
            let dates = try DateReader(
                found.format.dates.obeying(options.dateOrder), zone: options.zone,
                order: pass.isSurvey ? .dayFirst : pass.dateOrder)
            return RowReader(
                map, store: store, file: file, dates: dates,
                source: SourceRules(options, stores: settings.stores, found.format), delimiter: found.delimiter,
                isQuoted: isQuoted, linesBefore: found.line - 1, listed: pass.listed,
                isSurvey: pass.isSurvey, waiting: pass.waiting)
        } catch let problem as RowProblem {
            throw FileFailure(problem.text, line: found.line, field: problem.column)
        } catch let error as TimestampFormError {
            throw FileFailure("The settings of this source: \(error.description)")
        }
    }

    /// What to make of a pass that came to the end, or stopped because dates can be read in two ways.
    private func end(
        _ pass: Pass, _ found: HeaderFinder.Found, _ reader: RowReader, _ stream: CSVStream, _ source: inout Source
    ) throws -> Ending {
        var next = pass
        if reader.needsDateOrder {
            next.isSurvey = true
            return .again(next)
        }
        if pass.isSurvey {
            next.dateOrder = try reader.survey.decision(otherwise: found.format.dates.otherwise)
            next.assumesOrder = reader.survey.isSilent
            next.isSurvey = false
            next.isSurveyed = true
            return .again(next)
        }
        if reader.waiting.count > pass.waiting.count {
            next.waiting = reader.waiting
            return .again(next)
        }
        if bytes.changedWhileRead { throw FileFailure.changedWhileRead }
        source.records = reader.taken
        source.rejected = reader.rejected
        source.notes += reader.notes
        source.layout.unreadColumns = reader.map.unread
        if pass.assumesOrder, let order = pass.dateOrder {
            let part = order == .monthFirst ? "month" : "day"
            source.notes.append(
                "Dates such as 03/04/2026 were read with the \(part) first, as is usual in this format; none in this "
                    + "file tells. Set `date_order` of its source if it is the other way.")
        }
        if !reader.map.unknown.isEmpty {
            source.notes.append("Columns not used: \(reader.map.unknown.joined(separator: ", ")).")
        }
        if reader.taken + reader.rejected == 0 { source.notes.append("There is no record behind the header.") }
        if stream.missingFinalLineEnd {
            guard !options.demandsFinalLineEnd else {
                throw FileFailure(
                    "The last line has no line end, so the file may be cut off; this source always writes one. "
                        + "Fetch the file again.")
            }
            source.notes.append("The last line has no line end.")
        }
        try FileFailure.check(
            taken: reader.taken + reader.held, rejected: reader.rejected - reader.held,
            allowed: settings.maxRejectsShare,
            first: reader.firstProblem)
        if reader.rejected > pass.listed {
            next.listed = .max
            return .again(next)
        }
        return .done
    }
}

/// The text of a file as UTF-8, piece by piece.
private struct DecodedText: ~Copyable {
    private let bytes: ByteSource
    private var decoder: TextDecoder
    private let buffer: UnsafeMutableRawBufferPointer
    private let progress: (Int) -> Void
    private(set) var isAtEnd = false
    /// The name of the encoding that the text is read in.
    var encoding: String { decoder.encoding.name }
    private var reported: Int64 = 0

    init(_ bytes: ByteSource, encoding: TextEncoding?, progress: @escaping (Int) -> Void) {
        self.bytes = bytes
        self.progress = progress
        decoder = TextDecoder(encoding)
        buffer = .allocate(byteCount: 1 << 16, alignment: 64)
    }

    deinit { buffer.deallocate() }

    /// The first bytes of the text, at least `size` unless it is shorter.
    mutating func head(_ size: Int) throws -> [UInt8] {
        var head: [UInt8] = []
        while head.count < size, let piece = try next() { head.append(contentsOf: piece) }
        return head
    }

    /// The next piece, valid until the next call; nil at the end.
    mutating func next() throws -> UnsafeRawBufferPointer? {
        guard !isAtEnd else { return nil }
        let count = try bytes.read(into: buffer)
        progress(Int(bytes.bytesRead - reported))
        reported = bytes.bytesRead
        if count == 0 {
            isAtEnd = true
            return try decoder.finish()
        }
        return try decoder.decode(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
}
