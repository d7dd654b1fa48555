internal import ByteSource
internal import CSVStream
internal import StockModel

/// How CSV files of one source are read, whether as a whole or in pieces.
struct FormatReading {
    let headers: KnownHeaders
    let settings: ReadingSettings
    let options: SourceOptions

    /// The bytes in which a header is looked for.
    static let headSize = 1 << 18

    /// The first pass over a file.
    var firstPass: FormatPass { FormatPass(dateOrder: options.dateOrder) }

    /// Finds the header, and fills in what it tells of the pass and of the source.
    func head(
        of text: inout DecodedText, _ pass: inout FormatPass, _ source: inout Source
    ) throws -> FormatHead {
        let head = try text.head(Self.headSize)
        source.layout = SourceLayout()
        source.layout.encoding = text.encoding.name
        let finder = HeaderFinder(headers, columns: options.columns)
        let found: HeaderFinder.Found
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
        return FormatHead(found, kind, text: head)
    }

    /// The order of dates that a line in front of the header says, as files of rejects have it.
    private static func dateOrder(saidBefore text: Slice<UnsafeRawBufferPointer>) -> DateOrder? {
        let lines = text.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D })
        let start = Array("\(SourceLayout.dateOrderKey): ".utf8)
        guard let line = lines.first(where: { $0.starts(with: start) }) else { return nil }
        return DateOrder(rawValue: String(decoding: line.dropFirst(start.count), as: UTF8.self))
    }

    /// The format's columns in a file with this header, with room for the state of one reader.
    func columns(_ head: FormatHead) throws(FileFailure) -> ColumnMap {
        do {
            var format = head.found.format
            if let perUnit = options.perUnit { format.perUnit = perUnit }
            return try ColumnMap(
                format, kind: head.kind, names: head.found.names, capturesBuyers: settings.capturesBuyers)
        } catch {
            throw FileFailure(error.text, line: head.found.line, field: error.column)
        }
    }

    /// A reader of rows behind the header.
    func rowReader(
        _ head: FormatHead, _ pass: FormatPass, into store: RecordStore, file: Int32
    ) throws(FileFailure) -> RowReader {
        let map = try columns(head)
        let format = head.found.format
        do {
            let dates = try DateReader(
                format.dates.obeying(options.dateOrder), zone: options.zone,
                order: pass.isSurvey ? .dayFirst : pass.dateOrder)
            return RowReader(
                map, store: store, file: file, dates: dates,
                source: SourceRules(options, stores: settings.stores, format), delimiter: head.found.delimiter,
                isQuoted: head.isQuoted, linesBefore: head.found.line - 1, listed: pass.listed,
                isSurvey: pass.isSurvey, waiting: pass.waiting)
        } catch {
            throw FileFailure("The settings of this source: \(error.description)")
        }
    }

    /// What to make of a pass that came to the end, or stopped because dates can be read in two ways.
    ///
    /// - Parameters:
    ///   - tally: what all rows came to.
    ///   - missesFinalLineEnd: whether the last line has no line end.
    ///   - changed: whether somebody was still writing the file; asked only where that matters.
    func ending(
        _ pass: FormatPass, _ head: FormatHead, _ map: ColumnMap, _ tally: RowTally, missesFinalLineEnd: Bool,
        changed: @autoclosure () -> Bool, _ source: inout Source
    ) throws(FileFailure) -> FormatPass.Ending {
        var next = pass
        if tally.needsDateOrder {
            next.isSurvey = true
            return .again(next)
        }
        if pass.isSurvey {
            next.dateOrder = try tally.survey.decision(otherwise: head.found.format.dates.otherwise)
            next.assumesOrder = tally.survey.isSilent
            next.isSurvey = false
            next.isSurveyed = true
            return .again(next)
        }
        if tally.waiting.count > pass.waiting.count {
            next.waiting = tally.waiting
            return .again(next)
        }
        if changed() { throw FileFailure.changedWhileRead }
        source.records = tally.taken
        source.rejected = tally.rejected
        source.notes += tally.notes
        source.layout.unreadColumns = map.unread
        if pass.assumesOrder, let order = pass.dateOrder {
            let part = order == .monthFirst ? "month" : "day"
            source.notes.append(
                "Dates such as 03/04/2026 were read with the \(part) first, as is usual in this format; none in this "
                    + "file tells. Set `date_order` of its source if it is the other way.")
        }
        if !map.unknown.isEmpty {
            source.notes.append("Columns not used: \(map.unknown.joined(separator: ", ")).")
        }
        if tally.taken + tally.rejected == 0 { source.notes.append("There is no record behind the header.") }
        if missesFinalLineEnd {
            guard !options.demandsFinalLineEnd else {
                throw FileFailure(
                    "The last line has no line end, so the file may be cut off; this source always writes one. "
                        + "Fetch the file again.")
            }
            source.notes.append("The last line has no line end.")
        }
        try FileFailure.check(
            taken: tally.taken + tally.held, rejected: tally.rejected - tally.held, allowed: settings.maxRejectsShare,
            first: tally.firstProblem)
        if tally.rejected > pass.listed {
            next.listed = .max
            return .again(next)
        }
        return .done
    }
}
