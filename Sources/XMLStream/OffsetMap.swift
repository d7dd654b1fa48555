internal import ByteSource

/// Turns offsets in the UTF-8 text that the parser sees to offsets in the file, going forward only.
///
/// For UTF-8 and ASCII that is an addition; for the others the characters on the way are counted.
struct OffsetMap {
    private let width: Int
    private var text: [UInt8] = []
    /// Index in `text` up to which was counted, the offset of that in the text, and in the file.
    private var start = 0
    private var counted: Int64 = 0
    private var file: Int64

    /// - Parameter markLength: bytes of the byte order mark, which the text does not have.
    init(_ encoding: TextEncoding = .utf8, markLength: Int = 0) {
        file = Int64(markLength)
        switch encoding {
        case .utf8, .ascii: width = 0
        case .utf16LittleEndian, .utf16BigEndian: width = 2
        default: width = 1
        }
    }

    /// Keeps text that the parser is about to see.
    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        guard width > 0 else { return }
        text.removeFirst(start)
        start = 0
        text.append(contentsOf: bytes)
    }

    /// The file offset of a text offset; not before the last one asked for.
    mutating func fileOffset(of offset: Int64) -> Int64 {
        guard width > 0 else { return file + offset }
        let end = min(start + Int(max(offset - counted, 0)), text.count)
        for byte in text[start..<end] where byte & 0xC0 != 0x80 {
            file += Int64(width == 2 && byte >= 0xF0 ? 4 : width)
        }
        counted += Int64(end - start)
        start = end
        return file
    }
}
