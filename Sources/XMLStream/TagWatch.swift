/// Follows the last tag in a document that comes piece by piece, to tell whether it grows too long.
///
/// It knows tags alone: of what begins with a `<` inside a comment or section, whoever asks must know that it is no tag.
struct TagWatch {
    /// Bytes of the tag so far; 0 if it has ended.
    private(set) var length = 0
    /// The quote that is open in it; 0 if none is.
    private var quote: UInt8 = 0

    /// Takes the next bytes, of which a piece must be shorter than a tag may be.
    ///
    /// - Returns: whether the tag that was open before them goes beyond the limit.
    mutating func isPassed(by bytes: UnsafeRawBufferPointer) -> Bool {
        if length > 0, follow(bytes) { return true }
        var start = bytes.count - 1
        while start >= 0, bytes[start] != 0x3C { start -= 1 }
        if start >= 0 {
            length = 0
            quote = 0
            _ = follow(UnsafeRawBufferPointer(rebasing: bytes[start...]))
        }
        return false
    }

    /// Follows the tag to its end, at the first `>` outside quotes, or to the end of the bytes.
    ///
    /// - Returns: whether it has more bytes than it may.
    private mutating func follow(_ bytes: UnsafeRawBufferPointer) -> Bool {
        for byte in bytes {
            let isNoTag = length == 1 ? byte == 0x21 || byte == 0x3F : length > 1 && byte == 0x3C
            length += 1
            if length > XMLLimits.tag { return true }
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == 0x22 || byte == 0x27 {
                quote = byte
            } else if byte == 0x3E || isNoTag {
                length = 0
                return false
            }
        }
        return false
    }
}
