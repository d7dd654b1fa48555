/// One cell: where its bytes lie in the batch.
package struct CSVField: Sendable, Equatable {
    /// First byte in `CSVBatch.bytes`.
    package var start: UInt32
    /// Length in bytes; -1 if the column is not wanted and was not copied.
    package var count: Int32

    package init(start: UInt32, count: Int32) {
        self.start = start
        self.count = count
    }
}

/// Why a record could not be split into cells.
package enum CSVBreakage: UInt8, Sendable, CaseIterable, CustomStringConvertible {
    /// A quote inside an unquoted cell, or text behind a closing quote.
    case strayQuote = 1
    /// A quote that is not closed before the file ends or a limit is reached.
    case openQuote
    /// A line end of another kind than the file's, outside quotes: a bare CR among LF, an LF among CR.
    case foreignLineEnd

    package var description: String {
        switch self {
        case .strayQuote: "a quote inside a cell is not doubled, or text follows a closing quote"
        case .openQuote: "a quote is opened and never closed"
        case .foreignLineEnd: "a line end of another kind than the rest of the file's, outside quotes"
        }
    }
}

/// One record, whole or broken.
package struct CSVRow: Sendable, Equatable {
    /// 1-based number of the record; the header and broken records count, blank lines do not.
    package var record: Int64
    /// 1-based number of its first physical line; blank lines and lines inside quotes count.
    package var line: Int64
    /// 0-based offset of its first byte in all that was fed.
    package var byte: Int64
    /// Its first cell in `CSVBatch.fields`.
    package var firstField: Int32
    /// Its number of cells; 0 if it is broken.
    package var fieldCount: Int32
    /// Where its bytes lie, for `CSVStream.withRaw`.
    package var rawStart: Int32
    /// Length of its bytes without the final line end. Of a broken record it is the first physical line.
    package var rawCount: Int32
    /// What is wrong with it; nil if it was split into cells.
    package var broken: CSVBreakage?
}

/// The records that ended in one piece of input, in the order of the file. Refilled by every call that takes it.
package struct CSVBatch: Sendable {
    /// The text of all wanted cells, quotes resolved; between them may lie what nobody wants.
    package var bytes: [UInt8] = []
    package var fields: [CSVField] = []
    package var rows: [CSVRow] = []

    package init() {}

    /// The bytes of a cell, without a copy; none for a column that is not wanted.
    package func withBytes<R>(of field: CSVField, _ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        try bytes.withUnsafeBytes { all in
            let start = Int(field.start)
            return try body(UnsafeRawBufferPointer(rebasing: all[start..<(start + Int(max(field.count, 0)))]))
        }
    }

    /// Empties the batch and keeps its room.
    package mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        fields.removeAll(keepingCapacity: true)
        rows.removeAll(keepingCapacity: true)
    }
}
