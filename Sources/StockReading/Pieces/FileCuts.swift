internal import ByteSource
internal import CSVStream
internal import Synchronization

/// Finds where a huge CSV file can be cut into pieces, so that several workers can read it.
///
/// A place is inside quotes where the quotes before it are odd in number, so a record begins behind the first line end
/// from there on that is outside. That holds as far as the file's quotes are right, which shows when the piece in front is
/// read: it must end where the next one begins, with no record open.
///
/// Where rows take over cells of a document's first row, a piece begins with such a first row.
struct FileCuts: @unchecked Sendable {
    // Sendable: all is constant, and of the source only parts are read, each by one thread.
    private let bytes: ByteSource
    private let head: FormatHead
    private let map: ColumnMap
    /// Where positions count their bytes from, in the file.
    private let base: Int64
    /// Behind the header.
    private let first: CSVPosition

    /// How far from a place a record's beginning is looked for.
    private static let window: Int64 = 1 << 20

    /// - Parameters:
    ///   - base: the offset in the file at which positions begin to count.
    ///   - first: where the first record behind the header begins.
    init(_ bytes: ByteSource, _ head: FormatHead, _ map: ColumnMap, base: Int64, first: CSVPosition) {
        self.bytes = bytes
        self.head = head
        self.map = map
        self.base = base
        self.first = first
    }

    /// Where pieces of about `size` bytes begin, the first behind the header. Their lines are right; their records are
    /// numbered as if each line were one.
    ///
    /// - Parameter forEach: runs a body for each of so many items, perhaps at the same time, and waits.
    func positions(every size: Int, _ forEach: (Int, @Sendable (Int) -> Void) -> Void) -> [CSVPosition] {
        let start = base + first.byte
        let count = Int((bytes.size - start) / Int64(size))
        guard count > 1 else { return [first] }
        let begin = { @Sendable (block: Int) in start + Int64(block) * Int64(size) }
        let blocks = Mutex([LineTally?](repeating: nil, count: count))
        forEach(count - 1) { block in
            let tally = tally(begin(block)..<begin(block + 1))
            blocks.withLock { $0[block] = tally }
        }
        var positions = [first]
        var before = LineTally()
        for (block, tally) in blocks.withLock({ $0 }).dropLast().enumerated() {
            guard let tally else { return [first] }
            before.add(tally)
            // The last piece may already reach beyond.
            guard begin(block + 1) > base + positions[positions.count - 1].byte,
                let cut = cut(from: begin(block + 1), before), base + cut.byte < bytes.size
            else { continue }
            positions.append(cut)
        }
        return positions
    }

    /// Counts a stretch of the file; nil where it cannot be read.
    private func tally(_ range: Range<Int64>) -> LineTally? {
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
        defer { room.deallocate() }
        let part = bytes.part(range)
        var tally = LineTally()
        while let count = try? part.read(into: room), count > 0 {
            tally.add(UnsafeRawBufferPointer(rebasing: room[..<count]))
        }
        return part.bytesRead == part.size ? tally : nil
    }

    /// The first place from `offset` on at which a piece can begin; nil where there is none near.
    ///
    /// - Parameter before: what lies between the header and `offset`.
    private func cut(from offset: Int64, _ before: LineTally) -> CSVPosition? {
        let text = text(offset..<min(offset + Self.window, bytes.size))
        var tally = before
        guard let end = text.withUnsafeBytes({ tally.addLine($0, isQuoted: head.isQuoted) }) else { return nil }
        let lines = Int64(tally.lineFeeds)
        let position = CSVPosition(
            record: first.record + lines, line: first.line + lines, byte: offset + Int64(end) - base)
        guard let inheritance = map.inheritance else { return position }
        return firstOfDocument(text[end...], from: position, inheritance)
    }

    private func text(_ range: Range<Int64>) -> [UInt8] {
        let part = bytes.part(range)
        return [UInt8](unsafeUninitializedCapacity: range.count) { room, count in
            let room = UnsafeMutableRawBufferPointer(room)
            while count < room.count,
                let more = try? part.read(into: UnsafeMutableRawBufferPointer(rebasing: room[count...])), more > 0
            {
                count += more
            }
        }
    }

    /// Where the first row begins that names another document than a row above it.
    private func firstOfDocument(
        _ text: ArraySlice<UInt8>, from position: CSVPosition, _ inheritance: InheritedCells
    ) -> CSVPosition? {
        let stream = CSVStream(options: head.csv, from: position)
        stream.wanted = map.wanted
        var batch = CSVBatch()
        // What comes in front of a line over a limit still counts.
        text.withUnsafeBytes { try? stream.feed($0, into: &batch) }
        return batch.bytes.withUnsafeBufferPointer { bytes in
            batch.fields.withUnsafeBufferPointer { fields in
                guard let start = fields.baseAddress else { return nil }
                var document: [UInt8] = []
                for row in batch.rows where row.broken == nil && row.fieldCount >= map.width {
                    let cells = RowCells(
                        bytes: bytes.baseAddress, fields: start + Int(row.firstField), count: Int(row.fieldCount),
                        inherited: nil)
                    let key = Array(inheritance.writtenKey(of: cells))
                    if !document.isEmpty, !key.isEmpty, key != document {
                        return CSVPosition(record: row.record, line: row.line, byte: row.byte)
                    }
                    if !key.isEmpty { document = key }
                }
                return nil
            }
        }
    }
}
