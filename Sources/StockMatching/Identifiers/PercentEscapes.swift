/// Percent-escapes of URNs and web addresses (RFC 3986, section 2.1).
enum PercentEscapes {
    /// `bytes` with its escapes replaced by what they stand for. Nil, so that the text is better left alone, where there
    /// is none, an escape is malformed or stands for a control character, or the result is no UTF-8.
    static func decoded(_ bytes: [UInt8]) -> [UInt8]? {
        guard bytes.contains(UInt8(ascii: "%")) else { return nil }
        var plain: [UInt8] = []
        plain.reserveCapacity(bytes.count)
        var position = 0
        while position < bytes.count {
            guard bytes[position] == UInt8(ascii: "%") else {
                plain.append(bytes[position])
                position += 1
                continue
            }
            guard position + 2 < bytes.count, let high = ASCII.hexValue(bytes[position + 1]),
                let low = ASCII.hexValue(bytes[position + 2])
            else { return nil }
            let byte = high << 4 | low
            guard byte >= 0x20, byte != 0x7F else { return nil }
            plain.append(byte)
            position += 3
        }
        return String(validating: plain, as: UTF8.self) == nil ? nil : plain
    }
}
