private import CLibCSV
private import Glibc

/// libcsv, fed one physical line at a time: the only file that knows it.
///
/// Strict mode makes a stray quote an error at once, and a growth function that refuses above `fieldRoom` keeps a cell
/// from growing without end. After an error the parser is thrown away: finishing it would deliver half a record.
///
/// A plain pair of pointers, so that the loop over lines counts no references; its one owner calls `free`.
struct LineParser {
    /// What a line came to.
    enum Outcome {
        /// Parsed; whether a record ended is in the collector, whether one is open in `isInsideQuotes`.
        case parsed
        case strayQuote
        case fieldTooLong
    }

    /// The cells go here; at a fixed address, as the parser's callbacks reach it by pointer.
    let collector: UnsafeMutablePointer<CellCollector>

    private let parser: UnsafeMutablePointer<csv_parser>
    private let delimiter: UInt8
    private let quote: UInt8

    /// Largest buffer that a cell may get. libcsv needs a byte or so more than the cell.
    private static let fieldRoom = CSVOptions.maximumFieldLimit + 16

    init(delimiter: UInt8, quote: UInt8?) {
        self.delimiter = delimiter
        // 0xFF cannot occur in UTF-8, so nothing is ever taken for a quote.
        self.quote = quote ?? 0xFF
        collector = .allocate(capacity: 1)
        collector.initialize(to: CellCollector())
        parser = .allocate(capacity: 1)
        parser.initialize(to: csv_parser())
        configure()
    }

    /// Gives back all memory; nothing may be called afterwards.
    func free() {
        csv_free(parser)
        parser.deallocate()
        collector.deallocate()
    }

    /// Whether the text so far ends inside a quoted cell.
    var isInsideQuotes: Bool {
        // 2 is libcsv's "field begun"; a quote that may have been the closing one is state 3.
        parser.pointee.pstate == 2 && parser.pointee.quoted != 0
    }

    /// Whether a record has been begun and not ended.
    var isInsideRecord: Bool { parser.pointee.pstate != 0 }

    /// Bytes of the cell in progress.
    var openFieldCount: Int { parser.pointee.entry_pos }

    /// Parses part of a line, or all of it with its line end.
    @inline(__always)
    func parse(_ text: UnsafeRawPointer, count: Int) -> Outcome {
        let taken = csv_parse(parser, text, count, Self.onField, Self.onRow, collector)
        if taken == count { return .parsed }
        return csv_error(parser) == CSV_EPARSE ? .strayQuote : .fieldTooLong
    }

    /// Ends a record that has no line end; only right outside quotes.
    func endRecord() {
        csv_fini(parser, Self.onField, Self.onRow, collector)
    }

    /// Forgets everything about the record in progress.
    func restart() {
        csv_free(parser)
        configure()
    }

    private func configure() {
        // Cannot fail with a valid pointer.
        csv_init(parser, UInt8(CSV_STRICT | CSV_STRICT_FINI))
        csv_set_delim(parser, delimiter)
        csv_set_quote(parser, quote)
        csv_set_blk_size(parser, 4096)
        csv_set_realloc_func(parser) { old, size in size > LineParser.fieldRoom ? nil : realloc(old, size) }
        // A delimiter that is also a blank would be trimmed away, and its empty cells with it.
        if delimiter == 0x09 { csv_set_space_func(parser) { $0 == 0x20 ? 1 : 0 } }
        if delimiter == 0x20 { csv_set_space_func(parser) { $0 == 0x09 ? 1 : 0 } }
    }

    private static let onField: @convention(c) (UnsafeMutableRawPointer?, Int, UnsafeMutableRawPointer?) -> Void = {
        text, count, context in
        context.unsafelyUnwrapped.assumingMemoryBound(to: CellCollector.self).pointee.take(text, count: count)
    }

    private static let onRow: @convention(c) (Int32, UnsafeMutableRawPointer?) -> Void = { _, context in
        context.unsafelyUnwrapped.assumingMemoryBound(to: CellCollector.self).pointee.endRecord()
    }

    /// For `CSVFloor`: parses any bytes and counts cells and records in the collector; false if libcsv refuses them.
    func countOnly(_ text: UnsafeRawPointer, count: Int) -> Bool {
        csv_parse(parser, text, count, Self.onCountedField, Self.onRow, collector) == count
    }

    /// For `CSVFloor`: counts a last record without line end.
    func endCount() { csv_fini(parser, Self.onCountedField, Self.onRow, collector) }

    private static let onCountedField:
        @convention(c) (UnsafeMutableRawPointer?, Int, UnsafeMutableRawPointer?) -> Void = { _, _, context in
            context.unsafelyUnwrapped.assumingMemoryBound(to: CellCollector.self).pointee.fieldCount += 1
        }
}
