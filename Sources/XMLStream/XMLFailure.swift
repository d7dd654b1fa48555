/// An XML file that is refused. Nothing that was read of it may count.
package struct XMLFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// What a document may not have too much of.
    package enum Limit: String, Sendable, Equatable {
        case depth = "elements inside each other"
        case attributes = "attributes in one tag"
        case tag = "bytes in one tag"
        case text = "bytes of text in one element"
        case comment = "bytes in one comment or processing instruction"
        case construct = "bytes in one declaration, comment or section"
    }

    package enum Reason: Sendable, Equatable {
        /// The parser's message.
        case notWellFormed(message: String)
        /// A declaration in a DOCTYPE: an entity, attribute list, element, notation.
        case declaration(name: String)
        /// A reference to an entity that is not one of the five of XML itself.
        case entityReference(name: String)
        /// More than `value` of something.
        case limit(Limit, value: Int)
        /// An encoding that is not read, or one that contradicts the byte order mark.
        case encoding(name: String)
        /// Bytes that are no characters in the encoding of the file.
        case notInEncoding(name: String)
        /// Byte 0.
        case nulByte
        /// Not XML but a compressed file or an archive.
        case compressed(kind: String)
        /// Another version than 1.0.
        case version(String)
        /// The parser could not be made.
        case outOfMemory
    }

    package let reason: Reason
    /// 1-based line.
    package let line: Int64
    /// 0-based offset in the file, as exact as the parser tells.
    package let byte: Int64

    package init(_ reason: Reason, line: Int64, byte: Int64) {
        self.reason = reason
        self.line = line
        self.byte = byte
    }

    /// There was no memory for a parser.
    static let outOfMemory = XMLFailure(.outOfMemory, line: 1, byte: 0)

    /// Where, what and what to do.
    package var description: String { "line \(line), byte \(byte): \(sentence)" }

    private var sentence: String {
        switch reason {
        case .notWellFormed(let message):
            "not well-formed XML: \(message). Ask the sender for the file again."
        case .declaration(let name):
            "the DOCTYPE declares `\(name)`. Declarations are refused, as they can change what the text says; "
                + "ask the sender to leave the DOCTYPE out."
        case .entityReference(let name):
            "a reference to the entity `\(name)`. Only &lt; &gt; &amp; &quot; and &apos; are read; "
                + "ask the sender to write the text itself."
        case .limit(let limit, let value):
            "more than \(value) \(limit.rawValue). No genuine document comes near that; look into the file."
        case .encoding(let name):
            "encoding \(name) is not read, or contradicts the byte order mark. Ask the sender for UTF-8."
        case .notInEncoding(let name):
            "bytes that are no characters in \(name). The file is damaged or names the wrong encoding; "
                + "ask the sender for UTF-8."
        case .nulByte:
            "byte 0: binary data, or a file that was never written to its end. Fetch the file again."
        case .compressed(let kind):
            "not XML but a \(kind). Unpack it first."
        case .version(let version):
            "XML version \(version). Only 1.0 is read; ask the sender for that."
        case .outOfMemory:
            "not enough memory to start the parser."
        }
    }
}
