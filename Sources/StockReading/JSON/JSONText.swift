/// Writes one JSON object on one line, keys in the order in which they are given. Absent values leave no key.
package struct JSONText {
    private var text = "{"

    package init() {}

    /// A key with a text; nothing where the text is empty.
    package mutating func add(_ key: String, _ value: String) {
        guard !value.isEmpty else { return }
        begin(key)
        text += Self.quoted(value)
    }

    /// A key with a number; nothing where there is none.
    package mutating func add(_ key: String, _ value: Int?) {
        guard let value else { return }
        begin(key)
        text += String(value)
    }

    /// A key with `true`; nothing where it is false.
    package mutating func add(_ key: String, flag: Bool) {
        guard flag else { return }
        begin(key)
        text += "true"
    }

    /// A key with a list of texts; nothing where it is empty.
    package mutating func add(_ key: String, _ values: [String]) {
        guard !values.isEmpty else { return }
        begin(key)
        text += "[" + values.map(Self.quoted).joined(separator: ",") + "]"
    }

    /// A key with an object; nothing where it has no keys.
    package mutating func add(_ key: String, _ object: JSONText) {
        guard object.text != "{" else { return }
        begin(key)
        text += object.closed
    }

    /// A key with a list of objects; nothing where it is empty.
    package mutating func add(_ key: String, _ objects: [JSONText]) {
        guard !objects.isEmpty else { return }
        begin(key)
        text += "[" + objects.map(\.closed).joined(separator: ",") + "]"
    }

    /// A key with a list of objects that are text already; nothing where it is empty.
    package mutating func add(_ key: String, objects: [String]) {
        guard !objects.isEmpty else { return }
        begin(key)
        text += "[" + objects.joined(separator: ",") + "]"
    }

    /// The whole object.
    package var closed: String { text + "}" }

    private mutating func begin(_ key: String) {
        if text != "{" { text += "," }
        text += "\"\(key)\":"
    }

    /// A JSON string. Only what JSON demands is escaped, and U+2028 and U+2029, which end lines for some readers.
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        quoted.reserveCapacity(text.utf8.count + 2)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
