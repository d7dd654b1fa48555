/// What the parser's callbacks write to, reached through one raw pointer: plain numbers and pointers, so that a
/// callback touches no reference count and allocates nothing. All room is made before the parser is called.
struct CellCollector {
    /// Room for the text of cells, and how much of it is used.
    var bytes: UnsafeMutablePointer<UInt8>?
    var byteCount = 0
    /// Room for cells, and how many there are.
    var fields: UnsafeMutablePointer<CSVField>?
    var fieldCount = 0
    /// Which columns to copy; nil for all.
    var wanted: UnsafePointer<Bool>?
    var wantedCount = 0
    /// Column of the next cell.
    var column = 0
    /// Records that ended since it was last set to 0.
    var ended = 0
    /// Longest cell since the start of the record.
    var longestField = 0

    /// Takes a cell of the record in progress.
    @inline(__always)
    mutating func take(_ text: UnsafeRawPointer?, count: Int) {
        var field = CSVField(start: 0, count: -1)
        if wanted == nil || (column < wantedCount && wanted.unsafelyUnwrapped[column]) {
            field = CSVField(start: UInt32(truncatingIfNeeded: byteCount), count: Int32(truncatingIfNeeded: count))
            if count > 0, let text, let bytes {
                UnsafeMutableRawPointer(bytes + byteCount).copyMemory(from: text, byteCount: count)
            }
            byteCount += count
        }
        if count > longestField { longestField = count }
        fields.unsafelyUnwrapped[fieldCount] = field
        fieldCount += 1
        column += 1
    }

    /// Takes the end of a record.
    @inline(__always)
    mutating func endRecord() { ended += 1 }
}
