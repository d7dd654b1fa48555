import ByteSource
import Foundation
import StockModel

/// A CSV fixture taken apart into cells, so that columns can be left out or moved; everything else stays as it is.
struct TableText {
    /// A line of the file: its cells where it is a row, else as it stands.
    private enum Line {
        case raw(String)
        case cells([String])
        /// A row that a spreadsheet made one cell.
        case wrapped([String])
    }

    let columns: [String]
    private var lines: [Line] = []
    private let delimiter: Character
    private let isQuoted: Bool

    /// - Parameters:
    ///   - layout: how it was read, which tells separator and header.
    ///   - rejected: numbers of the records that were rejected.
    init?(_ bytes: [UInt8], layout: SourceLayout, isQuoted: Bool, rejected: Set<Int>) {
        guard let delimiter = layout.delimiter.first, let text = Self.text(bytes, layout.encoding) else { return nil }
        self.delimiter = delimiter
        self.isQuoted = isQuoted
        var rest = Substring(text)
        for _ in 1..<layout.headerLine { lines.append(.raw(Self.takeLine(&rest))) }
        guard let header = Self.takeRow(&rest, delimiter, isQuoted) else { return nil }
        columns = header
        lines.append(.cells(header))
        var number = 0
        while !rest.isEmpty {
            var ahead = rest
            let line = Self.takeLine(&ahead)
            if line.isEmpty {
                lines.append(.raw(line))
                rest = ahead
                continue
            }
            number += 1
            if let cells = Self.takeRow(&rest, delimiter, isQuoted) {
                lines.append(Self.line(cells, line, header.count, delimiter, rejected.contains(number)))
            } else {
                // Quotes that are none, as in `="0012"`.
                let cells = line.split(separator: delimiter, omittingEmptySubsequences: false).map(String.init)
                lines.append(cells.count == header.count ? .raw(line) : .raw(line))
                rest = ahead
            }
        }
    }

    private static func line(
        _ cells: [String], _ line: String, _ width: Int, _ delimiter: Character, _ isRejected: Bool
    ) -> Line {
        if cells.count >= width || (isRejected && cells.count > 1) { return .cells(cells) }
        if cells.count == 1 {
            var inner = Substring(cells[0])
            if let parts = takeRow(&inner, delimiter, true), parts.count == width { return .wrapped(parts) }
        }
        return .raw(line)
    }

    /// The file without a column.
    func without(column index: Int) -> [UInt8] {
        bytes { cells in
            var cells = cells
            if index < cells.count { cells.remove(at: index) }
            return cells
        }
    }

    /// The file with its columns in another order; nil where a row cannot be told apart.
    func permuted(_ order: [Int]) -> [UInt8] {
        bytes { cells in
            guard cells.count >= order.count else { return cells }
            return order.map { cells[$0] } + cells[order.count...]
        }
    }

    /// Whether some line that may be a record could not be taken apart.
    var hasRawRows: Bool {
        lines.contains { line in
            if case .raw(let text) = line { return text.contains(delimiter) && text.contains("\"") }
            return false
        }
    }

    private func bytes(_ change: ([String]) -> [String]) -> [UInt8] {
        let separator = String(delimiter)
        let texts = lines.map { line in
            switch line {
            case .raw(let text): return text
            case .cells(let cells): return change(cells).map(quoted).joined(separator: separator)
            case .wrapped(let cells):
                let row = change(cells).map(quoted).joined(separator: separator)
                return "\"\(row.replacing("\"", with: "\"\""))\""
            }
        }
        return Array((texts.joined(separator: "\n") + "\n").utf8)
    }

    private func quoted(_ cell: String) -> String {
        let isSpecial =
            cell.unicodeScalars.contains { $0 == "\"" || $0 == "\n" || $0 == "\r" } || cell.contains(delimiter)
        return isQuoted && isSpecial ? "\"\(cell.replacing("\"", with: "\"\""))\"" : cell
    }

    private static func text(_ bytes: [UInt8], _ encoding: String) -> String? {
        let encodings: [String: String.Encoding] = [
            "UTF-8": .utf8, "windows-1252": .windowsCP1252, "UTF-16LE": .utf16LittleEndian,
            "UTF-16BE": .utf16BigEndian,
        ]
        guard let known = encodings[encoding], let text = String(data: Data(bytes), encoding: known) else { return nil }
        let unmarked = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
        return unmarked.replacing("\r\n", with: "\n")
    }

    /// Takes a physical line and its line end off.
    private static func takeLine(_ rest: inout Substring) -> String {
        let end = rest.firstIndex { $0 == "\n" || $0 == "\r" } ?? rest.endIndex
        let line = String(rest[..<end])
        rest = end < rest.endIndex ? rest[rest.index(after: end)...] : rest[end...]
        return line
    }

    /// Takes a record and its line end off; nil, with nothing taken, where its quotes are wrong.
    private static func takeRow(_ rest: inout Substring, _ delimiter: Character, _ isQuoted: Bool) -> [String]? {
        var cells = [""]
        var index = rest.startIndex
        var isInside = false
        var isAfterQuote = false
        loop: while index < rest.endIndex {
            let character = rest[index]
            let next = rest.index(after: index)
            switch character {
            case "\"" where isQuoted:
                if isInside, next < rest.endIndex, rest[next] == "\"" {
                    cells[cells.count - 1].append("\"")
                    index = rest.index(after: next)
                    continue loop
                }
                guard isInside || cells[cells.count - 1].isEmpty && !isAfterQuote else { return nil }
                isAfterQuote = isInside
                isInside.toggle()
            case "\n" where !isInside, "\r" where !isInside:
                rest = rest[next...]
                return cells
            case delimiter where !isInside:
                cells.append("")
                isAfterQuote = false
            default:
                guard !isAfterQuote else { return nil }
                cells[cells.count - 1].append(character)
            }
            index = next
        }
        guard !isInside else { return nil }
        rest = rest[rest.endIndex...]
        return cells
    }
}
