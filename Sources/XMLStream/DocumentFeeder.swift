internal import ByteSource

/// Hands a document to its parser as that asks for it: reads raw bytes, settles the encoding, turns all to UTF-8, and
/// watches what the parser keeps.
///
/// libxml2 asks for more as soon as it has less than 250 bytes ahead, and takes it that it then has them, or all there
/// are: so what it gets is never short before the end.
final class DocumentFeeder {
    /// Writes raw bytes and returns how many, 0 at the end; nil if reading is to stop.
    typealias Source = (UnsafeMutableRawBufferPointer) -> Int?
    /// Takes what came of the bytes so far, as more are about to be read; false if reading is to stop.
    typealias Delivery = () -> Bool

    private let parser: DocumentParser
    private let source: Source
    private let deliver: Delivery
    private let raw = UnsafeMutableRawBufferPointer.allocate(byteCount: XMLLimits.chunk, alignment: 64)
    private var isRawEnded = false
    private var decoder = TextDecoder(.utf8)
    private var encoding: TextEncoding?
    /// Text that the parser has not got.
    private var text = UnsafeRawBufferPointer(start: nil, count: 0)
    /// The last bytes that it has not got though it was given what comes before, to see them with what comes next.
    private var kept: [UInt8] = []
    private var isStarted = false
    private var isEnded = false
    private var tag = TagWatch()
    /// Where the parser was in the open section when that was first seen, and how many had ended before.
    private var section: (start: Int64, number: Int)?

    init(_ parser: DocumentParser, source: @escaping Source, deliver: @escaping Delivery) {
        self.parser = parser
        self.source = source
        self.deliver = deliver
    }

    deinit { raw.deallocate() }

    /// Writes the next text, as much as there is room for unless the document ends.
    ///
    /// - Returns: how much; 0 at the end of the document, or of what can be read of it.
    func fill(_ room: UnsafeMutableRawBufferPointer) -> Int {
        var filled = 0
        do throws(XMLFailure) {
            try read(into: room, &filled)
        } catch {
            // What comes before is still looked at.
            end(error, isOfEnd: isEnded)
        }
        do throws(XMLFailure) {
            try watch(UnsafeRawBufferPointer(rebasing: room[..<filled]))
        } catch {
            end(error, isOfEnd: false)
            return 0
        }
        parser.take(filled)
        return filled
    }

    private func end(_ failure: XMLFailure, isOfEnd: Bool) {
        parser.fail(failure, isOfEnd: isOfEnd)
        isEnded = true
        advance(text.count)
    }

    private func advance(_ count: Int) { text = UnsafeRawBufferPointer(rebasing: text[count...]) }

    private func takeKept(_ room: UnsafeMutableRawBufferPointer) -> Int {
        guard !kept.isEmpty else { return 0 }
        room.copyBytes(from: kept)
        defer { kept.removeAll(keepingCapacity: true) }
        return kept.count
    }

    /// Keeps what the parser should see in one piece: a character cut in two, and the start of what may be `]]>`.
    ///
    /// - Returns: how many bytes come before it.
    private func keepEnd(of bytes: UnsafeRawBufferPointer) -> Int {
        let count = bytes.count
        var end = count
        while end > count - 3, bytes[end - 1] & 0xC0 == 0x80 { end -= 1 }
        if bytes[end - 1] >= 0xC0 {
            end -= 1
        } else {
            end = count
            while end > count - 2, bytes[end - 1] == 0x5D { end -= 1 }
        }
        kept.append(contentsOf: bytes[end...])
        return end
    }
}

// MARK: - Reading

extension DocumentFeeder {
    /// Fills the room, as far as there is text.
    private func read(into room: UnsafeMutableRawBufferPointer, _ filled: inout Int) throws(XMLFailure) {
        if parser.isAmongBlanks { try skipBlanks() }
        filled = takeKept(room)
        while filled < room.count, try hasText(behind: UnsafeRawBufferPointer(rebasing: room[..<filled])) {
            let part = min(text.count, room.count - filled)
            UnsafeMutableRawBufferPointer(rebasing: room[filled...])
                .copyMemory(from: UnsafeRawBufferPointer(rebasing: text[..<part]))
            advance(part)
            filled += part
        }
        if filled == room.count { filled = keepEnd(of: UnsafeRawBufferPointer(room)) }
    }

    /// Whether there is text; more is read where there was none. `filled` are bytes that the parser is about to get.
    private func hasText(behind filled: UnsafeRawBufferPointer) throws(XMLFailure) -> Bool {
        while text.isEmpty, !isEnded {
            guard deliver() else {
                isEnded = true
                break
            }
            text = try encoding == nil ? settle() : read(behind: filled)
            if text.isEmpty { continue }
            if !isStarted { parser.mapOffsets(encoding ?? .utf8, markLength: decoder.markLength) }
            isStarted = true
            parser.expect(text)
        }
        return !text.isEmpty
    }

    /// The next raw bytes, behind those that are there; none at the end, and where reading is to stop.
    private func readRaw(behind count: Int = 0) -> Int {
        guard !isRawEnded else { return 0 }
        let more = source(UnsafeMutableRawBufferPointer(rebasing: raw[count...])) ?? 0
        isRawEnded = more == 0
        return more
    }

    /// Reads until the encoding is settled, and gives the text so far.
    private func settle() throws(XMLFailure) -> UnsafeRawBufferPointer {
        var count = 0
        while true {
            count += readRaw(behind: count)
            let prefix = UnsafeRawBufferPointer(rebasing: raw[..<min(count, XMLDeclaration.prefixLength)])
            guard let declaration = try XMLDeclaration.read(prefix, isWhole: isRawEnded) else { continue }
            encoding = declaration.encoding
            decoder = TextDecoder(declaration.encoding)
            return try decode(count, behind: UnsafeRawBufferPointer(start: nil, count: 0))
        }
    }

    private func read(behind filled: UnsafeRawBufferPointer) throws(XMLFailure) -> UnsafeRawBufferPointer {
        let count = readRaw()
        if count > 0 { return try decode(count, behind: filled) }
        isEnded = true
        do throws(TextDecodingError) {
            return try decoder.finish()
        } catch {
            throw refusal(of: error, in: UnsafeRawBufferPointer(start: nil, count: 0), behind: filled)
        }
    }

    /// The text of the first `count` raw bytes.
    private func decode(
        _ count: Int, behind filled: UnsafeRawBufferPointer
    ) throws(XMLFailure) -> UnsafeRawBufferPointer {
        let bytes = UnsafeRawBufferPointer(rebasing: raw[..<count])
        do throws(TextDecodingError) {
            return try decoder.decode(bytes)
        } catch {
            throw refusal(of: error, in: bytes, behind: filled)
        }
    }

    /// The refusal for bytes that are no text, with the line counted up to them.
    private func refusal(
        of error: TextDecodingError, in bytes: UnsafeRawBufferPointer, behind filled: UnsafeRawBufferPointer
    ) -> XMLFailure {
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
        let before = bytes.prefix(max(0, min(bytes.count, Int(byte - decoder.fedCount))))
        let lines = before.count { $0 == 0x0A } + filled.count { $0 == 0x0A }
        return XMLFailure(reason, line: parser.lineAtEnd + Int64(lines), byte: byte)
    }
}

// MARK: - Watching

extension DocumentFeeder {
    /// Counts blanks between the parts of a document in place of handing them over.
    private func skipBlanks() throws(XMLFailure) {
        while kept.isEmpty, try hasText(behind: UnsafeRawBufferPointer(start: nil, count: 0)) {
            let blanks = UnsafeRawBufferPointer(rebasing: text.prefix { $0 == 0x20 || $0 &- 0x09 < 2 || $0 == 0x0D })
            parser.skip(blanks.count, lines: blanks.count { $0 == 0x0A })
            advance(blanks.count)
            if !text.isEmpty { break }
        }
    }

    /// Looks whether what the parser is about to get makes something too long, in text or in memory.
    private func watch(_ bytes: UnsafeRawBufferPointer) throws(XMLFailure) {
        if parser.isAtStart, bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            throw XMLFailure(.notWellFormed(message: "a second byte order mark"), line: 1, byte: 0)
        }
        let length = tag.length
        if tag.isPassed(by: bytes) {
            // A tag is kept from its start; of text, and of what stands in a comment or section, hardly anything is.
            if parser.keptCount >= length {
                throw parser.failure(.limit(.tag, value: XMLLimits.tag), before: length)
            }
            tag = TagWatch()
            _ = tag.isPassed(by: bytes)
        }
        try watchSection()
        guard parser.keptCount <= XMLLimits.pending else {
            throw parser.failure(.limit(.construct, value: XMLLimits.pending))
        }
    }

    /// Looks whether a section that the parser collects until it ends is too long.
    private func watchSection() throws(XMLFailure) {
        guard let limit = parser.openSection else { return section = nil }
        let known = section.flatMap { $0.number == parser.sectionCount ? $0 : nil }
        let open = known ?? (start: parser.consumedCount, number: parser.sectionCount)
        section = open
        let value = limit == .text ? XMLLimits.text : XMLLimits.pending
        if parser.consumedCount - open.start > value { throw parser.failure(.limit(limit, value: value)) }
    }
}
