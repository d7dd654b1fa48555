/// Comma separated values, as much of them as tests need.
package enum CSVText {
    /// A cell as it stands in a file: quoted only where it must be.
    package static func cell(_ text: String) -> String {
        guard text.utf8.contains(where: { [34, 44, 10, 13].contains($0) }) else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    /// All rows of a file, its header among them.
    package static func rows(_ text: String) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var cell: [UInt8] = []
        var isQuoted = false
        var bytes = Array(text.utf8)
        if bytes.last != 10 { bytes.append(10) }
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if isQuoted && byte == 34 && index + 1 < bytes.count && bytes[index + 1] == 34 {
                cell.append(34)
                index += 1
            } else if byte == 34 {
                isQuoted.toggle()
            } else if isQuoted || (byte != 44 && byte != 10) {
                cell.append(byte)
            } else {
                row.append(String(decoding: cell, as: UTF8.self))
                cell = []
                if byte == 10 {
                    if row != [""] { rows.append(row) }
                    row = []
                }
            }
            index += 1
        }
        return rows
    }

    /// The rows below the header, each by column name.
    package static func records(_ text: String) -> [[String: String]] {
        let rows = rows(text)
        guard let header = rows.first else { return [] }
        return rows.dropFirst().map { Dictionary(zip(header, $0)) { first, _ in first } }
    }

    /// A list inside a cell.
    package static func list(_ cell: String) -> [String] {
        cell.split { [";", ",", "\n", "\r", "\r\n"].contains($0) }.map(trimmed).filter { !$0.isEmpty }
    }

    private static func trimmed(_ text: Substring) -> String {
        var rest = text
        while rest.first?.isWhitespace == true { rest = rest.dropFirst() }
        while rest.last?.isWhitespace == true { rest = rest.dropLast() }
        return String(rest)
    }
}
