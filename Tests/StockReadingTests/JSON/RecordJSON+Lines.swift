import StockReading

extension RecordJSON {
    /// All lines as text.
    var lines: [String] {
        var lines: [String] = []
        forEachLine { lines.append(String(decoding: $0, as: UTF8.self)) }
        return lines
    }
}
