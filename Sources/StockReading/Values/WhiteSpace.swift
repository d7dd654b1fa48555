/// Unicode's white space in UTF-8: what is trimmed from a value's ends and folded inside it.
enum WhiteSpace {
    /// How many bytes of white space begin at `index`: 0, 1, 2 or 3.
    ///
    /// ASCII blank, tab, line feed, vertical tab, form feed and carriage return; U+0085, U+00A0 (no-break space), U+1680,
    /// U+2000 to U+200A, U+2028, U+2029, U+202F, U+205F and U+3000. Zero-width characters are no white space.
    @inline(__always) static func length(in bytes: Bytes, at index: Int) -> Int {
        let first = bytes[index]
        if first == 0x20 || first &- 0x09 <= 4 { return 1 }
        return first < 0xC2 ? 0 : longLength(in: bytes, at: index)
    }

    private static func longLength(in bytes: Bytes, at index: Int) -> Int {
        let first = bytes[index]
        if first == 0xC2 {
            guard index + 1 < bytes.count else { return 0 }
            return bytes[index + 1] == 0xA0 || bytes[index + 1] == 0x85 ? 2 : 0
        }
        guard index + 2 < bytes.count else { return 0 }
        let second = bytes[index + 1]
        let third = bytes[index + 2]
        switch (first, second) {
        case (0xE2, 0x80): return third <= 0x8A || third == 0xA8 || third == 0xA9 || third == 0xAF ? 3 : 0
        case (0xE2, 0x81): return third == 0x9F ? 3 : 0
        case (0xE1, 0x9A), (0xE3, 0x80): return third == 0x80 ? 3 : 0
        default: return 0
        }
    }
}

extension UnsafeBufferPointer where Element == UInt8 {
    /// The bytes without white space at either end.
    package var trimmed: Bytes {
        var start = 0
        var end = count
        while start < end {
            let length = WhiteSpace.length(in: self, at: start)
            if length == 0 { break }
            start += length
        }
        trailing: while end > start {
            if self[end - 1] &- 0x21 <= 0x5D { break }
            for length in 1...3 where end - length >= start && WhiteSpace.length(in: self, at: end - length) == length {
                end -= length
                continue trailing
            }
            break
        }
        return start == 0 && end == count ? self : part(start..<end)
    }
}
