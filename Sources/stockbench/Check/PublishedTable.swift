import Foundation

/// A CSV file that a run published: its header, and its rows one after the other.
///
/// Reads what the files' design promises and no more: UTF-8, commas, `"` quoting, LF line ends.
struct PublishedTable {
    /// One row, valid while it is handed out.
    struct Row {
        fileprivate var bytes: [UInt8] = []
        /// Where each cell ends in `bytes`.
        fileprivate var ends: [Int] = []

        /// Cells of the row.
        var count: Int { ends.count }

        /// The text of a cell.
        func text(_ column: Int) -> String { String(decoding: bytes[range(column)], as: UTF8.self) }

        /// The cell as a whole number, if it is one.
        func number(_ column: Int) -> Int? { Int(text(column)) }

        /// Lends the bytes of a cell.
        func withBytes<Result>(_ column: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
            bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range(column)])) }
        }

        fileprivate mutating func clear() {
            bytes.removeAll(keepingCapacity: true)
            ends.removeAll(keepingCapacity: true)
        }

        private func range(_ column: Int) -> Range<Int> { (column == 0 ? 0 : ends[column - 1])..<ends[column] }
    }

    let path: String
    let header: [String]
    private let data: Data
    private let firstRow: Int

    /// Maps the file at `path` and reads its header.
    init(path: String) throws(BenchError) {
        self.path = path
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
        } catch {
            throw BenchError("\(path) was not published: \(error.localizedDescription)")
        }
        var row = Row()
        firstRow = data.withUnsafeBytes { Self.readRow($0, from: 0, into: &row) }
        header = (0..<row.count).map { row.text($0) }
    }

    /// Places of the columns named, in that order.
    func columns(_ names: [String]) throws(BenchError) -> [Int] {
        var places: [Int] = []
        for name in names {
            guard let place = header.firstIndex(of: name) else { throw BenchError("\(path) has no column `\(name)`") }
            places.append(place)
        }
        return places
    }

    /// Hands out each row after the header; throws at the first that has not as many cells as the header.
    func forEachRow(_ body: (Row) -> Void) throws(BenchError) {
        var row = Row()
        var number = 1
        let failed = data.withUnsafeBytes { bytes -> Bool in
            var next = firstRow
            while next < bytes.count {
                next = Self.readRow(bytes, from: next, into: &row)
                number += 1
                guard row.count == header.count else { return true }
                body(row)
            }
            return false
        }
        if failed { throw BenchError("\(path), row \(number): \(row.count) cells under \(header.count) headings") }
    }

    /// Reads the row that starts at `start`; returns where the next one does.
    private static func readRow(_ bytes: UnsafeRawBufferPointer, from start: Int, into row: inout Row) -> Int {
        row.clear()
        var quoted = false
        for index in start..<bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""):
                // A doubled quote inside quotes leaves and enters them at once and stands for one.
                if !quoted, index > start, bytes[index - 1] == UInt8(ascii: "\"") {
                    row.bytes.append(UInt8(ascii: "\""))
                }
                quoted.toggle()
            case UInt8(ascii: ",") where !quoted:
                row.ends.append(row.bytes.count)
            case UInt8(ascii: "\n") where !quoted:
                row.ends.append(row.bytes.count)
                return index + 1
            case let byte:
                row.bytes.append(byte)
            }
        }
        if start < bytes.count { row.ends.append(row.bytes.count) }
        return bytes.count
    }
}
