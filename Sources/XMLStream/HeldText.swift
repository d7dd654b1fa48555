/// What a parser has of a document in its memory; valid until it goes on.
struct HeldText {
    /// A tag that the parser is in lies here from its start; of text, and of what stands in a comment or section, hardly
    /// anything is kept.
    let base: UnsafePointer<UInt8>
    /// Where the parser stands.
    let current: UnsafePointer<UInt8>
    let end: UnsafePointer<UInt8>
    /// 1-based line in which it stands.
    let line: Int64

    var count: Int { end - base }

    /// What the parser has not looked at.
    var ahead: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: current, count: end - current) }

    /// The last so many bytes.
    func suffix(_ count: Int) -> UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: end - count, count: count) }

    /// The line of a place before the parser's.
    func line(of place: UnsafePointer<UInt8>) -> Int64 {
        guard place < current else { return line }
        return line - Int64(UnsafeBufferPointer(start: place, count: current - place).count { $0 == 0x0A })
    }

    /// Where the tag starts whose end the parser stands at. A `<` cannot occur inside a tag, so the last one before is its
    /// start; eight bytes are looked at at once.
    var tagStart: UnsafePointer<UInt8> {
        var next = current
        while next - base >= 8 {
            let word = UnsafeRawPointer(next - 8).loadUnaligned(as: UInt64.self) ^ 0x3C3C_3C3C_3C3C_3C3C
            // The top bit of each byte that is 0 now, and no other bit.
            let rest: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
            let found = ~((word & rest &+ rest) | word | rest)
            if found != 0 { return next - 1 - found.leadingZeroBitCount / 8 }
            next -= 8
        }
        while next > base {
            next -= 1
            if next.pointee == 0x3C { return next }
        }
        return base
    }

    /// Whether the last `length` bytes are a tag that what comes next, with no `<` in it, does not close within its limit.
    func isLongTag(_ length: Int, before rest: UnsafeRawBufferPointer) -> Bool {
        guard count >= length else { return false }
        let start = UnsafeRawBufferPointer(suffix(length))
        // What begins with `<!` or `<?` is no tag.
        if length > 1, start[1] == 0x21 || start[1] == 0x3F { return false }
        var quote: UInt8 = 0
        var left = XMLLimits.tag
        for part in [start, rest] {
            for byte in part.prefix(left) {
                if quote != 0 {
                    if byte == quote { quote = 0 }
                } else if byte == 0x22 || byte == 0x27 {
                    quote = byte
                } else if byte == 0x3E {
                    return false
                }
            }
            left = max(left - part.count, 0)
        }
        return true
    }
}
