/// Writes one CSV file of the run: header first, then rows, through one buffer that is reused, in steps of 256 KiB.
///
///     var writer = try CSVWriter(publication.newFile("sources.csv"), columns: ["file", "bytes"])
///     writer.rows.field("asn.xml")
///     writer.rows.field(1234)
///     try writer.endRow()
///     try writer.finish()
package struct CSVWriter: ~Copyable {
    private static let step = 256 * 1024
    private let file: OutputFile
    /// Where the fields of the next row go.
    package var rows: CSVRows

    /// A writer that has its header row.
    package init(_ file: OutputFile, columns: [String]) {
        self.file = file
        rows = CSVRows(capacity: Self.step + 4096)
        for column in columns { rows.field(column) }
        rows.endRow()
    }

    /// A writer whose first line is `header` as it is.
    package init(_ file: OutputFile, header: String) {
        self.file = file
        rows = CSVRows(capacity: Self.step + 4096)
        rows.append(line: header)
    }

    /// Ends the row, and writes what has gathered once it is a step.
    package mutating func endRow() throws(WritingFailure) {
        rows.endRow()
        if rows.bytes.count >= Self.step { try flush() }
    }

    /// Appends rows that are already rendered, with their line ends.
    package mutating func append(rendered block: [UInt8]) throws(WritingFailure) {
        guard block.count >= Self.step else {
            rows.append(rendered: block)
            if rows.bytes.count >= Self.step { try flush() }
            return
        }
        try flush()
        try file.write(block)
    }

    /// Appends a line as it is.
    package mutating func append(line: String) throws(WritingFailure) {
        rows.append(line: line)
        if rows.bytes.count >= Self.step { try flush() }
    }

    /// Puts the file on disk.
    package mutating func finish() throws(WritingFailure) {
        try flush()
        try file.finish()
    }

    private mutating func flush() throws(WritingFailure) {
        try file.write(rows.bytes)
        rows.removeAll()
    }
}
