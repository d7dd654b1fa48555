/// An element of a small XML file: local name, own text, children. Enough for the simple advices of tests.
struct PlainXMLElement {
    var name: String
    var text = ""
    var children: [PlainXMLElement] = []

    /// The first element that a path of local names leads to.
    func first(_ path: String...) -> PlainXMLElement? {
        var found: PlainXMLElement? = self
        for name in path { found = found?.children.first { $0.name == name } }
        return found
    }

    /// The text of the first element at a path, nil where there is none or it is empty.
    func value(_ path: String...) -> String? {
        var found: PlainXMLElement? = self
        for name in path { found = found?.children.first { $0.name == name } }
        guard let text = found?.text, !text.isEmpty else { return nil }
        return text
    }

    /// All children of a name.
    func all(_ name: String) -> [PlainXMLElement] { children.filter { $0.name == name } }

    /// The root element of a file that has no comments, no CDATA and no entities but the built-in ones.
    static func root(of text: String) -> PlainXMLElement? {
        var open = [PlainXMLElement(name: "")]
        for piece in text.split(separator: "<", omittingEmptySubsequences: false).dropFirst() {
            let parts = piece.split(separator: ">", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, let mark = parts[0].first else { return nil }
            if mark == "?" || mark == "!" { continue }
            if mark == "/" {
                guard open.count > 1 else { return nil }
                let closed = open.removeLast()
                open[open.count - 1].children.append(closed)
                continue
            }
            let qualified = parts[0].prefix { !$0.isWhitespace && $0 != "/" }
            let name = qualified.split(separator: ":").last.map(String.init) ?? ""
            let element = PlainXMLElement(name: name, text: unescaped(parts[1]))
            if parts[0].hasSuffix("/") {
                open[open.count - 1].children.append(PlainXMLElement(name: name))
            } else {
                open.append(element)
            }
        }
        return open.count == 1 ? open[0].children.first : nil
    }

    /// Text as it stands in an XML file.
    static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
        return result
    }

    private static func unescaped(_ text: Substring) -> String {
        var result = String(text)
        for (entity, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")]
        where result.contains("&") {
            result = result.split(separator: entity, omittingEmptySubsequences: false).joined(separator: character)
        }
        return result
    }
}
