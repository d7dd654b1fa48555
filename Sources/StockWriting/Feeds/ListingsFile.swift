internal import ByteSource
internal import CSVStream

/// A channel's own export of its listings: opened once, recognised by its header, and read as often as it takes.
final class ListingsFile {
    /// What was found at the head of the file.
    struct Head {
        var format: FeedFormat
        var layout: FeedLayout
        /// The header's cells as written.
        var names: [String]
        var delimiter: UInt8
        /// The lines in front of the header as they stand there, without line ends.
        var preamble: [[UInt8]]
        /// Where the header begins in the text.
        var byte: Int64
        var hasMark: Bool
        var lineEnd: [UInt8]
    }

    /// How far down a header is looked for, and in how many bytes.
    private static let headLines = 30
    private static let headSize = 1 << 18
    private static let delimiters: [UInt8] = [0x2C, 0x09, 0x3B, 0x7C]

    let head: Head
    private let bytes: ByteSource

    /// Opens the file at `path` and recognises it: as an export of the channel that `channel` names, else as one that is a
    /// single channel's alone.
    init(path: String, channel: String) throws(FeedFailure) {
        do throws(ByteSourceError) {
            bytes = try ByteSource(path: path, followsSymlinks: true)
        } catch {
            throw FeedFailure("The file \(error.problem)")
        }
        head = try Self.head(of: bytes, channel: channel)
    }

    /// Calls `body` for each row behind the header.
    func forEachRow(_ body: (ListingsRow) -> Void) throws(FeedFailure) {
        var text = ListingsText(bytes)
        let stream = CSVStream(options: Self.options(head.format, head.delimiter))
        var batch = CSVBatch()
        do {
            while let piece = try text.next() {
                try stream.feed(piece, into: &batch)
                hand(batch, to: body)
            }
            try stream.finish(into: &batch)
            hand(batch, to: body)
        } catch {
            throw Self.failure(error)
        }
    }

    private func hand(_ batch: CSVBatch, to body: (ListingsRow) -> Void) {
        for row in batch.rows where row.byte > head.byte {
            body(ListingsRow(batch: batch, row: row, columns: head.names.count))
        }
    }

    private static func options(_ format: FeedFormat, _ delimiter: UInt8) -> CSVOptions {
        CSVOptions(delimiter: delimiter, quote: delimiter == 0x09 && !format.quotesTabs ? nil : 0x22)
    }

    private static func failure(_ error: any Error) -> FeedFailure {
        switch error {
        case let failure as FeedFailure: failure
        case let failure as CSVFailure: FeedFailure("The file cannot be read: \(failure.description)")
        default: FeedFailure("The file cannot be read: \(error)")
        }
    }
}

// MARK: Recognition

extension ListingsFile {
    private static func head(of bytes: ByteSource, channel: String) throws(FeedFailure) -> Head {
        var source = ListingsText(bytes)
        var text: [UInt8] = []
        while text.count < headSize, let piece = try source.next() { text.append(contentsOf: piece) }
        let isEnd = text.count < headSize
        guard !text.isEmpty else { throw FeedFailure("The file is empty. Fetch the export again.") }
        let named = FeedFormat.of(channel: channel)
        var best: (score: Int, head: Head)?
        for format in named.map({ [$0] }) ?? FeedFormat.all {
            for delimiter in delimiters {
                let stream = CSVStream(options: options(format, delimiter))
                let rows = headRows(text, stream, isEnd: isEnd)
                for (index, row) in rows.enumerated() {
                    let folded = row.cells.map { FeedColumn.fold($0) }
                    for layout in format.layouts where named != nil || layout.isTelling {
                        guard layout.header.count > best?.score ?? 0, layout.isToldBy(folded) else { continue }
                        let head = Head(
                            format: format, layout: layout, names: row.cells, delimiter: delimiter,
                            preamble: rows[..<index].map(\.raw), byte: row.byte, hasMark: source.hasMark,
                            lineEnd: lineEnd(of: text))
                        best = (layout.header.count, head)
                    }
                }
            }
        }
        guard let best else { throw unknown(named) }
        return best.head
    }

    private struct HeadRow {
        var cells: [String]
        var raw: [UInt8]
        var byte: Int64
    }

    /// The rows of the first lines, as far as they can be read.
    private static func headRows(_ text: [UInt8], _ stream: CSVStream, isEnd: Bool) -> [HeadRow] {
        var rows: [HeadRow] = []
        var batch = CSVBatch()
        func take() {
            for row in batch.rows where row.line <= headLines {
                let cells = ListingsRow(batch: batch, row: row, columns: Int(row.fieldCount))
                rows.append(
                    HeadRow(
                        cells: (0..<Int(row.fieldCount)).map { cells.text($0) },
                        raw: stream.withRaw(of: row) { Array($0) }, byte: row.byte))
            }
        }
        text.withUnsafeBytes { all in
            do {
                _ = try stream.feed(all, into: &batch, stopAfterRows: headLines)
                take()
                if isEnd, rows.count < headLines {
                    try stream.finish(into: &batch)
                    take()
                }
            } catch {
                // A line over a limit: what came before it still counts.
                take()
            }
        }
        return rows
    }

    /// CR LF where the first line ends so, else LF.
    private static func lineEnd(of text: [UInt8]) -> [UInt8] {
        guard let feed = text.firstIndex(of: 0x0A) else { return text.contains(0x0D) ? [0x0D, 0x0A] : [0x0A] }
        return feed > 0 && text[feed - 1] == 0x0D ? [0x0D, 0x0A] : [0x0A]
    }

    private static func unknown(_ named: FeedFormat?) -> FeedFailure {
        let layouts = (named.map { [$0] } ?? FeedFormat.all).flatMap { format in
            format.layouts.filter { named != nil || $0.isTelling }.map { layout in
                let columns = layout.header.map { column in "\"\(column.names[0])\"" }.joined(separator: ", ")
                return "\(format.title)'s \(layout.title) (\(columns))"
            }
        }
        return FeedFailure(
            "None of the first \(headLines) lines is the header of \(layouts.joined(separator: "; of ")). "
                + "Export the listings again, in English and with all columns.")
    }
}

extension FeedLayout {
    /// Whether a header with these names, folded, is one of this layout.
    fileprivate func isToldBy(_ folded: [String]) -> Bool {
        header.allSatisfy { $0.index(in: folded) != nil } && absent.allSatisfy { $0.index(in: folded) == nil }
    }
}
