/// A CSV file that cannot be read any further. A broken record is a row of the batch, not a failure.
package struct CSVFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// What a file may not have too much of.
    package enum Limit: Sendable, Equatable {
        /// Bytes in one cell.
        case field(Int)
        /// Raw bytes in one record.
        case record(Int)
        /// Cells in one record.
        case columns(Int)
    }

    package enum Reason: Sendable, Equatable {
        /// One physical line alone is over a limit, so leaving the record out would not help.
        case limit(Limit)
        /// The parser ran out of memory.
        case outOfMemory
    }

    package let reason: Reason
    /// 1-based number of the record that broke the rule.
    package let record: Int64
    /// 1-based number of the line on which it starts.
    package let line: Int64
    /// 0-based offset of its first byte.
    package let byte: Int64

    /// What, where and what to do.
    package var description: String {
        "record \(record), line \(line), byte \(byte): \(sentence)"
    }

    private var sentence: String {
        switch reason {
        case .limit(.field(let limit)):
            "a cell is longer than \(limit) bytes. This is no such export, or its line ends are lost."
        case .limit(.record(let limit)):
            "a line is longer than \(limit) bytes. This is no such export, or its line ends are lost."
        case .limit(.columns(let limit)):
            "a line has more than \(limit) cells. This is no such export, or its line ends are lost."
        case .outOfMemory:
            "not enough memory for its cells."
        }
    }
}
