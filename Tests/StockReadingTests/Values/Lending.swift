import StockReading

/// Lends a string's bytes, as a stream would.
func lend<Result>(_ string: String, _ body: (Bytes) throws -> Result) rethrows -> Result {
    var copy = string
    return try copy.withUTF8 { try body($0) }
}
