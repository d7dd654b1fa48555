/// A place between two records of a CSV text.
package struct CSVPosition: Sendable, Equatable {
    /// 1-based number of the record that starts there.
    package var record: Int64
    /// 1-based number of its first physical line.
    package var line: Int64
    /// 0-based offset of its first byte.
    package var byte: Int64

    package init(record: Int64, line: Int64, byte: Int64) {
        self.record = record
        self.line = line
        self.byte = byte
    }
}
