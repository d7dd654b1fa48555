/// An XML fixture as text, so that elements and attributes can be left out; line ends stay where they are, and so every
/// other element keeps its line.
struct DocumentText {
    /// An element, or with `@` an attribute, by local name and that of its parent.
    struct Name: Hashable, Comparable, CustomStringConvertible {
        var parent: String
        var name: String

        var description: String { "\(parent)/\(name)" }

        static func < (a: Name, b: Name) -> Bool { (a.parent, a.name) < (b.parent, b.name) }
    }

    private let text: [Character]
    /// Where each element and attribute stands; of an element from its start tag to its end tag.
    private var places: [(name: Name, range: Range<Int>)] = []

    init(_ string: String) {
        text = Array(string)
        var open: [(name: String, start: Int)] = []
        var index = 0
        while index < text.count {
            guard text[index] == "<" else {
                index += 1
                continue
            }
            if let end = sectionEnd(at: index) {
                index = end
                continue
            }
            let end = tagEnd(at: index)
            let isEnd = text[index + 1] == "/"
            let name = Self.local(word(from: index + (isEnd ? 2 : 1)))
            if isEnd {
                if let last = open.popLast(), let parent = open.last {
                    places.append((Name(parent: parent.name, name: name), last.start..<end))
                }
            } else {
                noteAttributes(index + 1, end, of: name)
                if text[end - 2] != "/" {
                    open.append((name, index))
                } else if let parent = open.last {
                    places.append((Name(parent: parent.name, name: name), index..<end))
                }
            }
            index = end
        }
    }

    /// What can be left out, each once.
    var names: [Name] { Set(places.map(\.name)).sorted() }

    /// The document without all elements or attributes of a name.
    func without(_ name: Name) -> String {
        var result = text
        for place in places where place.name == name {
            for index in place.range where !result[index].isNewline { result[index] = " " }
        }
        return String(result)
    }

    /// Where a comment, CDATA section, declaration or instruction ends; nil where a tag begins.
    private func sectionEnd(at index: Int) -> Int? {
        for (start, end) in [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">")] {
            guard text[index...].starts(with: start) else { continue }
            var next = index + start.count
            while next < text.count, !text[next...].starts(with: end) { next += 1 }
            return min(text.count, next + end.count)
        }
        return nil
    }

    private func tagEnd(at index: Int) -> Int {
        var quote: Character?
        var next = index
        while next < text.count {
            let character = text[next]
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "\"" || character == "'" {
                quote = character
            } else if character == ">" {
                return next + 1
            }
            next += 1
        }
        return next
    }

    private mutating func noteAttributes(_ start: Int, _ end: Int, of element: String) {
        var index = start + word(from: start).count
        while index < end {
            let name = word(from: index)
            guard !name.isEmpty else {
                index += 1
                continue
            }
            var next = index + name.count
            while next < end, text[next] != "\"", text[next] != "'" { next += 1 }
            guard next < end else { return }
            let quote = text[next]
            next += 1
            while next < end, text[next] != quote { next += 1 }
            // Without its namespace a document is another one.
            if !name.hasPrefix("xmlns") {
                places.append((Name(parent: element, name: "@" + Self.local(name)), index..<next + 1))
            }
            index = next + 1
        }
    }

    private func word(from index: Int) -> String {
        String(text[index...].prefix { $0.isLetter || $0.isNumber || "_-.:".contains($0) })
    }

    private static func local(_ name: String) -> String { name.split(separator: ":").last.map(String.init) ?? name }
}
