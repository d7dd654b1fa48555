/// The grammar of XML 1.0, production by production.
struct PlainXMLParser {
    private typealias Characters = PlainXML.Characters

    private let text: PlainXML.Characters
    private var at = 0

    init(_ text: PlainXML.Characters) { self.text = text }

    /// [1] document.
    mutating func document() throws(PlainXMLRefusal) -> PlainXML.Element {
        for value in text where !Self.isCharacter(value) { throw PlainXMLRefusal(why: "a character that XML has not") }
        if has("<?xml"), at + 5 < text.count, Self.isBlank(text[at + 5]) { try declaration() }
        try miscellaneous()
        if has("<!DOCTYPE") {
            try documentType()
            try miscellaneous()
        }
        let root = try element(depth: 1, PlainXMLNamespaces())
        try miscellaneous()
        guard at == text.count else { throw PlainXMLRefusal(why: "something behind the root") }
        return root
    }

    // MARK: Prolog

    /// [23] XMLDecl.
    private mutating func declaration() throws(PlainXMLRefusal) {
        at += 5
        try blank()
        guard try pair("version", { $0 == 0x2E || Self.isDigit($0) }) == PlainXML.characters("1.0") else {
            throw PlainXMLRefusal(why: "not version 1.0")
        }
        var hadBlank = skipBlanks()
        if has("encoding") {
            guard hadBlank else { throw PlainXMLRefusal(why: "no blank before encoding") }
            let name = try pair(
                "encoding", { Self.isLetter($0) || Self.isDigit($0) || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F })
            guard let first = name.first, Self.isLetter(first) else { throw PlainXMLRefusal(why: "no encoding's name") }
            hadBlank = skipBlanks()
        }
        if has("standalone") {
            guard hadBlank else { throw PlainXMLRefusal(why: "no blank before standalone") }
            let value = try pair("standalone", Self.isLetter)
            guard value == PlainXML.characters("yes") || value == PlainXML.characters("no") else {
                throw PlainXMLRefusal(why: "standalone is neither yes nor no")
            }
            skipBlanks()
        }
        try expect("?>")
    }

    /// `name = "value"`.
    private mutating func pair(
        _ name: String, _ isAllowed: (UInt32) -> Bool
    ) throws(PlainXMLRefusal) -> PlainXML.Characters {
        try expect(name)
        skipBlanks()
        try expect("=")
        skipBlanks()
        let quote = try quoteMark()
        let start = at
        while at < text.count, isAllowed(text[at]) { at += 1 }
        let value = Array(text[start..<at])
        try expect(quote)
        return value
    }

    /// [27] Misc, any number.
    private mutating func miscellaneous() throws(PlainXMLRefusal) {
        while true {
            skipBlanks()
            if has("<!--") {
                try comment()
            } else if has("<?") {
                try instruction()
            } else {
                return
            }
        }
    }

    /// [28] doctypedecl, whose declarations are refused.
    private mutating func documentType() throws(PlainXMLRefusal) {
        at += 9
        guard skipBlanks() else { throw PlainXMLRefusal(why: "no blank behind DOCTYPE", isOpen: true) }
        let name = try name()
        guard name.filter({ $0 == 0x3A }).isEmpty else {
            throw PlainXMLRefusal(why: "a colon in a document type's name", isOpen: true)
        }
        skipBlanks()
        if has("SYSTEM") {
            at += 6
            try blank()
            try literal { _ in true }
        } else if has("PUBLIC") {
            at += 6
            try blank()
            try literal(Self.isPublicIdentifier)
            try blank()
            try literal { _ in true }
        }
        skipBlanks()
        if has("[") { try internalSubset() }
        skipBlanks()
        try expect(">")
    }

    private mutating func internalSubset() throws(PlainXMLRefusal) {
        at += 1
        while true {
            skipBlanks()
            if has("<!--") {
                try comment()
            } else if has("<?") {
                try instruction()
            } else {
                guard has("]") else { throw PlainXMLRefusal(why: "a declaration or reference in the document type") }
                at += 1
                return
            }
        }
    }

    private mutating func literal(_ isAllowed: (UInt32) -> Bool) throws(PlainXMLRefusal) {
        let quote = try quoteMark()
        while at < text.count, text[at] != quote.utf32 {
            guard isAllowed(text[at]) else { throw PlainXMLRefusal(why: "a character that no public identifier has") }
            at += 1
        }
        try expect(quote)
    }

    // MARK: Elements

    /// [39] element.
    private mutating func element(
        depth: Int, _ outer: PlainXMLNamespaces
    ) throws(PlainXMLRefusal) -> PlainXML.Element {
        guard depth <= 64 else { throw PlainXMLRefusal(why: "more than 64 elements inside each other") }
        try expect("<")
        let written = try name()
        var attributes: [(name: PlainXML.Characters, value: PlainXML.Characters)] = []
        while true {
            let hadBlank = skipBlanks()
            if has(">") || has("/>") { break }
            guard hadBlank else { throw PlainXMLRefusal(why: "no blank before an attribute") }
            let name = try name()
            skipBlanks()
            try expect("=")
            skipBlanks()
            let value = try attributeValue()
            guard !attributes.contains(where: { $0.name == name }) else {
                throw PlainXMLRefusal(why: "an attribute twice")
            }
            attributes.append((name, value))
        }
        guard attributes.count <= 256 else { throw PlainXMLRefusal(why: "more than 256 attributes") }
        let namespaces = try outer.declaring(attributes)
        let element = try namespaces.element(written, attributes)
        if has("/>") {
            at += 2
            return element
        }
        at += 1
        try content(of: element, depth: depth, namespaces)
        try expect("</")
        let end = try name()
        guard end == written else { throw PlainXMLRefusal(why: "the end tag is another element's") }
        skipBlanks()
        try expect(">")
        return element
    }

    /// [43] content.
    private mutating func content(
        of element: PlainXML.Element, depth: Int, _ namespaces: PlainXMLNamespaces
    ) throws(PlainXMLRefusal) {
        while at < text.count {
            if has("</") { return }
            if has("<!--") {
                try comment()
            } else if has("<![CDATA[") {
                at += 9
                while !has("]]>") {
                    guard at < text.count else { throw PlainXMLRefusal(why: "a section without end") }
                    element.text.append(text[at])
                    at += 1
                }
                at += 3
            } else if has("<?") {
                try instruction()
            } else if has("<") {
                element.children.append(try self.element(depth: depth + 1, namespaces))
            } else if has("&") {
                element.text.append(try reference())
            } else {
                guard !has("]]>") else { throw PlainXMLRefusal(why: "]]> in a text") }
                element.text.append(text[at])
                at += 1
            }
        }
        throw PlainXMLRefusal(why: "an element without end")
    }

    /// [10] AttValue, normalised as section 3.3.3 says of those that are not declared.
    private mutating func attributeValue() throws(PlainXMLRefusal) -> PlainXML.Characters {
        let quote = try quoteMark()
        var value: PlainXML.Characters = []
        while at < text.count, text[at] != quote.utf32 {
            if text[at] == 0x3C { throw PlainXMLRefusal(why: "< in an attribute") }
            if text[at] == 0x26 {
                value.append(try reference())
            } else {
                value.append(Self.isBlank(text[at]) ? 0x20 : text[at])
                at += 1
            }
        }
        try expect(quote)
        return value
    }

    /// [66] CharRef and [68] EntityRef.
    private mutating func reference() throws(PlainXMLRefusal) -> UInt32 {
        guard let end = text[at...].firstIndex(of: 0x3B) else { throw PlainXMLRefusal(why: "a reference without end") }
        let inside = PlainXML.string(Array(text[(at + 1)..<end]))
        at = end + 1
        let named: [String: UInt32] = ["lt": 0x3C, "gt": 0x3E, "amp": 0x26, "quot": 0x22, "apos": 0x27]
        if let value = named[inside] { return value }
        guard inside.utf8.first == 0x23 else { throw PlainXMLRefusal(why: "an entity of the document's own") }
        let isHexadecimal = inside.utf8.dropFirst().first == 0x78
        let digits = inside.utf8.dropFirst(isHexadecimal ? 2 : 1)
        var value: UInt32 = 0
        guard !digits.isEmpty else { throw PlainXMLRefusal(why: "no digits in a reference") }
        for byte in digits {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, isHexadecimal || digit < 10 else {
                throw PlainXMLRefusal(why: "no digit in a reference")
            }
            value = min(value * (isHexadecimal ? 16 : 10) + UInt32(digit), 0x11_0000)
        }
        guard Self.isCharacter(value) else { throw PlainXMLRefusal(why: "a reference to no character") }
        return value
    }

    /// [15] Comment.
    private mutating func comment() throws(PlainXMLRefusal) {
        at += 4
        while !has("--") {
            guard at < text.count else { throw PlainXMLRefusal(why: "a comment without end") }
            at += 1
        }
        try expect("-->")
    }

    /// [16] PI.
    private mutating func instruction() throws(PlainXMLRefusal) {
        at += 2
        let target = try name()
        let lower = target.map { 0x41...0x5A ~= $0 ? $0 + 0x20 : $0 }
        guard lower != PlainXML.characters("xml") else { throw PlainXMLRefusal(why: "the target xml") }
        guard !target.contains(0x3A) else { throw PlainXMLRefusal(why: "a colon in a target") }
        guard has("?>") || skipBlanks() else { throw PlainXMLRefusal(why: "no blank behind a target") }
        while !has("?>") {
            guard at < text.count else { throw PlainXMLRefusal(why: "an instruction without end") }
            at += 1
        }
        at += 2
    }

    // MARK: Characters

    /// [5] Name.
    private mutating func name() throws(PlainXMLRefusal) -> PlainXML.Characters {
        let start = at
        guard at < text.count, Self.isNameStart(text[at]) else { throw PlainXMLRefusal(why: "no name") }
        while at < text.count, Self.isNameCharacter(text[at]) { at += 1 }
        return Array(text[start..<at])
    }

    private func has(_ word: StaticString) -> Bool {
        guard at + word.utf8CodeUnitCount <= text.count else { return false }
        for index in 0..<word.utf8CodeUnitCount where text[at + index] != UInt32(word.utf8Start[index]) { return false }
        return true
    }

    private func has(_ word: String) -> Bool { text[at...].starts(with: word.unicodeScalars.lazy.map(\.value)) }

    private mutating func expect(_ word: String) throws(PlainXMLRefusal) {
        guard has(word) else { throw PlainXMLRefusal(why: "\(word) is missing") }
        at += word.unicodeScalars.count
    }

    private mutating func quoteMark() throws(PlainXMLRefusal) -> String {
        guard at < text.count, text[at] == 0x22 || text[at] == 0x27 else { throw PlainXMLRefusal(why: "no quote") }
        at += 1
        return text[at - 1] == 0x22 ? "\"" : "'"
    }

    @discardableResult
    private mutating func skipBlanks() -> Bool {
        let start = at
        while at < text.count, Self.isBlank(text[at]) { at += 1 }
        return at > start
    }

    private mutating func blank() throws(PlainXMLRefusal) {
        guard skipBlanks() else { throw PlainXMLRefusal(why: "a blank is missing") }
    }

    static func isBlank(_ value: UInt32) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(value) }

    private static func isDigit(_ value: UInt32) -> Bool { 0x30...0x39 ~= value }

    private static func isLetter(_ value: UInt32) -> Bool { 0x41...0x5A ~= value || 0x61...0x7A ~= value }

    /// [2] Char.
    private static func isCharacter(_ value: UInt32) -> Bool {
        isBlank(value) || 0x20...0xD7FF ~= value || 0xE000...0xFFFD ~= value || 0x10000...0x10FFFF ~= value
    }

    /// [4] NameStartChar.
    static func isNameStart(_ value: UInt32) -> Bool {
        let ranges: [ClosedRange<UInt32>] = [
            0x3A...0x3A, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D,
            0x37F...0x1FFF, 0x200C...0x200D, 0x2070...0x218F, 0x2C00...0x2FEF, 0x3001...0xD7FF, 0xF900...0xFDCF,
            0xFDF0...0xFFFD, 0x10000...0xEFFFF,
        ]
        return isLetter(value) || ranges.contains { $0.contains(value) }
    }

    /// [4a] NameChar.
    static func isNameCharacter(_ value: UInt32) -> Bool {
        isDigit(value) || isNameStart(value) || value == 0x2D || value == 0x2E || value == 0xB7
            || 0x300...0x36F ~= value || 0x203F...0x2040 ~= value
    }

    /// [13] PubidChar.
    private static func isPublicIdentifier(_ value: UInt32) -> Bool {
        isLetter(value) || isDigit(value) || PlainXML.characters(" \r\n-'()+,./:=?;!*#@$_%").contains(value)
    }
}

extension String {
    /// The one character of a quote mark.
    fileprivate var utf32: UInt32 { unicodeScalars.first?.value ?? 0 }
}
