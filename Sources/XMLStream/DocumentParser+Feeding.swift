internal import ByteSource

// What the feeder asks of the parser and tells it.
extension DocumentParser {
    /// Whether the parser has got nothing yet.
    var isAtStart: Bool { context.pointee.fed == 0 }

    /// Bytes that the parser has in its memory.
    var keptCount: Int { text?.count ?? 0 }

    /// Bytes that it is through with.
    var consumedCount: Int64 { context.pointee.fed - Int64(text?.ahead.count ?? 0) }

    /// How many sections, but for the DOCTYPE, have ended.
    var sectionCount: Int { context.pointee.sectionCount }

    /// Of what the section may not have too much that the parser is inside of and collects until its end; nil if in none.
    var openSection: XMLFailure.Limit? {
        switch place {
        case .cdataSection: .text
        case .commentOrDOCTYPE: .construct
        case .outside, .root: nil
        }
    }

    /// Whether the parser stands behind a blank outside of the root, where further ones mean nothing.
    var isAmongBlanks: Bool {
        guard let text, text.ahead.isEmpty, text.count > 0, place == .outside else { return false }
        return [0x20, 0x09, 0x0A, 0x0D].contains(text.current[-1])
    }

    /// 1-based line at the end of what the parser has got.
    var lineAtEnd: Int64 { text.map { text in text.line + Int64(text.ahead.count { $0 == 0x0A }) } ?? 1 }

    /// Says how offsets in the text and in the file differ; before there is any.
    func mapOffsets(_ encoding: TextEncoding, markLength: Int) {
        context.pointee.offsets = OffsetMap(encoding, markLength: markLength)
    }

    /// Notes text that was read, for the offsets of what is in it.
    func expect(_ text: UnsafeRawBufferPointer) {
        _ = context.pointee.offsets.fileOffset(of: context.pointee.fed - Int64(keptCount))
        context.pointee.offsets.append(text)
    }

    /// Counts bytes that the parser is about to get.
    func take(_ count: Int) { context.pointee.fed += Int64(count) }

    /// Counts bytes that it need not see.
    func skip(_ count: Int, lines: Int) {
        context.pointee.fed += Int64(count)
        skip(lines: lines)
    }

    /// A failure where the parser stands, or so many bytes before the end of what it has got.
    func failure(_ reason: XMLFailure.Reason, before count: Int? = nil) -> XMLFailure {
        guard let text else { return XMLFailure(reason, line: 1, byte: 0) }
        let position = context.pointee.position(in: text, before: count ?? text.ahead.count)
        return XMLFailure(reason, line: position.line, byte: position.byte)
    }

    /// Notes why the document is refused, if nothing was noted before.
    func fail(_ failure: XMLFailure, isOfEnd: Bool = false) { context.pointee.fail(failure, isOfEnd: isOfEnd) }
}
