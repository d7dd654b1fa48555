/// Splits lines in which nothing needs a parser: no quote, and no line end but the one at their end.
///
/// Such a line has one meaning, which libcsv finds byte by byte: cells between delimiters, without the blanks around them.
/// Found eight bytes at a time it costs a quarter of that, and most lines of most exports are of this kind. All others
/// are libcsv's, and a test with random lines shows both to agree.
struct PlainLine {
    private let delimiters: UInt64
    private let quotes: UInt64
    private let delimiter: UInt8
    /// TAB and blank, unless one of them is the delimiter.
    private let blank: UInt8
    private let otherBlank: UInt8

    /// Bytes behind the text that may be looked at: they must exist, whatever they are.
    static let slack = 8

    init(_ options: CSVOptions) {
        delimiter = options.delimiter
        delimiters = Self.spread(options.delimiter)
        // Without quoting, a quote is data; the delimiter's own pattern finds nothing more.
        quotes = Self.spread(options.quote ?? options.delimiter)
        blank = options.delimiter == 0x20 ? 0x09 : 0x20
        otherBlank = options.delimiter == 0x09 ? 0x20 : 0x09
    }

    /// Where a plain line ends.
    struct End {
        /// Behind the last byte of its content.
        var content: Int
        /// Where the next line starts.
        var next: Int
        /// Its number of cells.
        var cells: Int
    }

    /// Splits the line that starts at `start`, and writes its cells behind those of the collector without counting them.
    ///
    /// - Parameters:
    ///   - text: the buffered text; `slack` bytes behind `end` can be loaded.
    ///   - longest: the most bytes that the line may have.
    /// - Returns: nil if the line is libcsv's, or does not end before `end`.
    @inline(__always)
    func split(
        _ text: UnsafeRawPointer, from start: Int, to end: Int, longest: Int,
        into collector: UnsafeMutablePointer<CellCollector>
    ) -> End? {
        let wanted = collector.pointee.wanted
        let wantedCount = collector.pointee.wantedCount
        let shift = collector.pointee.byteCount - start
        let cells = collector.pointee.fields.unsafelyUnwrapped + collector.pointee.fieldCount
        var column = 0
        var cellStart = start
        var position = start
        let limit = min(end, start + longest)
        while position < limit {
            let word = UInt64(littleEndian: text.loadUnaligned(fromByteOffset: position, as: UInt64.self))
            var found =
                Self.matches(word, delimiters) | Self.matches(word, quotes) | Self.matches(word, Self.lineFeeds)
                | Self.matches(word, Self.returns)
            while found != 0 {
                let index = position + found.trailingZeroBitCount >> 3
                found &= found &- 1
                guard index < limit else { return nil }
                let byte = text.load(fromByteOffset: index, as: UInt8.self)
                if byte != delimiter, byte != 0x0A, byte != 0x0D { return nil }
                if wanted == nil || (column < wantedCount && wanted.unsafelyUnwrapped[column]) {
                    cells[column] = cell(text, from: cellStart, to: index, shift: shift)
                } else {
                    cells[column] = CSVField(start: 0, count: -1)
                }
                column += 1
                cellStart = index + 1
                if byte == delimiter { continue }
                let next = byte == 0x0A ? index + 1 : index + 2
                guard next == index + 1 || (next <= end && text.load(fromByteOffset: index + 1, as: UInt8.self) == 0x0A)
                else { return nil }
                // A blank line is no record.
                if column == 1, cell(text, from: start, to: index, shift: shift).count == 0 { return nil }
                return End(content: index, next: next, cells: column)
            }
            position += 8
        }
        return nil
    }

    /// The cell without the blanks around it.
    @inline(__always)
    private func cell(_ text: UnsafeRawPointer, from start: Int, to end: Int, shift: Int) -> CSVField {
        var start = start
        var end = end
        while start < end, isBlank(text.load(fromByteOffset: start, as: UInt8.self)) { start += 1 }
        while start < end, isBlank(text.load(fromByteOffset: end - 1, as: UInt8.self)) { end -= 1 }
        return CSVField(start: UInt32(truncatingIfNeeded: start + shift), count: Int32(truncatingIfNeeded: end - start))
    }

    @inline(__always)
    private func isBlank(_ byte: UInt8) -> Bool { byte == blank || byte == otherBlank }

    /// The top bit of each byte that is equal in both words, and no other bit.
    @inline(__always)
    private static func matches(_ word: UInt64, _ pattern: UInt64) -> UInt64 {
        let difference = word ^ pattern
        let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
        return ~(((difference & low) &+ low) | difference | low)
    }

    private static func spread(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

    private static var lineFeeds: UInt64 { 0x0A0A_0A0A_0A0A_0A0A }
    private static var returns: UInt64 { 0x0D0D_0D0D_0D0D_0D0D }
}
