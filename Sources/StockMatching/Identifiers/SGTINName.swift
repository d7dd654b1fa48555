internal import StockModel

/// The URNs that name one unit of a trade item: `urn:epc:id:sgtin:PREFIX.ITEMREF.SERIAL`, and the tag forms
/// `urn:epc:tag:sgtin-96:FILTER.PREFIX.ITEMREF.SERIAL` and `sgtin-198` (GS1 EPC Tag Data Standard, sections 6.3.1 and
/// 12.3.1).
enum SGTINName {
    static func open(_ text: Text) -> Carrier? {
        guard let fields = fieldsStart(text) else { return nil }
        let prefix = fields..<text.place(of: UInt8(ascii: "."), in: fields..<text.count)
        guard prefix.upperBound < text.count else { return nil }
        let rest = prefix.upperBound + 1
        let item = rest..<text.place(of: UInt8(ascii: "."), in: rest..<text.count)
        guard item.upperBound < text.count else { return nil }
        guard isNumber(text.slice(prefix)), isNumber(text.slice(item)) else { return nil }
        // A serial may have further dots in it.
        let serial = (item.upperBound + 1)..<text.count
        return Carrier(serial: serial, gtin: gtin(prefix: text.slice(prefix), item: text.slice(item)), isEscaped: true)
    }

    /// Where the company prefix begins.
    private static func fieldsStart(_ text: Text) -> Int? {
        if text.has("URN:EPC:ID:SGTIN:") { return 17 }
        let tagStart: Int
        if text.has("URN:EPC:TAG:SGTIN-96:") {
            tagStart = 21
        } else if text.has("URN:EPC:TAG:SGTIN-198:") {
            tagStart = 22
        } else {
            return nil
        }
        let dot = text.place(of: UInt8(ascii: "."), in: tagStart..<text.count)
        guard dot < text.count, isNumber(text.slice(tagStart..<dot)) else { return nil }
        return dot + 1
    }

    private static func isNumber(_ text: Text) -> Bool { 1...12 ~= text.count && text.isAllDigits }

    /// Indicator, company prefix, item number, check digit: the first digit of the item reference is the indicator
    /// (Tag Data Standard, section 7.3). Prefix and reference have 13 digits together; otherwise there is no GTIN.
    private static func gtin(prefix: Text, item: Text) -> GTIN? {
        guard 6...12 ~= prefix.count, prefix.count + item.count == 13 else { return nil }
        var body = UInt64(item[0] &- 0x30)
        for byte in prefix.bytes { body = body * 10 + UInt64(byte &- 0x30) }
        for byte in item.dropFirst(1).bytes { body = body * 10 + UInt64(byte &- 0x30) }
        return GTIN(withoutCheckDigit: body)
    }
}
