/// Reads paths and their conditions.
struct DialectPathParser {
    /// Why a text is no path.
    struct Mistake: Error, Equatable { let message: String }

    private let text: String
    private var rest: Substring

    private init(_ text: String) {
        self.text = text
        rest = text[...]
    }

    /// The path that a whole text writes.
    static func path(_ text: String) throws(Mistake) -> DialectPath {
        var parser = DialectPathParser(text)
        let path = try parser.path(isInside: false)
        guard parser.rest.isEmpty else {
            throw Mistake(message: "\"\(parser.rest)\" does not belong at the end of a path.")
        }
        return path
    }

    private mutating func path(isInside: Bool) throws(Mistake) -> DialectPath {
        let start = rest.startIndex
        var path = DialectPath(text: "")
        if take("/") {
            guard !isInside else { throw Mistake(message: "A condition's path starts at its element, not with \"/\".") }
            path.isFromRoot = true
        }
        if rest.first == ".", !path.isFromRoot {
            rest.removeFirst()
        } else {
            try steps(into: &path, isInside: isInside)
        }
        path.text = String(text[start..<rest.startIndex])
        return path
    }

    private mutating func steps(into path: inout DialectPath, isInside: Bool) throws(Mistake) {
        while true {
            if take("@") {
                path.attribute = try name("an attribute")
                return
            }
            var step = DialectPath.Step(name: try name("an element"))
            while rest.first == "[" {
                guard !isInside else { throw Mistake(message: "A condition cannot have conditions of its own.") }
                step.conditions.append(try condition())
            }
            path.steps.append(step)
            guard take("/") else { return }
        }
    }

    private mutating func condition() throws(Mistake) -> DialectCondition {
        let start = rest.startIndex
        rest.removeFirst()
        var condition = DialectCondition(path: DialectPath(text: ""), text: "")
        condition.isNegated = take("!")
        condition.path = try path(isInside: true)
        if rest.hasPrefix("!=") {
            guard !condition.isNegated else {
                throw Mistake(message: "Write [\(condition.path.text)=…] or [!…], not both.")
            }
            rest.removeFirst()
            condition.isNegated = true
        }
        if take("=") { condition.values = try values() }
        guard take("]") else { throw Mistake(message: "The condition \"\(text[start...])\" has no ] at its end.") }
        condition.text = String(text[start..<rest.startIndex])
        return condition
    }

    private mutating func values() throws(Mistake) -> [String] {
        var values: [String] = []
        repeat {
            let value: Substring
            if take("'") {
                guard let end = rest.firstIndex(of: "'") else { throw Mistake(message: "A ' has no second one.") }
                value = rest[..<end]
                rest = rest[rest.index(after: end)...]
            } else {
                let end = rest.firstIndex { $0 == "|" || $0 == "]" } ?? rest.endIndex
                value = rest[..<end]
                rest = rest[end...]
            }
            guard !value.isEmpty else { throw Mistake(message: "A condition compares with a text; this one is empty.") }
            values.append(String(value))
        } while take("|")
        return values
    }

    private mutating func name(_ what: String) throws(Mistake) -> String {
        let end = rest.utf8.firstIndex { $0 <= 0x20 || Self.signs.contains($0) } ?? rest.endIndex
        let name = String(rest[..<end])
        guard !name.isEmpty else { throw Mistake(message: "The name of \(what) is missing in \"\(text)\".") }
        if let colon = name.lastIndex(of: ":") {
            let local = name[name.index(after: colon)...]
            throw Mistake(message: "Leave the prefix out: elements are found by local name. Write \"\(local)\".")
        }
        guard Self.isName(name) else { throw Mistake(message: "\"\(name)\" is no name of \(what).") }
        rest = rest[end...]
        return name
    }

    /// What ends a name, besides white space.
    private static let signs = Set("/[]@=!|'".utf8)

    private static func isName(_ text: String) -> Bool {
        let isLetter = { (byte: UInt8) in byte.lowered &- 0x61 <= 25 || byte == UInt8(ascii: "_") }
        let isPlain = text.utf8.allSatisfy {
            isLetter($0) || $0.isDigit || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
        }
        // Nearly every name is ASCII; Unicode need not be asked about it.
        if isPlain { return text.utf8.first.map(isLetter) ?? false }
        guard let first = text.unicodeScalars.first, first.properties.isXIDStart || first == "_" else { return false }
        return text.unicodeScalars.allSatisfy { $0.properties.isXIDContinue || $0 == "-" || $0 == "." }
    }

    private mutating func take(_ character: Character) -> Bool {
        guard rest.first == character else { return false }
        rest.removeFirst()
        return true
    }
}
