package import StockModel

/// Rows of CSV in one growing buffer: RFC 4180, quoted only where a field holds a comma, a quote, a carriage return or
/// a line feed; rows end with a line feed.
///
/// Fields are appended as bytes, without a `String` in between. A worker can render its own rows and hand the buffer
/// over (`UnitsFile`); `CSVWriter` uses one and the same buffer for a whole file.
///
///     var rows = CSVRows()
///     rows.field("CH-65W")
///     rows.field(3)
///     rows.endRow()          // CH-65W,3⏎
package struct CSVRows: Sendable {
    /// The finished rows, and the row that is being appended to.
    package private(set) var bytes: [UInt8] = []
    private var isAtRowStart = true

    package init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

    /// Appends a field.
    package mutating func field(_ text: UnsafeBufferPointer<UInt8>) {
        separate()
        if text.contains(where: Self.needsQuotes) {
            appendQuoted(text)
        } else {
            bytes.append(contentsOf: text)
        }
    }

    /// Appends a field.
    package mutating func field(_ text: Text) { field(text.bytes) }

    /// Appends a field.
    package mutating func field(_ text: [UInt8]) { text.withUnsafeBufferPointer { field($0) } }

    /// Appends a field.
    package mutating func field(_ text: String) {
        let done: Void? = text.utf8.withContiguousStorageIfAvailable { field($0) }
        if done == nil { field(Array(text.utf8)) }
    }

    /// Appends a whole number.
    package mutating func field(_ number: Int) {
        separate()
        appendDigits(of: number)
    }

    /// Appends a whole number, or an empty field for nil.
    package mutating func field(_ number: Int?) {
        guard let number else { return emptyField() }
        field(number)
    }

    /// Appends a time in ISO 8601, UTC; an empty field where it is absent.
    package mutating func field(_ time: Timestamp) {
        separate()
        time.withISO8601 { bytes.append(contentsOf: $0) }
    }

    /// Appends a field without content.
    package mutating func emptyField() { separate() }

    /// Ends the row.
    package mutating func endRow() {
        bytes.append(0x0A)
        isAtRowStart = true
    }

    /// Appends rows that are already rendered, with their line ends; only between rows.
    package mutating func append(rendered rows: [UInt8]) {
        precondition(isAtRowStart, "rendered rows can only follow a finished row")
        bytes.append(contentsOf: rows)
    }

    /// Appends a line as it is; only between rows.
    package mutating func append(line: String) {
        precondition(isAtRowStart, "a line can only follow a finished row")
        bytes.append(contentsOf: line.utf8)
        bytes.append(0x0A)
    }

    /// Forgets all rows and keeps the room.
    package mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        isAtRowStart = true
    }

    private mutating func separate() {
        if isAtRowStart {
            isAtRowStart = false
        } else {
            bytes.append(0x2C)
        }
    }

    private static func needsQuotes(_ byte: UInt8) -> Bool {
        byte == 0x2C || byte == 0x22 || byte == 0x0A || byte == 0x0D
    }

    private mutating func appendQuoted(_ text: UnsafeBufferPointer<UInt8>) {
        bytes.append(0x22)
        for byte in text {
            if byte == 0x22 { bytes.append(0x22) }
            bytes.append(byte)
        }
        bytes.append(0x22)
    }

    private mutating func appendDigits(of number: Int) {
        if number < 0 { bytes.append(0x2D) }
        let start = bytes.count
        var rest = number.magnitude
        repeat {
            bytes.append(0x30 + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        bytes[start...].reverse()
    }
}
