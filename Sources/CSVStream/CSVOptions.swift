/// How one CSV file is written, and how much of it is taken at most.
package struct CSVOptions: Sendable, Equatable {
    /// The byte between two cells, such as `,` `;` or TAB.
    package var delimiter: UInt8
    /// The byte around quoted cells; nil if the file knows no quoting and a quote is data.
    package var quote: UInt8?
    /// Longest cell in bytes; at most `maximumFieldLimit`.
    package var fieldLimit: Int
    /// Longest record in raw bytes, with its quotes and delimiters.
    package var recordLimit: Int
    /// Most cells in one record.
    package var columnLimit: Int

    /// 1 MiB.
    package static let maximumFieldLimit = 1 << 20

    package init(
        delimiter: UInt8 = 0x2C, quote: UInt8? = 0x22, fieldLimit: Int = CSVOptions.maximumFieldLimit,
        recordLimit: Int = 4 << 20, columnLimit: Int = 16_384
    ) {
        self.delimiter = delimiter
        self.quote = quote
        self.fieldLimit = fieldLimit
        self.recordLimit = recordLimit
        self.columnLimit = columnLimit
    }
}
