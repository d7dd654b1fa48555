/// Turns the raw bytes of a text file to UTF-8, piece by piece.
///
/// 1. Without an encoding named, a byte order mark decides between UTF-8 and UTF-16; without a mark the text is UTF-8.
/// 2. UTF-8 is validated where it lies and handed on without a copy. A piece may end inside a character, whose rest is
///    checked with the next piece: whoever works on whole lines never sees a bad character.
/// 3. With an encoding named, the bytes are in that encoding; a byte order mark is dropped if it is that encoding's.
/// 4. Byte 0 is refused in every encoding.
///
/// ```swift
/// var decoder = TextDecoder()
/// let text = try decoder.decode(chunk)   // valid until the next call, and no longer than `chunk`
/// let rest = try decoder.finish()
/// ```
/// After `.notUTF8` the caller rewinds and starts a new decoder with the encoding of the source.
package struct TextDecoder: ~Copyable {
    /// The encoding in use; before four bytes were seen, UTF-8 unless one was named.
    package private(set) var encoding: TextEncoding
    /// Length in bytes of the byte order mark that was dropped; 0 if there was none.
    package private(set) var markLength = 0

    private let isNamed: Bool
    private var isStarted = false
    /// Bytes held back: those before the byte order mark can be told, later an incomplete character.
    private var carry: [UInt8] = []
    /// Offset in the file behind the last byte decoded, which is where `carry` starts.
    private var offset: Int64 = 0
    private var validator = UTF8Validator()
    private var converter: IconvConverter?
    private var joined = OutputBuffer()
    private var output = OutputBuffer()

    /// - Parameter encoding: what the bytes are in; nil to go by the byte order mark, else UTF-8.
    package init(_ encoding: TextEncoding? = nil) {
        self.encoding = encoding ?? .utf8
        isNamed = encoding != nil
    }

    /// A decoder of UTF-8 from the middle of a text on: nothing there is a byte order mark. Offsets in errors count from
    /// its first byte.
    package static func continuingUTF8() -> TextDecoder {
        var decoder = TextDecoder(.utf8)
        decoder.isStarted = true
        return decoder
    }

    /// Decodes the next piece, of any length.
    ///
    /// - Returns: UTF-8, in `raw` itself or in a buffer of the decoder; valid until the next call.
    package mutating func decode(_ raw: UnsafeRawBufferPointer) throws(TextDecodingError) -> UnsafeRawBufferPointer {
        if isStarted, carry.isEmpty { return try body(raw) }
        var bytes = raw
        if !carry.isEmpty {
            joined.removeAll()
            carry.withUnsafeBytes { joined.append($0) }
            joined.append(raw)
            carry.removeAll(keepingCapacity: true)
            bytes = joined.bytes
        }
        if isStarted { return try body(bytes) }
        guard bytes.count >= 4 else {
            carry.append(contentsOf: bytes)
            return UnsafeRawBufferPointer(start: nil, count: 0)
        }
        return try start(bytes)
    }

    /// Ends the text: whatever is incomplete is an error.
    ///
    /// - Returns: the last bytes, if the file was too short to be looked at before.
    package mutating func finish() throws(TextDecodingError) -> UnsafeRawBufferPointer {
        var last = UnsafeRawBufferPointer(start: nil, count: 0)
        if !isStarted {
            joined.removeAll()
            carry.withUnsafeBytes { joined.append($0) }
            carry.removeAll()
            last = try start(joined.bytes)
        }
        if let open = validator.openCharacter { throw .notUTF8(byte: Int64(markLength) + open) }
        guard carry.isEmpty else {
            throw isUTF16 ? .unpairedSurrogate(byte: offset) : .undefined(encoding, byte: offset)
        }
        return last
    }

    /// Bytes fed before the call in progress, or that failed, less those it was still holding back.
    package var fedCount: Int64 { offset }

    private var isUTF16: Bool { encoding == .utf16LittleEndian || encoding == .utf16BigEndian }

    /// Settles the encoding by the first bytes of the file, all there are or at least four, and decodes them.
    private mutating func start(_ bytes: UnsafeRawBufferPointer) throws(TextDecodingError) -> UnsafeRawBufferPointer {
        isStarted = true
        if !isNamed || isUTF16 || encoding == .utf8 {
            if bytes.starts(with: [0, 0, 0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE, 0, 0]) { throw .utf32 }
            for (marked, mark) in Self.marks where bytes.starts(with: mark) && (!isNamed || marked == encoding) {
                encoding = marked
                markLength = mark.count
            }
        }
        offset = Int64(markLength)
        return try body(UnsafeRawBufferPointer(rebasing: bytes[markLength...]))
    }

    private static let marks: [(TextEncoding, [UInt8])] = [
        (.utf8, [0xEF, 0xBB, 0xBF]), (.utf16LittleEndian, [0xFF, 0xFE]), (.utf16BigEndian, [0xFE, 0xFF]),
    ]

    /// Decodes bytes behind the mark, and keeps back what is incomplete.
    private mutating func body(_ bytes: UnsafeRawBufferPointer) throws(TextDecodingError) -> UnsafeRawBufferPointer {
        let text: UnsafeRawBufferPointer
        var used = bytes.count
        switch encoding {
        case .utf8: text = try validate(bytes)
        case .ascii: text = try checkPlain(bytes)
        case .utf16LittleEndian: (text, used) = try transcodeUTF16(bytes, highFirst: false)
        case .utf16BigEndian: (text, used) = try transcodeUTF16(bytes, highFirst: true)
        case .windows1252: text = try transcodeWestern(bytes, table: Windows1252.scalars)
        case .iso88591: text = try transcodeWestern(bytes, table: nil)
        case .shiftJIS: (text, used) = try convert(bytes, from: "CP932")
        case .macRoman: (text, used) = try convert(bytes, from: "MACINTOSH")
        }
        carry.append(contentsOf: bytes[used...])
        offset += Int64(used)
        return text
    }

    private mutating func validate(_ bytes: UnsafeRawBufferPointer) throws(TextDecodingError)
        -> UnsafeRawBufferPointer
    {
        switch validator.check(bytes) {
        case .valid: return bytes
        case .invalid(let at): throw .notUTF8(byte: Int64(markLength) + at)
        case .nul(let at): throw .nulByte(byte: Int64(markLength) + at)
        }
    }

    private func checkPlain(_ bytes: UnsafeRawBufferPointer) throws(TextDecodingError) -> UnsafeRawBufferPointer {
        guard let odd = bytes.firstIndex(where: { $0 == 0 || $0 >= 0x80 }) else { return bytes }
        let byte = offset + Int64(odd)
        throw bytes[odd] == 0 ? .nulByte(byte: byte) : .undefined(.ascii, byte: byte)
    }

    /// One byte a character: below 0x80 ASCII, 0x80 to 0x9F by the table (0 where undefined), above as Latin-1.
    private mutating func transcodeWestern(
        _ bytes: UnsafeRawBufferPointer, table: [UInt16]?
    ) throws(TextDecodingError) -> UnsafeRawBufferPointer {
        output.removeAll()
        output.reserve(bytes.count * 3)
        for (index, byte) in bytes.enumerated() {
            if byte == 0 { throw .nulByte(byte: offset + Int64(index)) }
            var scalar = UInt32(byte)
            if let table, byte >= 0x80, byte < 0xA0 {
                scalar = UInt32(table[Int(byte) - 0x80])
                if scalar == 0 { throw .undefined(encoding, byte: offset + Int64(index)) }
            }
            output.append(scalar: scalar)
        }
        return output.bytes
    }

    /// Whole characters only; an odd byte or a first half at the end is left for the next piece.
    private mutating func transcodeUTF16(
        _ bytes: UnsafeRawBufferPointer, highFirst: Bool
    ) throws(TextDecodingError) -> (text: UnsafeRawBufferPointer, used: Int) {
        output.removeAll()
        output.reserve((bytes.count / 2) * 3)
        func unit(_ index: Int) -> UInt32 {
            let (first, second) = (UInt32(bytes[index]), UInt32(bytes[index + 1]))
            return highFirst ? first << 8 | second : second << 8 | first
        }
        var index = 0
        while index + 2 <= bytes.count {
            var scalar = unit(index)
            var length = 2
            if scalar == 0 { throw .nulByte(byte: offset + Int64(index)) }
            if scalar & 0xFC00 == 0xDC00 { throw .unpairedSurrogate(byte: offset + Int64(index)) }
            if scalar & 0xFC00 == 0xD800 {
                guard index + 4 <= bytes.count else { break }
                let low = unit(index + 2)
                guard low & 0xFC00 == 0xDC00 else { throw .unpairedSurrogate(byte: offset + Int64(index)) }
                scalar = 0x10000 + ((scalar & 0x3FF) << 10 | low & 0x3FF)
                length = 4
            }
            output.append(scalar: scalar)
            index += length
        }
        return (output.bytes, index)
    }

    private mutating func convert(
        _ bytes: UnsafeRawBufferPointer, from name: String
    ) throws(TextDecodingError) -> (text: UnsafeRawBufferPointer, used: Int) {
        if converter == nil { converter = IconvConverter(from: name) }
        guard let converter else { throw .noConverter(encoding) }
        if let nul = bytes.firstIndex(of: 0) { throw .nulByte(byte: offset + Int64(nul)) }
        output.removeAll()
        output.reserve(bytes.count * 4)
        let step = converter.convert(bytes, into: output.free)
        if step.isInvalid { throw .undefined(encoding, byte: offset + Int64(step.consumed)) }
        output.commit(step.produced)
        return (output.bytes, step.consumed)
    }
}
