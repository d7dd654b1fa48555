/// A slow reader of CSV, written from the reading policy: quotes as in RFC 4180, blanks around cells dropped, a record that
/// breaks the quoting given up on its first line, and reading on with the next.
struct PlainCSV {
    struct Row: Equatable {
        /// 1-based.
        var line: Int
        /// 0-based.
        var byte: Int
        /// Nil for a broken record.
        var cells: [[UInt8]]?
        /// The record without its line end; of a broken one its first line.
        var raw: [UInt8]
    }

    private let text: [UInt8]
    private let delimiter: UInt8
    private let quote: UInt8?
    /// The byte that ends lines.
    private let lineEnd: UInt8
    private(set) var rows: [Row] = []
    private(set) var missesFinalLineEnd = false

    init(_ text: [UInt8], delimiter: UInt8 = 0x2C, quote: UInt8? = 0x22) {
        self.text = text
        self.delimiter = delimiter
        self.quote = quote
        lineEnd = Self.lineEnd(of: text, quote)
        read()
    }

    /// CR only where the first line end outside quotes, or failing that the first of all, is a lone one.
    private static func lineEnd(of text: [UInt8], _ quote: UInt8?) -> UInt8 {
        var isQuoted = false
        var first: UInt8?
        for (index, byte) in text.enumerated() {
            if byte == quote { isQuoted.toggle() }
            guard byte == 0x0A || byte == 0x0D else { continue }
            let isLoneReturn = byte == 0x0D && (index + 1 == text.count || text[index + 1] != 0x0A)
            let kind: UInt8 = isLoneReturn ? 0x0D : 0x0A
            if !isQuoted { return kind }
            if first == nil { first = kind }
        }
        return first ?? 0x0A
    }

    private mutating func read() {
        var start = 0
        var line = 1
        missesFinalLineEnd = false
        while start < text.count {
            let first = lineRange(at: start)
            let row = record(at: start)
            if let row, row.cells.isEmpty {
                // A line of blanks is no record.
                missesFinalLineEnd = first.next == text.count && !first.isEnded
            } else if let row {
                rows.append(Row(line: line, byte: start, cells: row.cells, raw: Array(text[start..<row.end])))
                line += lines(in: start..<row.next)
                start = row.next
                if start == text.count { missesFinalLineEnd = !row.isEnded }
                continue
            } else {
                rows.append(Row(line: line, byte: start, cells: nil, raw: Array(text[start..<first.end])))
            }
            start = first.next
            line += 1
        }
    }

    /// The line that starts there: the end of its content, where the next starts, and whether it has a line end.
    private func lineRange(at start: Int) -> (end: Int, next: Int, isEnded: Bool) {
        let found = text[start...].firstIndex(of: lineEnd)
        var end = found ?? text.count
        if lineEnd == 0x0A, end > start, text[end - 1] == 0x0D { end -= 1 }
        return (end, found.map { $0 + 1 } ?? text.count, found != nil)
    }

    private func lines(in range: Range<Int>) -> Int {
        let ended = text[range].count { $0 == lineEnd }
        return ended + (range.upperBound == text.count && text[range].last != lineEnd ? 1 : 0)
    }

    private func isBlank(_ byte: UInt8) -> Bool { (byte == 0x20 || byte == 0x09) && byte != delimiter }

    /// The record that starts there, no cells if its line is blank; nil if its quoting is broken.
    private func record(at start: Int) -> (cells: [[UInt8]], end: Int, next: Int, isEnded: Bool)? {
        var line = lineRange(at: start)
        let content = text[start..<line.end]
        if content.allSatisfy(isBlank) { return ([], line.end, line.next, line.isEnded) }
        var cells: [[UInt8]] = []
        var at = start
        while true {
            while at < line.end, isBlank(text[at]) { at += 1 }
            var cell: [UInt8] = []
            if at < line.end, let quote, text[at] == quote {
                at += 1
                while true {
                    guard at < text.count else { return nil }
                    if text[at] == quote {
                        at += 1
                        guard at < text.count, text[at] == quote else { break }
                    }
                    cell.append(text[at])
                    at += 1
                }
                // The quotes may have closed on a later line.
                while at > line.end {
                    guard !(at == line.next && at == text.count) else { break }
                    let next = lineRange(at: line.next)
                    line = next
                }
                while at < line.end, isBlank(text[at]) { at += 1 }
            } else {
                while at < line.end, text[at] != delimiter {
                    if text[at] == quote || text[at] == 0x0A || text[at] == 0x0D { return nil }
                    cell.append(text[at])
                    at += 1
                }
                while let last = cell.last, isBlank(last) { cell.removeLast() }
            }
            cells.append(cell)
            guard at < line.end else { return (cells, line.end, line.next, line.isEnded) }
            guard text[at] == delimiter else { return nil }
            at += 1
        }
    }
}
