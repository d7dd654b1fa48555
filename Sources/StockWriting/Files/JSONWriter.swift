/// JSON text with members in the order in which they are written, indented by two blanks.
///
///     var json = JSONWriter()
///     json.object { $0.member("run", "2026-11-23.1") }
package struct JSONWriter {
    /// The text so far.
    package private(set) var bytes: [UInt8] = []
    private var depth = 0
    private var isFirst = true

    package init() {}

    /// The text, with a line end.
    package var text: [UInt8] { bytes + [0x0A] }

    /// Writes an object as a value.
    package mutating func object(_ members: (inout JSONWriter) -> Void) { nested("{", "}", members) }

    /// Writes an array as a value; each item is one `item` call.
    package mutating func array<Item>(_ items: some Sequence<Item>, _ item: (inout JSONWriter, Item) -> Void) {
        nested("[", "]") { json in
            for value in items {
                json.next()
                item(&json, value)
            }
        }
    }

    /// Writes a text as an item of an array.
    package mutating func value(_ value: String) { string(value) }

    package mutating func member(_ name: String, _ value: String) {
        key(name)
        string(value)
    }

    package mutating func member(_ name: String, _ value: Int) {
        key(name)
        bytes.append(contentsOf: String(value).utf8)
    }

    package mutating func member(_ name: String, _ members: (inout JSONWriter) -> Void) {
        key(name)
        object(members)
    }

    package mutating func member<Item>(
        _ name: String, _ items: some Sequence<Item>, _ item: (inout JSONWriter, Item) -> Void
    ) {
        key(name)
        array(items, item)
    }

    private mutating func nested(_ opening: String, _ closing: String, _ content: (inout JSONWriter) -> Void) {
        bytes.append(contentsOf: opening.utf8)
        depth += 1
        isFirst = true
        content(&self)
        depth -= 1
        if !isFirst { breakLine() }
        bytes.append(contentsOf: closing.utf8)
        isFirst = false
    }

    private mutating func key(_ name: String) {
        next()
        string(name)
        bytes.append(contentsOf: ": ".utf8)
    }

    private mutating func next() {
        if !isFirst { bytes.append(0x2C) }
        isFirst = false
        breakLine()
    }

    private mutating func breakLine() {
        bytes.append(0x0A)
        bytes.append(contentsOf: repeatElement(0x20, count: depth * 2))
    }

    private mutating func string(_ value: String) {
        bytes.append(0x22)
        for byte in value.utf8 {
            switch byte {
            case 0x22, 0x5C: bytes.append(contentsOf: [0x5C, byte])
            case 0x0A: bytes.append(contentsOf: "\\n".utf8)
            case 0x0D: bytes.append(contentsOf: "\\r".utf8)
            case 0x09: bytes.append(contentsOf: "\\t".utf8)
            case 0..<0x20, 0x7F:
                let digits = String(byte, radix: 16)
                bytes.append(contentsOf: "\\u00\(digits.utf8.count == 1 ? "0" : "")\(digits)".utf8)
            default: bytes.append(byte)
            }
        }
        bytes.append(0x22)
    }
}
