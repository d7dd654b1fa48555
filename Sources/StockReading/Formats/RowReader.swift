internal import CSVStream
internal import StockModel

/// Reads the rows of one file behind its header: passes by what is no record, and makes records of the rest.
///
/// Every row is taken, rejected or passed by, and counted as such.
final class RowReader {
    let map: ColumnMap
    private let store: RecordStore
    private let file: Int32
    private var records: RecordBuilder
    private let catalogue: CatalogueBuilder?
    private let identities: IdentityBuilder?
    private let notices: NoticeBuilder?
    private let mender: RowMender
    private let hasSkips: Bool
    private let hasRejections: Bool
    /// What a second header shows in the first column that is looked at.
    private let probe: (column: Int, name: String, length: Int, first: UInt8)
    /// Lines in front of the first that the stream saw, and records up to the header.
    private let linesBefore: Int
    /// Whether dates are only looked at for the order of day and month, and nothing is taken.
    private let isSurvey: Bool
    /// The most rejects that are listed; more are only counted.
    private let listed: Int

    private var counts: RowTally
    private let obeyed: WaitingRows
    /// Whether the first row of the document that is being read was rejected.
    private var isFirstRowRejected = false
    /// A date was met that can be read in two ways.
    var needsDateOrder: Bool { notices?.needsDateOrder ?? records.dates.needsOrder }

    /// What the rows so far came to.
    var tally: RowTally {
        var tally = counts
        tally.needsDateOrder = needsDateOrder
        tally.assumesUTC = notices?.assumedUTC ?? records.dates.assumedUTC
        tally.unreadPrices = records.unreadPrices
        return tally
    }

    /// - Parameters:
    ///   - linesBefore: physical lines in front of the header.
    ///   - listed: the most rejects to add to the store.
    ///   - isSurvey: whether dates are only looked at for what they say about day and month.
    ///   - waiting: rows for which others must wait, as an earlier pass found them.
    init(
        _ map: ColumnMap, store: RecordStore, file: Int32, dates: DateReader, source: SourceRules, delimiter: UInt8,
        isQuoted: Bool, linesBefore: Int, listed: Int, isSurvey: Bool, waiting: WaitingRows
    ) {
        self.map = map
        self.store = store
        self.file = file
        self.linesBefore = linesBefore
        self.listed = listed
        self.isSurvey = isSurvey
        counts = RowTally(waiting: waiting)
        obeyed = waiting
        records = RecordBuilder(map, store: store, file: file, dates: dates, source: source)
        catalogue = map.kind == .catalogue ? CatalogueBuilder(map, store: store, file: file) : nil
        identities = map.kind == .identity ? IdentityBuilder(map, store: store, file: file, scan: source.scan) : nil
        notices = map.kind.noticeKind.map {
            NoticeBuilder(map, kind: $0, store: store, file: file, dates: dates, scan: source.scan)
        }
        hasSkips = !map.skips.isEmpty
        hasRejections = !map.rejections.isEmpty
        mender = RowMender(delimiter: delimiter, isQuoted: isQuoted, width: map.width)
        let column = map.wanted.firstIndex(of: true).map { $0 < map.width ? $0 : 0 } ?? 0
        let name = map.name(column)
        probe = (column, name, name.utf8.count, name.utf8.first?.lowered ?? 0)
    }

    /// Reads the rows of a batch. Stops early where the order of day and month must be found first.
    func read(_ batch: CSVBatch, of stream: CSVStream) {
        batch.bytes.withUnsafeBufferPointer { bytes in
            batch.fields.withUnsafeBufferPointer { fields in
                for row in batch.rows {
                    if row.broken == nil, let first = fields.baseAddress {
                        let cells = RowCells(
                            bytes: bytes.baseAddress, fields: first + Int(row.firstField), count: Int(row.fieldCount),
                            inherited: nil)
                        read(cells, row, stream)
                    } else {
                        stream.withRaw(of: row) { readBroken($0, row, stream) }
                    }
                    if needsDateOrder { return }
                }
            }
        }
    }

    private func read(_ cells: RowCells, _ row: CSVRow, _ stream: CSVStream) {
        guard cells.count >= map.width, cells.count <= map.names.count || hasEmptyTail(cells) else {
            stream.withRaw(of: row) { readUneven($0, cells.count, row, stream) }
            return
        }
        if cells.raw(probe.column).count == 0, stream.withRaw(of: row, isBlank) { return }
        if isHeader(cells) { return counts.pass("the header again") }
        take(cells, row, stream)
    }

    /// Makes a record of a row that has the right number of cells.
    private func take(_ row: RowCells, _ position: CSVRow, _ stream: CSVStream) {
        var row = row
        if let inheritance = map.inheritance {
            if inheritance.meet(row, quantities: records.quantities) {
                row = RowCells(
                    bytes: row.bytes, fields: row.fields, count: row.count,
                    inherited: Unmanaged.passUnretained(inheritance))
            } else {
                isFirstRowRejected = false
            }
        }
        if hasSkips,
            let reason = map.skips.first(where: { $0.condition.holds(row, quantities: records.quantities) })?.reason
        {
            return counts.pass(reason)
        }
        if isSurvey {
            if let notices { return notices.survey(row, &counts.survey) }
            return records.survey(row, &counts.survey)
        }
        let lineNumber = line(of: position)
        if !obeyed.isEmpty, let place = place(of: row), let culprit = obeyed.culprit(at: place, line: lineNumber) {
            counts.held += 1
            return reject(WaitingRows.problem(culprit: culprit), row, position, stream)
        }
        do throws(RowProblem) {
            let added = try add(row, number: number(of: position), lineNumber: lineNumber)
            counts.taken += added
        } catch {
            if let place = place(of: row) { counts.waiting.note(place, line: lineNumber) }
            reject(error, row, position, stream)
        }
    }

    private func reject(_ problem: RowProblem, _ row: RowCells, _ position: CSVRow, _ stream: CSVStream) {
        stream.withRaw(of: position) { reject(problem, $0, position, filling: row) }
        if row.inherited == nil { isFirstRowRejected = true }
    }

    /// Where a row stands whose line is counted; nil for others.
    private func place(of row: RowCells) -> WaitingRows.Place? {
        guard catalogue == nil, identities == nil, notices == nil, var place = records.place(of: row) else {
            return nil
        }
        if let document = map.inheritance?.document { place.document = document }
        return place
    }

    /// - Returns: how many records the row made.
    @inline(__always)
    private func add(_ row: RowCells, number: Int, lineNumber: Int) throws(RowProblem) -> Int {
        if hasRejections {
            for (condition, reason) in map.rejections where condition.holds(row, quantities: records.quantities) {
                throw RowProblem(reason)
            }
        }
        if let catalogue {
            try catalogue.add(row, lineNumber: lineNumber)
        } else if let identities {
            try identities.add(row, number: number)
        } else if let notices {
            try notices.add(row, number: number, lineNumber: lineNumber)
        } else if map.lines != nil {
            let added = try records.addLines(of: row, number: number, lineNumber: lineNumber)
            if added == 0 { counts.pass("without any line") }
            return added
        } else {
            try records.add(row, number: number, lineNumber: lineNumber)
        }
        return 1
    }

    /// A row with too few or too many cells.
    private func readUneven(_ raw: UnsafeRawBufferPointer, _ count: Int, _ row: CSVRow, _ stream: CSVStream) {
        if isBlank(raw) || isFooter(raw) { return }
        defer { map.inheritance?.interrupt() }
        if count == 1, map.width > 1, let mended = mender.unwrapped(raw) { return readMended(mended, row, stream) }
        noteUnreadable(raw, row)
        let lost = "Check for an unquoted separator or a cut-off line, and export the file again."
        reject(RowProblem("The row has \(count) cells and the header \(map.width). \(lost)"), raw, row)
    }

    /// A row whose quotes are wrong.
    private func readBroken(_ raw: UnsafeRawBufferPointer, _ row: CSVRow, _ stream: CSVStream) {
        if isFooter(raw) { return }
        defer { map.inheritance?.interrupt() }
        if let mended = mender.withoutFormulas(raw) { return readMended(mended, row, stream) }
        noteUnreadable(raw, row)
        let reason = row.broken?.description ?? ""
        reject(
            RowProblem("The row cannot be split into cells: \(reason). Correct it, or export the file again."), raw, row
        )
    }

    /// The other rows of a document may need one that cannot be taken apart, and it their first: all come back together.
    /// Where such a row does not show its document, it is likely to be of the one above it.
    private func noteUnreadable(_ raw: UnsafeRawBufferPointer, _ row: CSVRow) {
        guard let inheritance = map.inheritance else { return }
        let own = inheritance.key(amongst: mender.likelyCells(raw))
        guard let document = own ?? inheritance.document else { return }
        counts.waiting.note(WaitingRows.Place(document: document, item: ""), line: line(of: row))
    }

    private func readMended(_ mended: CSVBatch, _ row: CSVRow, _ stream: CSVStream) {
        mended.bytes.withUnsafeBufferPointer { bytes in
            mended.fields.withUnsafeBufferPointer { fields in
                guard let first = fields.baseAddress else { return }
                take(
                    RowCells(bytes: bytes.baseAddress, fields: first, count: mended.fields.count, inherited: nil), row,
                    stream)
            }
        }
    }
}

extension RowReader {
    /// The record's number in its file: the first behind the header is 1.
    private func number(of row: CSVRow) -> Int { Int(row.record) - 1 }

    private func line(of row: CSVRow) -> Int { Int(row.line) + linesBefore }

    /// - Parameter cells: the row's cells, with what it inherits.
    private func reject(
        _ problem: RowProblem, _ raw: UnsafeRawBufferPointer, _ row: CSVRow, filling cells: RowCells? = nil
    ) {
        guard !isSurvey else { return }
        counts.rejected += 1
        if counts.rejected == 1 { counts.firstProblem = "line \(line(of: row)): \(problem.text)" }
        guard counts.rejected <= listed else { return }
        var text: String?
        if let cells, cells.inherited != nil, !isFirstRowRejected {
            // The row comes back alone, without the first one of its document.
            text = mender.filled(raw, from: cells, emptying: firstRowTexts)
        }
        store.append(
            Reject(
                file: file, record: number(of: row), line: line(of: row), field: problem.column, value: problem.value,
                problem: problem.text, raw: text ?? String(decoding: raw, as: UTF8.self)))
    }

    /// Columns of free text that count in a document's first row alone.
    private var firstRowTexts: [Int] {
        guard let (columns, isFirstRowOnly) = map.texts(map.slot(.serials)), isFirstRowOnly else { return [] }
        return columns
    }

    /// Whether all cells beyond the header are empty.
    private func hasEmptyTail(_ cells: RowCells) -> Bool {
        guard cells.count <= map.width + ColumnMap.tolerated else { return false }
        return (map.names.count..<cells.count).allSatisfy { cells.fields[$0].count == 0 }
    }

    /// Whether a row holds nothing but separators, quotes and blanks.
    private func isBlank(_ raw: UnsafeRawBufferPointer) -> Bool { mender.isBlank(raw) }

    private func isFooter(_ raw: UnsafeRawBufferPointer) -> Bool {
        let isFooter = map.format.footers.contains { $0.matches(raw.bindMemory(to: UInt8.self)) }
        if isFooter { counts.pass("a footer") }
        return isFooter
    }

    /// Whether the row is the header once more: in every column that is looked at its name.
    private func isHeader(_ cells: RowCells) -> Bool {
        let first = cells.raw(probe.column)
        guard first.count == probe.length, first.count > 0, first[0].lowered == probe.first,
            FoldedName.fold(first) == FoldedName.fold(probe.name)
        else {
            return false
        }
        return (0..<map.width).allSatisfy { column in
            !map.wanted[column] || FoldedName.fold(cells.raw(column)) == FoldedName.fold(map.name(column))
        }
    }
}
