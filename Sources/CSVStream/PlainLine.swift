/// Splits lines in which nothing needs a parser: no quote, and no line end but the one at their end.
///
/// Such a line has one meaning, which libcsv finds byte by byte: cells between delimiters, without the blanks around them.
/// Found sixteen bytes at a time it costs a sixth of that, and most lines of most exports are of this kind. All others
/// are libcsv's, and a test with random lines shows both to agree.
struct PlainLine {
    private let delimiters: SIMD16<UInt8>
    private let quotes: SIMD16<UInt8>
    private let delimiter: UInt8
    /// TAB and blank, unless one of them is the delimiter.
    private let blank: UInt8
    private let otherBlank: UInt8

    /// Bytes behind the text that may be looked at: they must exist, whatever they are.
    static let slack = 16

    init(_ options: CSVOptions) {
        delimiter = options.delimiter
        delimiters = SIMD16(repeating: options.delimiter)
        // Without quoting, a quote is data; the delimiter's own pattern finds nothing more.
        quotes = SIMD16(repeating: options.quote ?? options.delimiter)
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
            let bytes = text.loadUnaligned(fromByteOffset: position, as: SIMD16<UInt8>.self)
            let stops =
                (bytes .== delimiters) .| (bytes .== quotes) .| (bytes .== Self.lineFeeds) .| (bytes .== Self.returns)
            // Masks are bytes of ones; the top bit of each is left, in two words.
            let words = unsafeBitCast(stops, to: SIMD2<UInt64>.self) & SIMD2(repeating: 0x8080_8080_8080_8080)
            for half in 0..<2 {
                var found = UInt64(littleEndian: words[half])
                while found != 0 {
                    let index = position + half * 8 + found.trailingZeroBitCount >> 3
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
                    guard byte == 0x0A || (next <= end && text.load(fromByteOffset: index + 1, as: UInt8.self) == 0x0A)
                    else { return nil }
                    // A blank line is no record.
                    if column == 1, cell(text, from: start, to: index, shift: shift).count == 0 { return nil }
                    return End(content: index, next: next, cells: column)
                }
            }
            position += 16
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

    private static var lineFeeds: SIMD16<UInt8> { SIMD16(repeating: 0x0A) }
    private static var returns: SIMD16<UInt8> { SIMD16(repeating: 0x0D) }
}
