extension Timestamp {
    /// Lends the bytes of the ISO 8601 text in UTC, `2026-11-23` or `2026-11-23T02:00:00Z`; none where it is absent.
    package func withISO8601(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        if isAbsent { return body(UnsafeBufferPointer(start: nil, count: 0)) }
        let date = civil
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { text in
            Self.put(date.year, width: 4, at: 0, in: text)
            text[4] = 0x2D
            Self.put(date.month, width: 2, at: 5, in: text)
            text[7] = 0x2D
            Self.put(date.day, width: 2, at: 8, in: text)
            guard let second else { return body(UnsafeBufferPointer(rebasing: text[..<10])) }
            text[10] = 0x54
            Self.put(second / 3600, width: 2, at: 11, in: text)
            text[13] = 0x3A
            Self.put(second / 60 % 60, width: 2, at: 14, in: text)
            text[16] = 0x3A
            Self.put(second % 60, width: 2, at: 17, in: text)
            text[19] = 0x5A
            body(UnsafeBufferPointer(text))
        }
    }

    /// Writes the last `width` digits of a number.
    private static func put(_ number: Int, width: Int, at start: Int, in text: UnsafeMutableBufferPointer<UInt8>) {
        var rest = number
        for place in (start..<start + width).reversed() {
            text[place] = 0x30 + UInt8(rest % 10)
            rest /= 10
        }
    }
}

extension Timestamp: CustomStringConvertible {
    /// ISO 8601 in UTC, empty where absent.
    public var description: String {
        var text = ""
        withISO8601 { text = String(decoding: $0, as: UTF8.self) }
        return text
    }
}
