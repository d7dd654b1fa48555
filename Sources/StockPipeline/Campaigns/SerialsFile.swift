/// A file that lists serials, `serials_file:` of a campaign.
///
/// Either a table with a header row that has a column `serial`, whose other columns are ignored; or one serial on each
/// line. Cells are separated by `,`, `;` or tabs; quotes around a cell are dropped; empty lines are passed over.
enum SerialsFile {
    /// The largest file: a few million serials.
    static let largest = 64 << 20

    static func read(_ path: String) throws(WholeText.Failure) -> [String] {
        try parse(try WholeText.read(path, largest: largest))
    }

    static func parse(_ text: String) throws(WholeText.Failure) -> [String] {
        let lines = text.utf8.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }.map { Substring($0) }
        guard let header = lines.first(where: { !isBlank($0) }) else {
            throw WholeText.Failure(problem: "the file has no serials", remedy: "list one on each line")
        }
        let names = cells(of: header).map { $0.lowercased() }
        let column = names.firstIndex(of: "serial")
        var serials: [String] = []
        var isHeader = column != nil
        for line in lines where !isBlank(line) {
            if isHeader {
                isHeader = false
                continue
            }
            let cells = cells(of: line)
            guard let column else {
                guard cells.count == 1 else {
                    throw WholeText.Failure(
                        problem: "the file has several columns, and none is called `serial`",
                        remedy: "give it a header row with `serial`, or write one serial on each line")
                }
                serials.append(cells[0])
                continue
            }
            if column < cells.count, !cells[column].isEmpty { serials.append(cells[column]) }
        }
        guard !serials.isEmpty else {
            throw WholeText.Failure(problem: "the file has no serials", remedy: "list one on each line")
        }
        return serials
    }

    private static func isBlank(_ line: Substring) -> Bool { line.allSatisfy { $0.isWhitespace } }

    /// The cells of a line, without quotes and outer blanks.
    private static func cells(of line: Substring) -> [String] {
        var cells: [String] = []
        var cell = ""
        var isQuoted = false
        for character in line {
            switch character {
            case "\"": isQuoted.toggle()
            case ",", ";", "\t":
                if isQuoted {
                    cell.append(character)
                } else {
                    cells.append(trimmed(cell))
                    cell = ""
                }
            default: cell.append(character)
            }
        }
        return cells + [trimmed(cell)]
    }

    private static func trimmed(_ cell: String) -> String {
        let start = cell.drop { $0.isWhitespace }
        let blanks = start.reversed().prefix { $0.isWhitespace }.count
        return String(start.dropLast(blanks))
    }
}
