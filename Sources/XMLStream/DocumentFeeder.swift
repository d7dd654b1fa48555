internal import ByteSource
internal import Glibc

/// Brings the raw bytes of a document to the parser: settles the encoding, turns all to UTF-8, and cuts it in pieces
/// of at most 64 KiB that never end inside a tag.
///
/// The parser's work on an unfinished tag grows with the square of its length, and a tag over the limit must not reach
/// it at all. So what is fed ends before the last `<`; only if 64 KiB pass without another is that `<` looked at.
final class DocumentFeeder {
    /// Makes room for what so many bytes can give, and runs the parser meanwhile.
    typealias Lender = (_ fed: Int, _ parse: () -> Void) -> Void

    private let parser: PushParser
    private var decoder = TextDecoder(.utf8)
    private var encoding: TextEncoding?
    /// Raw bytes until the encoding is settled.
    private var head: [UInt8] = []
    private let pending = UnsafeMutableRawPointer.allocate(byteCount: XMLLimits.chunk, alignment: 64)
    private var pendingCount = 0
    private var isStarted = false
    private var failure: XMLFailure?

    init(_ parser: PushParser) { self.parser = parser }

    deinit { pending.deallocate() }

    /// Takes the next raw bytes, of any number. Once it has failed it fails for good.
    func feed(_ raw: UnsafeRawBufferPointer, _ lend: Lender) throws(XMLFailure) {
        try settling { () throws(XMLFailure) in
            if encoding != nil { return try decode(raw, lend) }
            head.append(contentsOf: raw)
            try start(isWhole: false, lend)
        }
    }

    /// Ends the document.
    func finish(_ lend: Lender) throws(XMLFailure) {
        try settling { () throws(XMLFailure) in
            if encoding == nil { try start(isWhole: true, lend) }
            let rest: UnsafeRawBufferPointer
            do throws(TextDecodingError) {
                rest = try decoder.finish()
            } catch {
                throw refusal(of: error, in: UnsafeRawBufferPointer(start: nil, count: 0))
            }
            try take(rest, lend)
            try parse(upTo: pendingCount, lend)
            lend(parser.unconsumedCount) { parser.finish() }
            try checkParser()
        }
    }

    /// Gives the parser what there is, though more may come: up to the last `<`, or all of it.
    func flush(all: Bool, _ lend: Lender) throws(XMLFailure) {
        try settling { () throws(XMLFailure) in
            if encoding == nil, all { try start(isWhole: true, lend) }
            try parse(upTo: all ? pendingCount : max(lastTagStart ?? 0, 0), lend)
        }
    }

    private func settling(_ body: () throws(XMLFailure) -> Void) throws(XMLFailure) {
        if let failure { throw failure }
        do throws(XMLFailure) {
            try body()
        } catch {
            failure = error
            throw error
        }
    }

    /// Settles the encoding, if the bytes so far tell it, and takes them.
    private func start(isWhole: Bool, _ lend: Lender) throws(XMLFailure) {
        let bytes = head
        let declaration = try bytes.withUnsafeBufferPointer { whole throws(XMLFailure) in
            let prefix = UnsafeRawBufferPointer(whole).prefix(XMLDeclaration.prefixLength)
            return try XMLDeclaration.read(UnsafeRawBufferPointer(rebasing: prefix), isWhole: isWhole)
        }
        guard let declaration else { return }
        encoding = declaration.encoding
        decoder = TextDecoder(declaration.encoding)
        head = []
        try bytes.withUnsafeBufferPointer { raw throws(XMLFailure) in try decode(UnsafeRawBufferPointer(raw), lend) }
    }

    private func decode(_ raw: UnsafeRawBufferPointer, _ lend: Lender) throws(XMLFailure) {
        let text: UnsafeRawBufferPointer
        do throws(TextDecodingError) {
            text = try decoder.decode(raw)
        } catch {
            throw refusal(of: error, in: raw)
        }
        try take(text, lend)
    }

    /// Feeds large pieces where they lie, and collects the rest to whole chunks.
    private func take(_ text: UnsafeRawBufferPointer, _ lend: Lender) throws(XMLFailure) {
        guard let start = text.baseAddress else { return }
        var taken = 0
        while taken < text.count {
            taken += try parseInPlace(UnsafeRawBufferPointer(rebasing: text[taken...]), lend)
            let count = min(text.count - taken, XMLLimits.chunk - pendingCount)
            (pending + pendingCount).copyMemory(from: start + taken, byteCount: count)
            pendingCount += count
            taken += count
            if pendingCount == XMLLimits.chunk { try parse(upTo: try safeEnd(), lend) }
        }
    }

    /// Feeds a large piece up to its last `<` without a copy, which would cost a fiftieth of parsing. What waits is completed
    /// first, with all before the piece's first `<`.
    ///
    /// - Returns: how much of the piece was taken; none where it is small, or may have a tag that is too long.
    private func parseInPlace(_ text: UnsafeRawBufferPointer, _ lend: Lender) throws(XMLFailure) -> Int {
        guard text.count >= Self.largePiece, let start = text.baseAddress, let first = text.firstIndex(of: 0x3C),
            pendingCount + first <= XMLLimits.chunk, let last = text.prefix(XMLLimits.chunk).lastIndex(of: 0x3C),
            last > first
        else { return 0 }
        guard pendingCount > 0 else {
            try parse(UnsafeRawBufferPointer(start: start, count: last), lend)
            return last
        }
        (pending + pendingCount).copyMemory(from: start, byteCount: first)
        pendingCount += first
        try parse(upTo: pendingCount, lend)
        try parse(UnsafeRawBufferPointer(start: start + first, count: last - first), lend)
        return last
    }

    /// Bytes from which on a piece is worth feeding where it lies.
    private static let largePiece = XMLLimits.chunk / 4

    /// Index of the last `<` that waits.
    private var lastTagStart: Int? {
        UnsafeRawBufferPointer(start: pending, count: pendingCount).lastIndex(of: 0x3C)
    }

    private func load(_ index: Int) -> UInt8 { pending.load(fromByteOffset: index, as: UInt8.self) }

    /// How much of a full chunk the parser may see.
    private func safeEnd() throws(XMLFailure) -> Int {
        let start = lastTagStart
        if let start, start > 0 { return start }
        if start == 0, !parser.isInsideSection, load(1) != 0x21, load(1) != 0x3F {
            guard isTagClosed() else {
                throw XMLFailure(
                    .limit(.tag, value: XMLLimits.tag), line: parser.lineAtEnd, byte: parser.fileOffset)
            }
        }
        return characterEnd()
    }

    /// Whether the tag that starts the chunk ends in it: at the first `>` outside quotes.
    private func isTagClosed() -> Bool {
        var quote: UInt8 = 0
        for index in 1..<pendingCount {
            let byte = load(index)
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == 0x22 || byte == 0x27 {
                quote = byte
            } else if byte == 0x3E {
                return true
            }
        }
        return false
    }

    /// The end of the chunk less what the parser should see in one piece: a character cut in two, and the start of
    /// what may be `]]>`.
    private func characterEnd() -> Int {
        var end = pendingCount
        while end > pendingCount - 3, load(end - 1) & 0xC0 == 0x80 { end -= 1 }
        if load(end - 1) >= 0xC0 { return end - 1 }
        end = pendingCount
        while end > pendingCount - 2, load(end - 1) == 0x5D { end -= 1 }
        return end
    }

    /// Feeds the first `end` bytes and keeps the rest.
    private func parse(upTo end: Int, _ lend: Lender) throws(XMLFailure) {
        guard end > 0 else { return }
        try parse(UnsafeRawBufferPointer(start: pending, count: end), lend)
        memmove(pending, pending + end, pendingCount - end)
        pendingCount -= end
    }

    private func parse(_ bytes: UnsafeRawBufferPointer, _ lend: Lender) throws(XMLFailure) {
        if !isStarted {
            isStarted = true
            parser.mapOffsets(encoding ?? .utf8, markLength: decoder.markLength)
            if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
                throw XMLFailure(.notWellFormed(message: "a second byte order mark"), line: 1, byte: 0)
            }
        }
        lend(parser.unconsumedCount + bytes.count) { parser.feed(bytes) }
        try checkParser()
    }

    private func checkParser() throws(XMLFailure) {
        guard let reason = parser.context.pointee.match.failure else { return }
        let position = parser.context.pointee.failurePosition
        throw XMLFailure(reason, line: position.line, byte: position.byte)
    }

    /// The refusal for bytes that are no text, with the line counted up to them.
    private func refusal(of error: TextDecodingError, in raw: UnsafeRawBufferPointer) -> XMLFailure {
        let reason: XMLFailure.Reason
        let byte: Int64
        switch error {
        case .nulByte(let at): (reason, byte) = (.nulByte, at)
        case .notUTF8(let at): (reason, byte) = (.notInEncoding(name: "UTF-8"), at)
        case .unpairedSurrogate(let at): (reason, byte) = (.notInEncoding(name: "UTF-16"), at)
        case .undefined(let encoding, let at): (reason, byte) = (.notInEncoding(name: encoding.name), at)
        case .utf32: (reason, byte) = (.encoding(name: "UTF-32"), 0)
        case .noConverter(let encoding): (reason, byte) = (.encoding(name: encoding.name), 0)
        }
        let before = raw.prefix(max(0, min(raw.count, Int(byte - decoder.fedCount))))
        let lines = before.count { $0 == 0x0A } + (0..<pendingCount).count { load($0) == 0x0A }
        return XMLFailure(reason, line: parser.lineAtEnd + Int64(lines), byte: byte)
    }
}
