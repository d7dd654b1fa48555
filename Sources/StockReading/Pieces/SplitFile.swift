internal import ByteSource
internal import CSVStream
package import StockModel

/// A huge CSV file that several workers read in pieces.
///
/// What comes out is what reading it as a whole gives, to the byte. A row is read without looking at others but for
///
/// * the numbers of its record and line: lines are counted beforehand, records put right afterwards;
/// * cells that it takes over from its document's first row: a piece begins with such a row;
/// * rows that wait for others, the order of day and month, counts and notes: they are added up over all pieces, and the
///   next pass goes by the sum.
///
/// Whether a piece begins where a record does is proved by the one in front of it, which must end there with no record open.
/// Where any of this does not hold, something cannot be read, or the file as a whole must be rejected, nothing of the pieces
/// counts and the file is read as a whole.
package final class SplitFile: @unchecked Sendable {
    // Sendable: a piece is read by one worker at a time, all of them before anything else is asked; meanwhile the source
    // itself belongs to whoever makes the hash.
    let bytes: ByteSource
    let file: Int32
    let name: String
    private let reading: FormatReading
    private let head: FormatHead
    private let pieces: [FilePiece]
    private var pass: FormatPass
    private var source: Source

    /// What is to be done when all pieces were read.
    package enum Conclusion {
        /// Nothing: all records are in the stores.
        case done(Source)
        /// Read all pieces once more, into new stores.
        case again
        /// Read the file as a whole.
        case whole
    }

    /// Nil for a file that is better read as a whole: of another kind, in another encoding than UTF-8, with CR alone at the
    /// ends of lines, or wrong from the first.
    ///
    /// - Parameters:
    ///   - bytes: an open file that begins with text and is no gzip.
    ///   - size: about how many bytes a piece has.
    ///   - forEach: runs a body for each of so many items, perhaps at the same time, and waits.
    init?(
        _ bytes: ByteSource, name: String, file: Int32, _ reading: FormatReading, every size: Int,
        _ forEach: (Int, @Sendable (Int) -> Void) -> Void
    ) {
        (self.bytes, self.name, self.file, self.reading) = (bytes, name, file, reading)
        (source, pass) = (Source(file: name), reading.firstPass)
        source.bytes = Int(bytes.size)
        var text = DecodedText(bytes.part(0..<bytes.size), encoding: nil) { _ in }
        guard let head = try? reading.head(of: &text, &pass, &source), text.encoding == .utf8,
            FormatKind.recordKinds.contains(head.kind), let map = try? reading.columns(head)
        else { return nil }
        let stream = CSVStream(options: head.csv)
        var batch = CSVBatch()
        guard (try? head.feedHeader(to: stream, into: &batch)) != nil, let row = batch.rows.first, row.broken == nil,
            let first = stream.nextRecord
        else { return nil }
        source.header = stream.withRaw(of: row) { String(decoding: $0, as: UTF8.self) }
        let base = Int64(text.markLength + head.found.byte)
        let cuts = FileCuts(bytes, head, map, base: base, first: first).positions(every: size, forEach)
        guard cuts.count > 1 else { return nil }
        let ends = cuts.dropFirst().map { base + $0.byte } + [bytes.size]
        pieces = zip(cuts, ends).map { FilePiece($0, base + $0.byte..<$1, isLast: $1 == bytes.size) }
        self.head = head
    }

    /// How many bytes each piece has.
    package var sizes: [Int] { pieces.map(\.range.count) }

    /// Whether somebody must make the hash before the first conclusion.
    package var needsHash: Bool { reading.settings.hashes }

    /// Reads the file for its hash.
    package func hash() {
        bytes.rewind()
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
        defer { room.deallocate() }
        while let count = try? bytes.read(into: room), count > 0 {}
    }

    /// Reads a piece into a store that nothing but this file's pieces goes to.
    package func read(piece: Int, into store: RecordStore, progress: @escaping (Int) -> Void) {
        pieces[piece].read(bytes, reading, head, pass, into: store, file: file, progress: progress)
    }

    /// Looks at what all pieces came to.
    package func conclude() -> Conclusion {
        defer { pieces.forEach { $0.reset() } }
        guard !needsHash || bytes.sha256 != nil, let tally = combined(), let map = pieces[0].outcome?.map,
            let last = pieces[pieces.count - 1].outcome,
            let ending = try? reading.ending(
                pass, head, map, tally, missesFinalLineEnd: last.missesFinalLineEnd,
                changed: bytes.changedWhileRead || !bytes.isUnchanged, &source)
        else { return .whole }
        switch ending {
        case .again(let next): return begin(next) ? .again : .whole
        case .done:
            for reject in pieces.compactMap(\.outcome).flatMap(\.rejects) { last.store.append(reject) }
            source.sha256 = bytes.sha256 ?? ""
            return .done(source)
        }
    }

    /// What all rows came to, with their records' numbers put right; nil where reading the file as a whole may come to
    /// something else.
    private func combined() -> RowTally? {
        var tally = RowTally(waiting: pass.waiting)
        var next = pieces[0].position
        var document: [UInt8] = []
        for (index, piece) in pieces.enumerated() {
            guard let outcome = piece.outcome, next.byte == piece.position.byte, next.line == piece.position.line else {
                return nil
            }
            if let inheritance = outcome.map.inheritance {
                guard index == 0 || inheritance.isIndependent(ofRowsBefore: document) else { return nil }
                if inheritance.firstKey != nil { document = inheritance.lastKey }
            }
            let shift = next.record - piece.position.record
            piece.renumber(by: shift)
            tally.combine(outcome.tally)
            // Reading stops there, wherever the other pieces came to.
            if tally.needsDateOrder { return tally }
            guard !piece.isLast else { return tally }
            guard let end = outcome.end else { return nil }
            next = CSVPosition(record: end.record + shift, line: end.line, byte: end.byte)
        }
        return tally
    }

    /// Prepares another pass.
    ///
    /// - Returns: whether the file still begins as it did.
    private func begin(_ next: FormatPass) -> Bool {
        pass = next
        source.notes.removeAll()
        var text = DecodedText(bytes.part(0..<bytes.size), encoding: nil) { _ in }
        return (try? reading.head(of: &text, &pass, &source))?.text == head.text
    }
}
