internal import StockWriting

/// A table of plain text that fits a terminal: columns as wide as what is in them, the last one wrapped.
struct TextTable {
    /// How many characters a line has at most.
    static let width = 80
    private static let gap = 2

    private var rows: [[String]] = []

    init() {}

    /// A table with a line of headings.
    init(_ headings: [String]) { rows.append(headings) }

    /// Adds a row; what its cells hold is made safe for a terminal.
    mutating func add(_ cells: [String]) { rows.append(cells.map { Printable.line($0) }) }

    /// - Parameters:
    ///   - indent: blanks in front of every line.
    ///   - widest: the most characters of a column that is not the last; longer cells are cut.
    func lines(indent: Int = 0, widest: Int = 32) -> [String] {
        let count = rows.map(\.count).max() ?? 0
        guard count > 0 else { return [] }
        let widths = (0..<count - 1).map { column in
            min(widest, rows.map { $0.count > column ? $0[column].count : 0 }.max() ?? 0)
        }
        let start = indent + widths.reduce(0) { $0 + $1 + Self.gap }
        return rows.flatMap { row in
            let cells = zip(row, widths).map { Self.padded(Self.cut($0, to: $1), $1) }
            let front = String(repeating: " ", count: indent) + cells.map { $0 + "  " }.joined()
            guard row.count == count else { return [Self.trimmed(front)] }
            let last = Self.wrapped(row[count - 1], width: max(20, Self.width - start))
            return last.enumerated().map { line, text in
                Self.trimmed((line == 0 ? front : String(repeating: " ", count: start)) + text)
            }
        }
    }

    /// A text broken at blanks into lines of at most so many characters; a longer word is cut.
    static func wrapped(_ text: String, width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            var word = String(word)
            if !line.isEmpty, line.count + 1 + word.count <= width {
                line += " " + word
                continue
            }
            if !line.isEmpty { lines.append(line) }
            while word.count > width {
                lines.append(String(word.prefix(width)))
                word = String(word.dropFirst(width))
            }
            line = word
        }
        return line.isEmpty && !lines.isEmpty ? lines : lines + [line]
    }

    private static func cut(_ text: String, to width: Int) -> String {
        text.count <= width ? text : text.prefix(width - 1) + "…"
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    private static func trimmed(_ line: String) -> String {
        String(line.reversed().drop { $0 == " " }.reversed())
    }
}
