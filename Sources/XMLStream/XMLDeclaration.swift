internal import ByteSource

/// What the first bytes of a document say about its encoding: the byte order mark and the XML declaration, checked
/// against each other.
///
/// Read by ourselves, since the parser would take any encoding it knows, and a mark and a name that contradict each
/// other.
struct XMLDeclaration {
    /// What the text is in.
    let encoding: TextEncoding

    /// More bytes than this are never needed.
    static let prefixLength = 2048

    /// The family of encodings that the first bytes leave open.
    private enum Family {
        case eightBit
        case utf8Marked
        case utf16LittleEndian
        case utf16BigEndian

        var isWide: Bool { self == .utf16LittleEndian || self == .utf16BigEndian }
    }

    /// Reads the start of a document.
    ///
    /// - Parameter isWhole: whether no more bytes can be had.
    /// - Returns: nil if more bytes are needed.
    /// - Throws: `XMLFailure` at byte 0, if the document is in no encoding that is read.
    static func read(_ head: UnsafeRawBufferPointer, isWhole: Bool) throws(XMLFailure) -> XMLDeclaration? {
        guard head.count >= 4 || isWhole else { return nil }
        try refuseForeign(head)
        let family = try family(of: head)
        let text = plainText(head, family)
        guard text.starts(with: "<?xml".utf8) else {
            let mayBecome = "<?xml".utf8.starts(with: text) && !isWhole
            return mayBecome ? nil : XMLDeclaration(encoding: plainEncoding(family))
        }
        guard let end = text.firstIndex(of: 0x3E) else {
            if head.count < prefixLength, !isWhole { return nil }
            throw failure(.notWellFormed(message: "the XML declaration has no end"))
        }
        var scanner = PseudoAttributes(text[5..<end])
        guard scanner.skipBlanks() else { return XMLDeclaration(encoding: plainEncoding(family)) }
        if let version = scanner.value(of: "version"), version != "1.0" { throw failure(.version(version)) }
        _ = scanner.skipBlanks()
        guard let name = scanner.value(of: "encoding") else {
            return XMLDeclaration(encoding: plainEncoding(family))
        }
        // The parser overlooks it where it is told the encoding.
        guard scanner.isAtEnd || scanner.skipBlanks() else {
            throw failure(.notWellFormed(message: "a blank is missing behind the encoding"))
        }
        return XMLDeclaration(encoding: try resolve(name, family))
    }

    private static func failure(_ reason: XMLFailure.Reason) -> XMLFailure { XMLFailure(reason, line: 1, byte: 0) }

    private static func refuseForeign(_ head: UnsafeRawBufferPointer) throws(XMLFailure) {
        if head.starts(with: [0x1F, 0x8B]) { throw failure(.compressed(kind: "gzip file")) }
        if let kind = ForeignContainer.recognise(head), kind != .htmlPage {
            throw failure(.compressed(kind: kind.rawValue))
        }
    }

    private static func family(of head: UnsafeRawBufferPointer) throws(XMLFailure) -> Family {
        let wide: [[UInt8]] = [[0, 0, 0xFE, 0xFF], [0xFF, 0xFE, 0, 0], [0, 0, 0, 0x3C], [0x3C, 0, 0, 0]]
        if wide.contains(where: { head.starts(with: $0) }) { throw failure(.encoding(name: "UTF-32")) }
        if head.starts(with: [0x4C, 0x6F, 0xA7, 0x94]) { throw failure(.encoding(name: "EBCDIC")) }
        if head.starts(with: [0xEF, 0xBB, 0xBF]) { return .utf8Marked }
        if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0x3C, 0, 0x3F, 0]) { return .utf16LittleEndian }
        if head.starts(with: [0xFE, 0xFF]) || head.starts(with: [0, 0x3C, 0, 0x3F]) { return .utf16BigEndian }
        return .eightBit
    }

    /// The first bytes as ASCII, without mark; 16-bit characters beyond that become `?`.
    private static func plainText(_ head: UnsafeRawBufferPointer, _ family: Family) -> [UInt8] {
        guard family.isWide else { return Array(family == .utf8Marked ? head.dropFirst(3) : head[...]) }
        var text: [UInt8] = []
        let low = family == .utf16LittleEndian ? 0 : 1
        for index in stride(from: 0, to: head.count - 1, by: 2) {
            text.append(head[index + 1 - low] == 0 ? head[index + low] : 0x3F)
        }
        let isMarked = head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF])
        return isMarked ? Array(text.dropFirst()) : text
    }

    private static func plainEncoding(_ family: Family) -> TextEncoding {
        switch family {
        case .eightBit, .utf8Marked: .utf8
        case .utf16LittleEndian: .utf16LittleEndian
        case .utf16BigEndian: .utf16BigEndian
        }
    }

    private static func resolve(_ name: String, _ family: Family) throws(XMLFailure) -> TextEncoding {
        let plain = plainEncoding(family)
        if family.isWide {
            let isRight = name.lowercased() == "utf-16" || TextEncoding(named: name) == plain
            guard isRight else { throw failure(.encoding(name: name)) }
            return plain
        }
        guard let named = TextEncoding(named: name) else { throw failure(.encoding(name: name)) }
        let allowed: [TextEncoding] = family == .utf8Marked ? [.utf8] : [.utf8, .ascii, .iso88591, .windows1252]
        guard allowed.contains(named) else { throw failure(.encoding(name: name)) }
        return named
    }
}

/// Reads `name="value"` pairs as in an XML declaration.
private struct PseudoAttributes {
    private var rest: ArraySlice<UInt8>

    init(_ text: ArraySlice<UInt8>) { rest = text }

    /// Whether nothing but the declaration's own end follows.
    var isAtEnd: Bool { rest.first == 0x3F }

    /// Skips blanks; false if there were none.
    mutating func skipBlanks() -> Bool {
        let before = rest.count
        rest = rest.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
        return rest.count < before
    }

    /// The value, if this pair comes next and is written properly.
    mutating func value(of name: String) -> String? {
        guard rest.starts(with: name.utf8) else { return nil }
        rest = rest.dropFirst(name.utf8.count)
        _ = skipBlanks()
        guard rest.first == 0x3D else { return nil }
        rest = rest.dropFirst()
        _ = skipBlanks()
        guard let quote = rest.first, quote == 0x22 || quote == 0x27 else { return nil }
        rest = rest.dropFirst()
        guard let end = rest.firstIndex(of: quote) else { return nil }
        defer { rest = rest[(end + 1)...] }
        return String(decoding: rest[..<end], as: UTF8.self)
    }
}
