/// A slow reader of XML 1.0 (fifth edition) with namespaces, written from the two recommendations and the reading policy of
/// the program: no declarations, no entities but the five, version 1.0, certain encodings, at most 64 elements deep.
///
/// It keeps the whole document as a tree and shares nothing with the readers of the program. Texts are Unicode scalars, so
/// that nothing is equal that differs in a byte.
struct PlainXML {
    typealias Characters = [UInt32]

    /// An element with all that is in it.
    final class Element {
        let name: Characters
        /// Empty where it is in none.
        let namespace: Characters
        /// Declarations of namespaces are not among them.
        let attributes: [Attribute]
        var children: [Element] = []
        /// Its own text, without that of its children.
        var text: Characters = []

        init(name: Characters, namespace: Characters, attributes: [Attribute]) {
            self.name = name
            self.namespace = namespace
            self.attributes = attributes
        }
    }

    struct Attribute {
        let name: Characters
        let namespace: Characters
        let value: Characters
    }

    enum Verdict {
        case accepted(Element)
        case refused(String)
        /// The recommendations leave it open, or it does not matter which.
        case undecided(String)
    }

    static func read(_ bytes: [UInt8]) -> Verdict {
        switch PlainXMLText.decode(bytes) {
        case .refused(let why): return .refused(why)
        case .text(let text):
            var parser = PlainXMLParser(text)
            do throws(PlainXMLRefusal) {
                return .accepted(try parser.document())
            } catch {
                return error.isOpen ? .undecided(error.why) : .refused(error.why)
            }
        }
    }

    static func characters(_ text: String) -> Characters { text.unicodeScalars.map(\.value) }

    /// Scalars that are all valid, as a text.
    static func string(_ characters: Characters) -> String {
        var text = String.UnicodeScalarView()
        for value in characters { if let scalar = Unicode.Scalar(value) { text.append(scalar) } }
        return String(text)
    }
}

/// Why a document is refused.
struct PlainXMLRefusal: Error {
    let why: String
    /// Whether the recommendations leave it open.
    var isOpen = false
}

/// The characters of a document, line ends made one.
enum PlainXMLText {
    enum Decoded {
        case text(PlainXML.Characters)
        case refused(String)
    }

    static func decode(_ bytes: [UInt8]) -> Decoded {
        let decoded: PlainXML.Characters?
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            decoded = utf8(bytes[3...])
            if let name = encodingName(bytes.dropFirst(3).map(UInt32.init)), !isUTF8(name) {
                return .refused("the byte order mark says UTF-8, the declaration \(name)")
            }
        } else if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0x3C, 0, 0x3F, 0]) {
            decoded = utf16(bytes, isMarked: bytes[0] == 0xFF, low: 0)
        } else if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0, 0x3C, 0, 0x3F]) {
            decoded = utf16(bytes, isMarked: bytes[0] == 0xFE, low: 1)
        } else {
            decoded = eightBit(bytes)
        }
        guard let decoded else { return .refused("the bytes are no text in the encoding that the document says") }
        return .text(withPlainLineEnds(decoded))
    }

    private static func eightBit(_ bytes: [UInt8]) -> PlainXML.Characters? {
        guard let name = encodingName(bytes.map(UInt32.init)) else { return utf8(bytes[...]) }
        if isUTF8(name) { return utf8(bytes[...]) }
        switch plain(name) {
        case "usascii", "ascii": return bytes.allSatisfy { $0 < 0x80 } ? bytes.map(UInt32.init) : nil
        case "iso88591", "latin1": return bytes.map(UInt32.init)
        case "windows1252", "cp1252", "ansi":
            var text: PlainXML.Characters = []
            for byte in bytes {
                guard let value = windows1252(byte) else { return nil }
                text.append(value)
            }
            return text
        default: return nil
        }
    }

    /// The name in the declaration; nil where there is none. Whether the declaration is right is seen later.
    private static func encodingName(_ text: PlainXML.Characters) -> String? {
        guard text.starts(with: PlainXML.characters("<?xml")), let end = text.firstIndex(of: 0x3E) else { return nil }
        let declaration = PlainXML.string(Array(text[..<end]))
        guard let found = declaration.firstRange(of: "encoding") else { return nil }
        let rest = declaration[found.upperBound...].drop { " \t\r\n=".contains($0) }
        guard let quote = rest.first, quote == "\"" || quote == "'" else { return nil }
        return String(rest.dropFirst().prefix { $0 != quote })
    }

    private static func plain(_ name: String) -> String { name.lowercased().filter { $0 != "-" && $0 != "_" } }

    private static func isUTF8(_ name: String) -> Bool { plain(name) == "utf8" }

    private static func utf8(_ bytes: ArraySlice<UInt8>) -> PlainXML.Characters? {
        String(validating: bytes, as: UTF8.self)?.unicodeScalars.map(\.value)
    }

    private static func utf16(_ bytes: [UInt8], isMarked: Bool, low: Int) -> PlainXML.Characters? {
        guard bytes.count % 2 == 0 else { return nil }
        let units = stride(from: isMarked ? 2 : 0, to: bytes.count, by: 2).map {
            UInt16(bytes[$0 + low]) | UInt16(bytes[$0 + 1 - low]) << 8
        }
        guard let text = String(validating: units, as: UTF16.self)?.unicodeScalars.map(\.value) else { return nil }
        if let name = encodingName(text) {
            let order = low == 0 ? "utf16le" : "utf16be"
            guard name.lowercased() == "utf-16" || plain(name) == order else { return nil }
        }
        return text
    }

    private static func windows1252(_ byte: UInt8) -> UInt32? {
        guard 0x80...0x9F ~= byte else { return UInt32(byte) }
        let high: [UInt32] = [
            0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,
            0x017D,
            0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,
            0x017E, 0x0178,
        ]
        let value = high[Int(byte - 0x80)]
        return value == 0 ? nil : value
    }

    /// XML 1.0, section 2.11.
    private static func withPlainLineEnds(_ text: PlainXML.Characters) -> PlainXML.Characters {
        var result: PlainXML.Characters = []
        var index = 0
        while index < text.count {
            if text[index] == 0x0D {
                result.append(0x0A)
                if index + 1 < text.count, text[index + 1] == 0x0A { index += 1 }
            } else {
                result.append(text[index])
            }
            index += 1
        }
        return result
    }
}
