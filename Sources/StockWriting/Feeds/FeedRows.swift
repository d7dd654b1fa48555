/// The rows of an upload in the channel's own form: delimiter, quoting, line ends and mark; cells as bytes in the template's
/// encoding.
struct FeedRows {
    private(set) var bytes: [UInt8] = []
    private let delimiter: UInt8
    private let isQuoted: Bool
    private let lineEnd: [UInt8]
    private var isAtRowStart = true

    init(_ head: ListingsFile.Head) {
        delimiter = head.format.delimiter ?? head.delimiter
        isQuoted = delimiter != 0x09 || head.format.quotesTabs
        lineEnd = head.lineEnd
        if head.hasMark { bytes = [0xEF, 0xBB, 0xBF] }
    }

    mutating func field(_ text: [UInt8]) {
        if !isAtRowStart { bytes.append(delimiter) }
        isAtRowStart = false
        let isPlain = !text.contains { $0 == delimiter || $0 == 0x0A || $0 == 0x0D || (isQuoted && $0 == 0x22) }
        if isPlain {
            bytes += text
        } else if isQuoted {
            bytes.append(0x22)
            for byte in text { bytes += byte == 0x22 ? [0x22, 0x22] : [byte] }
            bytes.append(0x22)
        } else {
            // A form without quotes has no way to write these in a cell.
            bytes += text.map { $0 == delimiter || $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 }
        }
    }

    /// Appends rows of the same form.
    mutating func append(_ rows: FeedRows) { bytes += rows.bytes }

    /// The same form without rows.
    func emptied() -> FeedRows {
        var rows = self
        rows.bytes = []
        rows.isAtRowStart = true
        return rows
    }

    mutating func endRow() {
        bytes += lineEnd
        isAtRowStart = true
    }

    /// A line of the template as it stands there.
    mutating func line(_ text: [UInt8]) {
        bytes += text
        bytes += lineEnd
    }
}
