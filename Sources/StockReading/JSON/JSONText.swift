package import StockModel

/// Writes JSON objects into memory of its own, which it keeps from one object to the next: UTF-8 bytes are appended as
/// they are, without a `String` in between. Keys stand in the order in which they are given; absent values leave no key.
///
///     var json = JSONText()
///     json.add("kind", "order")
///     json.add("buyer") { $0.add("city", "Graz") }
///     json.add("void", flag: false)
///     json.closed                          // {"kind":"order","buyer":{"city":"Graz"}}
package struct JSONText: ~Copyable {
    private var base: UnsafeMutablePointer<UInt8>
    private var capacity = 4096
    private var count = 0

    /// An object without keys.
    package init() {
        base = .allocate(capacity: capacity)
        put(UInt8(ascii: "{"))
    }

    deinit { base.deallocate() }

    /// Begins an object anew and forgets the one before.
    package mutating func removeAll() { count = 1 }

    /// A key with a text; nothing where the text is empty.
    package mutating func add(_ key: StaticString, _ value: Text) {
        guard !value.isEmpty else { return }
        begin(key)
        putQuoted(value)
    }

    /// A key with a text; nothing where the text is empty.
    package mutating func add(_ key: StaticString, _ value: String) {
        guard !value.isEmpty else { return }
        begin(key)
        putQuoted(value)
    }

    /// A key with a time; nothing where it is absent.
    package mutating func add(_ key: StaticString, _ value: Timestamp) {
        guard !value.isAbsent else { return }
        begin(key)
        put(UInt8(ascii: "\""))
        value.withISO8601 { put($0) }
        put(UInt8(ascii: "\""))
    }

    /// A key with a number; nothing where there is none.
    package mutating func add(_ key: StaticString, _ value: Int?) {
        guard let value else { return }
        begin(key)
        put(value)
    }

    /// A key with `true`; nothing where it is false.
    package mutating func add(_ key: StaticString, flag: Bool) {
        guard flag else { return }
        begin(key)
        put("true")
    }

    /// A key with a list of texts; nothing where it is empty.
    package mutating func add(_ key: StaticString, _ values: some Sequence<String>) {
        list(key, values) { $1.putQuoted($0) }
    }

    /// A key with a list of texts; nothing where it is empty.
    package mutating func add(_ key: StaticString, _ values: some Sequence<Text>) {
        list(key, values) { $1.putQuoted($0) }
    }

    /// A key with a list of objects that are text already; nothing where it is empty.
    package mutating func add(_ key: StaticString, written objects: some Sequence<String>) {
        list(key, objects) { $1.put($0) }
    }

    /// A key with an object; nothing where no key is added to it.
    package mutating func add(_ key: StaticString, _ members: (inout JSONText) -> Void) {
        let start = count
        begin(key)
        if !putObject(members) { count = start }
    }

    /// A key with a list of objects; those to which no key is added are left out, and so is a list without objects.
    package mutating func add<Item>(
        _ key: StaticString, objects items: some Sequence<Item>, _ members: (Item, inout JSONText) -> Void
    ) {
        list(key, items) { item, json in json.putObject { members(item, &$0) } }
    }

    /// The whole object.
    package mutating func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
        put(UInt8(ascii: "}"))
        defer { count -= 1 }
        return try body(UnsafeBufferPointer(start: base, count: count))
    }

    /// The whole object as a `String`.
    package var closed: String {
        mutating get { withBytes { String(decoding: $0, as: UTF8.self) } }
    }
}

extension JSONText {
    private mutating func begin(_ key: StaticString) {
        // A value never ends with a brace that opens.
        if base[count - 1] != UInt8(ascii: "{") { put(UInt8(ascii: ",")) }
        put(UInt8(ascii: "\""))
        put(key)
        put(UInt8(ascii: "\""))
        put(UInt8(ascii: ":"))
    }

    /// - Parameter write: writes an item and tells whether there is one; nothing that it wrote counts otherwise.
    private mutating func list<Item>(
        _ key: StaticString, _ items: some Sequence<Item>, _ write: (Item, inout JSONText) -> Bool
    ) {
        let start = count
        begin(key)
        put(UInt8(ascii: "["))
        let first = count
        for item in items {
            let mark = count
            if mark > first { put(UInt8(ascii: ",")) }
            if !write(item, &self) { count = mark }
        }
        if count == first {
            count = start
        } else {
            put(UInt8(ascii: "]"))
        }
    }

    private mutating func list<Item>(
        _ key: StaticString, _ items: some Sequence<Item>, _ write: (Item, inout JSONText) -> Void
    ) {
        list(key, items) { item, json in
            write(item, &json)
            return true
        }
    }

    private mutating func putObject(_ members: (inout JSONText) -> Void) -> Bool {
        put(UInt8(ascii: "{"))
        let first = count
        members(&self)
        put(UInt8(ascii: "}"))
        return count > first + 1
    }

    private mutating func putQuoted(_ text: String) {
        var text = text
        text.withUTF8 { putQuoted(Text(base: $0.baseAddress, count: $0.count)) }
    }

    /// A JSON string. Only what JSON demands is escaped, controls beyond it, and U+2028 and U+2029, which end lines for
    /// some readers.
    private mutating func putQuoted(_ text: Text) {
        put(UInt8(ascii: "\""))
        if Self.isPlain(text) {
            put(text.bytes)
        } else {
            putEscaped(text)
        }
        put(UInt8(ascii: "\""))
    }

    /// Whether a text is ASCII and nothing in it has to be escaped.
    private static func isPlain(_ text: Text) -> Bool {
        var escaped = ASCIIBlock.none
        text.forEachBlock { block in
            let quote = ASCIIBlock.between(block, UInt8(ascii: "\""), UInt8(ascii: "\""))
            let slash = ASCIIBlock.between(block, UInt8(ascii: "\\"), UInt8(ascii: "\\"))
            escaped = escaped .| quote .| slash .| .!ASCIIBlock.between(block, 0x20, 0x7E)
        }
        return ASCIIBlock.isNone(escaped)
    }

    private mutating func putEscaped(_ text: Text) {
        for scalar in String(decoding: text.bytes, as: UTF8.self).unicodeScalars {
            switch scalar {
            case "\"": put("\\\"")
            case "\\": put("\\\\")
            case "\n": put("\\n")
            case "\r": put("\\r")
            case "\t": put("\\t")
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
                let digits = String(scalar.value, radix: 16)
                put("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
            default: for byte in UTF8.encode(scalar) ?? .encodedReplacementCharacter { put(byte) }
            }
        }
    }

    private mutating func put(_ number: Int) {
        if number < 0 { put(UInt8(ascii: "-")) }
        let start = count
        var rest = number.magnitude
        repeat {
            put(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        var digits = UnsafeMutableBufferPointer(start: base + start, count: count - start)
        digits.reverse()
    }

    private mutating func put(_ text: StaticString) {
        put(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    private mutating func put(_ text: String) {
        var text = text
        text.withUTF8 { put($0) }
    }

    private mutating func put(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let source = bytes.baseAddress else { return }
        if capacity - count < bytes.count { grow(by: bytes.count) }
        (base + count).update(from: source, count: bytes.count)
        count += bytes.count
    }

    private mutating func put(_ byte: UInt8) {
        if count == capacity { grow(by: 1) }
        base[count] = byte
        count += 1
    }

    @inline(never) private mutating func grow(by more: Int) {
        capacity = max(capacity * 2, count + more)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        larger.update(from: base, count: count)
        base.deallocate()
        base = larger
    }
}
