/// Why bytes are not text in the encoding they were read in. Offsets are 0-based and count the bytes fed.
package enum TextDecodingError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Not UTF-8; `byte` is where the first bad sequence starts. Read again with an encoding named outright.
    case notUTF8(byte: Int64)
    /// Bytes that the encoding does not define, or a character cut off at the end of the file.
    case undefined(TextEncoding, byte: Int64)
    /// One half of a UTF-16 surrogate pair without the other, or an odd byte at the end of the file.
    case unpairedSurrogate(byte: Int64)
    /// Byte 0 (in UTF-16: character 0), which no text holds: binary data, or a file that was never written to its end.
    case nulByte(byte: Int64)
    /// A UTF-32 byte order mark.
    case utf32
    /// The system offers no conversion from this encoding.
    case noConverter(TextEncoding)

    /// What is wrong, where, and what to do.
    package var description: String {
        switch self {
        case .notUTF8(let byte):
            "Not UTF-8: the bytes at offset \(byte) are no character. Export the file as UTF-8."
        case .undefined(let encoding, let byte):
            "Not \(encoding.name): the byte at offset \(byte) is no character there. Export the file as UTF-8."
        case .unpairedSurrogate(let byte):
            "Damaged UTF-16: half a character at offset \(byte). Fetch the file again."
        case .nulByte(let byte):
            "Byte 0 at offset \(byte): binary data, or a file that was never written to its end. Fetch it again."
        case .utf32:
            "The text is UTF-32, which is not read. Save it as UTF-8."
        case .noConverter(let encoding):
            "This system cannot convert \(encoding.name). Save the text as UTF-8."
        }
    }
}
