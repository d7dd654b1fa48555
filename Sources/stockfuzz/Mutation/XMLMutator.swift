/// Changes XML in its structure: tags, texts and the whole document.
struct XMLMutator {
    /// A tag, comment, section or instruction with its brackets, or the text between two.
    private var tokens: [String]
    private var dice: Dice

    static func mutate(_ document: String, _ dice: inout Dice) -> [UInt8] {
        var mutator = XMLMutator(document, Dice(seed: dice.next(), number: 1))
        for _ in 0..<(dice.chance(15) ? 0 : 1 + dice.below(3)) { mutator.change() }
        var bytes = mutator.bytes()
        if dice.chance(35) {
            for _ in 0...dice.below(3) { ByteMutator.mutate(&bytes, with: Self.words, &dice) }
        }
        return bytes
    }

    private init(_ document: String, _ dice: Dice) {
        tokens = []
        self.dice = dice
        var token = ""
        for character in document.unicodeScalars {
            if character == "<", !token.isEmpty {
                tokens.append(token)
                token = ""
            }
            token.unicodeScalars.append(character)
            if character == ">" {
                tokens.append(token)
                token = ""
            }
        }
        if !token.isEmpty { tokens.append(token) }
    }

    /// Words that matter to a parser of XML.
    private static let words: [[UInt8]] =
        ByteMutator.words
        + [
            "<", ">", "&", "]]>", "<![CDATA[", "<!--", "-->", "--", "<?", "?>", "</", "/>", "=", "\"", "'", ":",
            "xmlns",
            "xmlns:c=\"\"", "<a>", "</a>", "&lt;", "&#x0;", "&#65;", "&#xD800;", "&#1114112;", "&e;", "<!DOCTYPE a>",
            "<!ENTITY e \"1\">", "<?xml version='1.1'?>", "standalone=\"yes\"", "ISO-8859-1", "UTF-16",
            "xml:lang=\"en\"",
        ].map { Array($0.utf8) }

    // MARK: Changes

    private mutating func change() {
        guard tokens.count > 2 else { return }
        switch dice.below(16) {
        case 0: tokens.remove(at: dice.below(tokens.count))
        case 1: tokens.insert(dice.pick(tokens), at: dice.below(tokens.count))
        case 2: tokens.swapAt(dice.below(tokens.count), dice.below(tokens.count))
        case 3: removeElement()
        case 4: copyElement()
        case 5: moveElement()
        case 6, 7: replaceText()
        case 8: splitText()
        case 9: writeTextOtherwise()
        case 10: rename()
        case 11: spaceTag()
        case 12: insertElement()
        case 13: changeAttribute()
        case 14: changeProlog()
        default: repeatValue()
        }
    }

    /// The tokens of a whole element, found by the name of its start tag.
    private mutating func element() -> Range<Int>? {
        for _ in 0..<8 {
            let start = dice.below(tokens.count)
            guard let name = Self.name(ofStart: tokens[start]) else { continue }
            if tokens[start].hasSuffix("/>") { return start..<start + 1 }
            var depth = 0
            for index in start..<tokens.count {
                if Self.name(ofStart: tokens[index]) == name, !tokens[index].hasSuffix("/>") { depth += 1 }
                if tokens[index].hasPrefix("</\(name)") { depth -= 1 }
                if depth == 0 { return start..<index + 1 }
            }
        }
        return nil
    }

    private static func name(ofStart token: String) -> String? {
        guard token.hasPrefix("<"), !["/", "!", "?"].contains(token.dropFirst().first) else { return nil }
        return String(token.dropFirst().prefix { !" \n\t/>".contains($0) })
    }

    private mutating func removeElement() {
        if let range = element() { tokens.removeSubrange(range) }
    }

    private mutating func copyElement() {
        guard let range = element(), range.count < tokens.count / 2 + 1 else { return }
        let copy = Array(tokens[range])
        tokens.insert(contentsOf: copy, at: dice.chance(70) ? range.upperBound : dice.below(tokens.count))
    }

    private mutating func moveElement() {
        guard let range = element() else { return }
        let moved = Array(tokens[range])
        tokens.removeSubrange(range)
        tokens.insert(contentsOf: moved, at: dice.below(tokens.count + 1))
    }

    /// The index of a text between two tags.
    private mutating func textIndex() -> Int? {
        for _ in 0..<12 {
            let index = dice.below(tokens.count)
            let token = tokens[index]
            if !token.hasPrefix("<"), token.contains(where: { !$0.isWhitespace }) { return index }
        }
        return nil
    }

    private mutating func replaceText() {
        guard let index = textIndex() else { return }
        tokens[index] = dice.pick(dice.chance(60) ? ByteMutator.quantities : ByteMutator.texts)
    }

    /// Puts something into a text that must change nothing, or must not be there.
    private mutating func splitText() {
        guard let index = textIndex() else { return }
        let text = Array(tokens[index].unicodeScalars)
        let place = dice.below(text.count + 1)
        let inside = dice.pick([
            "<!-- -->", "<?p q?>", "<![CDATA[]]>", "<![CDATA[7]]>", "<x/>", "<x>9</x>", "\n ", "&#32;", "\u{A0}", "&e;",
        ])
        tokens[index] = Self.text(text[..<place]) + inside + Self.text(text[place...])
    }

    /// Writes a text by references or as a section, which means the same.
    private mutating func writeTextOtherwise() {
        guard let index = textIndex() else { return }
        if dice.chance(50), !tokens[index].contains("&") {
            tokens[index] = "<![CDATA[\(tokens[index])]]>"
        } else if !tokens[index].contains("&") {
            let isHexadecimal = dice.chance(50)
            tokens[index] = tokens[index].unicodeScalars.map {
                isHexadecimal ? "&#x\(String($0.value, radix: 16));" : "&#\($0.value);"
            }.joined()
        }
    }

    /// Gives an element another name, in both tags or in one.
    private mutating func rename() {
        guard let range = element(), let name = Self.name(ofStart: tokens[range.lowerBound]) else { return }
        let plain = name.split(separator: ":").last.map(String.init) ?? name
        let other = dice.pick([
            plain, "c:" + plain, "x:" + plain, plain.lowercased(), plain + "s", "é" + plain, "xml:" + plain,
            ":" + plain,
            "ID", "SerialID", "DeliveredQuantity", "1" + plain,
        ])
        tokens[range.lowerBound] = tokens[range.lowerBound].replacingFirst(name, with: other)
        let last = range.upperBound - 1
        if dice.chance(90), last > range.lowerBound { tokens[last] = tokens[last].replacingFirst(name, with: other) }
    }

    /// Writes white space where it may stand, or may not.
    private mutating func spaceTag() {
        let index = dice.below(tokens.count)
        guard tokens[index].hasPrefix("<") else { return }
        let blank = dice.pick([" ", "\n", "\t", "\r\n"])
        tokens[index] =
            dice.chance(70)
            ? tokens[index].replacingFirst(">", with: blank + ">")
            : tokens[index].replacingFirst("<", with: "<" + blank)
    }

    private mutating func insertElement() {
        let value = dice.pick(ByteMutator.quantities + ByteMutator.texts)
        let inserted = dice.pick([
            "<Note>\(value)</Note>", "<x:Note xmlns:x=\"urn:x\">\(value)</x:Note>", "<ID>\(value)</ID>",
            "<!-- \(value) -->",
            "<?note \(value)?>", "<a xmlns=\"urn:a\"><ID/></a>", "<c:ID>\(value)</c:ID>", "<Item/>",
            "<DespatchLine><ID>9</ID></DespatchLine>",
        ])
        tokens.insert(inserted, at: dice.below(tokens.count + 1))
    }

    private mutating func changeAttribute() {
        let places = tokens.indices.filter { Self.name(ofStart: tokens[$0]) != nil }
        guard !places.isEmpty else { return }
        let index = dice.pick(places)
        let attribute = dice.pick([
            " unitCode=\"EA\"", " unitCode='KGM'", " unitCode=\"\"", " a=\"1\" a=\"1\"", " xmlns:c=\"urn:other\"",
            " xmlns=\"\"", " xmlns=\"urn:other\"", " xmlns:p=\"urn:p\" p:b=\"&lt;\"", " a=\"<\"", " a=1", " a",
            " a=\"&#10;\"",
            " xml:space=\"preserve\"", " xmlns:xml=\"urn:x\"", " p:x=\"\"", " schemaLocation='x'",
        ])
        let end = tokens[index].hasSuffix("/>") ? "/>" : ">"
        tokens[index] = String(tokens[index].dropLast(end.count)) + attribute + end
    }

    private mutating func changeProlog() {
        let prolog = dice.pick([
            "<?xml version=\"1.0\"?>", "<?xml version='1.0' encoding='utf-8' standalone='yes'?>",
            "<?xml version=\"1.0\" standalone=\"maybe\"?>", "<?xml version=\"1.1\"?>", "<?xml encoding=\"UTF-8\"?>",
            "<?xml version=\"1.0\"encoding=\"UTF-8\"?>", "<?xml version=\"1.0\" encoding=\"UTF-7\"?>", "<?xml?>", " ",
            "\u{FEFF}",
            "<!DOCTYPE a SYSTEM \"a.dtd\">", "<!DOCTYPE a [<!ENTITY e \"1\">]>", "<!DOCTYPE a [ <!-- --> ]>",
            "<!DOCTYPE a [%p;]>",
            "<!DOCTYPE a PUBLIC \"-//A//B\" \"b\">",
            "<!DOCTYPE a [<!ATTLIST DeliveredQuantity unitCode CDATA \"KGM\">]>", "<!---->",
        ])
        if dice.chance(50), tokens.first?.hasPrefix("<?xml") == true { tokens.removeFirst() }
        tokens.insert(prolog, at: dice.chance(80) ? 0 : min(1, tokens.count))
    }

    /// Says a value once more, the same or another.
    private mutating func repeatValue() {
        guard let range = element(), range.count == 3 else { return }
        var copy = Array(tokens[range])
        if dice.chance(60) { copy[1] = dice.pick(ByteMutator.quantities + ByteMutator.texts) }
        tokens.insert(contentsOf: copy, at: range.upperBound)
    }

    private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return String(text)
    }

    // MARK: Bytes

    /// The document in some encoding, with line ends of some kind.
    private mutating func bytes() -> [UInt8] {
        var text = tokens.joined()
        if dice.chance(10) { text = text.replacing("\n", with: dice.pick(["\r\n", "\r"])) }
        switch dice.below(20) {
        case 0: return UTF16Text.bytes(text, isLittleEndian: true, isMarked: dice.chance(80))
        case 1: return UTF16Text.bytes(text, isLittleEndian: false, isMarked: dice.chance(80))
        case 2: return [0xEF, 0xBB, 0xBF] + Array(text.utf8)
        case 3:
            let name = dice.pick(["ISO-8859-1", "windows-1252", "US-ASCII", "Shift_JIS", "latin1"])
            return Array(
                text.replacingFirst("UTF-8", with: name).unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) })
        default: return Array(text.utf8)
        }
    }
}

/// Text in 16-bit units.
enum UTF16Text {
    static func bytes(_ text: String, isLittleEndian: Bool, isMarked: Bool) -> [UInt8] {
        let named = text.replacingFirst("encoding=\"UTF-8\"", with: "encoding=\"UTF-16\"")
        return ((isMarked ? [0xFEFF] : []) + Array(named.utf16)).flatMap { unit in
            let bytes = [UInt8(truncatingIfNeeded: unit), UInt8(truncatingIfNeeded: unit >> 8)]
            return isLittleEndian ? bytes : bytes.reversed()
        }
    }
}

extension String {
    /// With the first place of `old` replaced.
    func replacingFirst(_ old: String, with new: String) -> String {
        guard let range = firstRange(of: old) else { return self }
        return String(self[..<range.lowerBound]) + new + String(self[range.upperBound...])
    }
}
