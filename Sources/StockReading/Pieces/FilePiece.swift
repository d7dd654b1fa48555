internal import ByteSource
internal import CSVStream
internal import StockModel

/// A piece of a huge CSV file, and what reading it came to.
final class FilePiece {
    /// Where its first record begins: its line is known, its number only as far as each line before it is a record.
    let position: CSVPosition
    /// Its bytes in the file.
    let range: Range<Int64>
    let isLast: Bool
    /// What the last pass over it came to; nil where it could not be read.
    private(set) var outcome: Outcome?

    struct Outcome {
        var tally: RowTally
        /// The format's columns, with what the piece's last row left there.
        var map: ColumnMap
        var rejects: [Reject]
        /// Where reading the file as a whole would go on; nil within a record, and behind the last piece.
        var end: CSVPosition?
        var missesFinalLineEnd: Bool
        var store: RecordStore
        var records: (from: RecordStore.Mark, to: RecordStore.Mark)

        /// Adds to the numbers of all its records.
        mutating func renumber(by shift: Int) {
            guard shift != 0 else { return }
            store.renumber(from: records.from, to: records.to, by: shift)
            for index in rejects.indices { rejects[index].record += shift }
        }
    }

    init(_ position: CSVPosition, _ range: Range<Int64>, isLast: Bool) {
        self.position = position
        self.range = range
        self.isLast = isLast
    }

    /// Reads its rows.
    ///
    /// - Parameters:
    ///   - bytes: the file.
    ///   - store: where its records go.
    func read(
        _ bytes: ByteSource, _ reading: FormatReading, _ head: FormatHead, _ pass: FormatPass, into store: RecordStore,
        file: Int32, progress: @escaping (Int) -> Void
    ) {
        outcome = try? {
            let mark = store.mark()
            let part = bytes.part(range)
            var text = DecodedText(part: part, progress: progress)
            let reader = try reading.rowReader(head, pass, into: store, file: file)
            let stream = CSVStream(options: head.csv, from: position)
            stream.wanted = reader.map.wanted
            var batch = CSVBatch()
            while !reader.needsDateOrder, let next = try text.next() {
                try stream.feed(next, into: &batch)
                reader.read(batch, of: stream)
            }
            let end = stream.nextRecord
            if isLast, !reader.needsDateOrder {
                try stream.finish(into: &batch)
                reader.read(batch, of: stream)
            }
            if part.changedWhileRead { throw FileFailure.changedWhileRead }
            return Outcome(
                tally: reader.tally, map: reader.map, rejects: store.takeRejects(since: mark), end: end,
                missesFinalLineEnd: stream.missingFinalLineEnd, store: store, records: (mark, store.mark()))
        }()
    }

    /// Forgets what the last pass came to.
    func reset() { outcome = nil }

    /// Shifts the numbers of its records.
    func renumber(by shift: Int64) { outcome?.renumber(by: Int(shift)) }
}
