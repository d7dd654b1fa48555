/// Reads a list of objects in JSON out of a cell: `[{"dsku": "D1", "qty": 2}]`, or one object alone.
///
/// Names and values as text; what is nested deeper is passed over, and so is `null`.
struct JSONItems {
    private let text: Bytes
    private var index = 0
    private static let deepest = 32

    private init(_ text: Bytes) { self.text = text }

    /// The objects, or nil where the text is no such list.
    static func read(_ text: Bytes) -> [[(name: String, value: String)]]? {
        var reader = JSONItems(text)
        var items: [[(name: String, value: String)]] = []
        guard
            reader.list({ (reader: inout JSONItems) -> Bool in
                guard let item = reader.object() else { return false }
                items.append(item)
                return true
            })
        else { return nil }
        reader.skipBlanks()
        return reader.index == text.count ? items : nil
    }

    /// `[`, items, `]`; or one item.
    private mutating func list(_ item: (inout JSONItems) -> Bool) -> Bool {
        guard take("[") else { return item(&self) }
        if take("]") { return true }
        repeat {
            guard item(&self) else { return false }
        } while take(",")
        return take("]")
    }

    private mutating func object() -> [(name: String, value: String)]? {
        guard take("{") else { return nil }
        var item: [(name: String, value: String)] = []
        if take("}") { return item }
        repeat {
            guard let name = string(), take(":"), let value = value(depth: 0) else { return nil }
            if case .text(let text) = value { item.append((name, text)) }
        } while take(",")
        return take("}") ? item : nil
    }

    private enum Value {
        case text(String)
        /// `null`, a list or an object.
        case other
    }

    private mutating func value(depth: Int) -> Value? {
        skipBlanks()
        guard index < text.count, depth < Self.deepest else { return nil }
        switch text[index] {
        case UInt8(ascii: "\""): return string().map { .text($0) }
        case UInt8(ascii: "["):
            return list({ (reader: inout JSONItems) -> Bool in reader.value(depth: depth + 1) != nil }) ? .other : nil
        case UInt8(ascii: "{"):
            index += 1
            if take("}") { return .other }
            repeat {
                guard string() != nil, take(":"), value(depth: depth + 1) != nil else { return nil }
            } while take(",")
            return take("}") ? .other : nil
        default:
            let start = index
            while index < text.count, Self.isWord(text[index]) { index += 1 }
            guard index > start else { return nil }
            let word = text.part(start..<index).text
            return word == "null" ? .other : .text(word)
        }
    }

    /// A letter, digit or sign of a number or of `true`.
    private static func isWord(_ byte: UInt8) -> Bool {
        byte.isDigit || byte.lowered &- 0x61 <= 25 || byte == 0x2B || byte == 0x2D || byte == 0x2E
    }

    private mutating func string() -> String? {
        guard take("\"") else { return nil }
        var bytes: [UInt8] = []
        while index < text.count {
            let byte = text[index]
            index += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: bytes, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let character = escape() else { return nil }
                bytes += Array(String(character).utf8)
            default: bytes.append(byte)
            }
        }
        return nil
    }

    private mutating func escape() -> Character? {
        guard index < text.count else { return nil }
        let byte = text[index]
        index += 1
        switch byte {
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "b"), UInt8(ascii: "f"): return " "
        case UInt8(ascii: "u"):
            guard let high = hexadecimal() else { return nil }
            if high &- 0xD800 < 0x400, take("\\"), take("u"), let low = hexadecimal(), low &- 0xDC00 < 0x400 {
                return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + low - 0xDC00).map(Character.init)
            }
            return Character(Unicode.Scalar(high) ?? "\u{FFFD}")
        default: return Character(Unicode.Scalar(byte))
        }
    }

    private mutating func hexadecimal() -> UInt32? {
        guard index + 4 <= text.count else { return nil }
        defer { index += 4 }
        return UInt32(text.part(index..<index + 4).text, radix: 16)
    }

    /// Takes a sign, with blanks before it.
    private mutating func take(_ sign: Unicode.Scalar) -> Bool {
        skipBlanks()
        guard index < text.count, text[index] == UInt8(ascii: sign) else { return false }
        index += 1
        return true
    }

    private mutating func skipBlanks() {
        while index < text.count, text[index] == 0x20 || text[index] &- 0x09 <= 4 { index += 1 }
    }
}
