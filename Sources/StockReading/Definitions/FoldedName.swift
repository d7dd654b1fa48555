/// Column names as they are compared: without regard to case, byte order mark, outer and inner white space, `_` and `-`.
///
/// `Lineitem SKU`, `lineitem_sku` and `LINEITEM-SKU ` are one name.
package enum FoldedName {
    package static func fold(_ name: String) -> String {
        var copy = name
        return copy.withUTF8 { fold($0) }
    }

    package static func fold(_ name: Bytes) -> String {
        var rest = name
        if rest.count >= 3, rest[0] == 0xEF, rest[1] == 0xBB, rest[2] == 0xBF { rest = rest.part(3..<rest.count) }
        var folded: [UInt8] = []
        folded.reserveCapacity(rest.count)
        forEachByte(of: rest) { folded.append($0) }
        // Only ASCII letters were lowered; other scripts' case is folded by Unicode.
        let text = String(decoding: folded, as: UTF8.self)
        return folded.allSatisfy { $0 < 0x80 } ? text : text.lowercased()
    }

    /// Calls `body` with each byte that counts: without white space, `_` and `-`, ASCII letters in lower case.
    @inline(__always) static func forEachByte(of text: Bytes, _ body: (UInt8) -> Void) {
        var index = 0
        while index < text.count {
            let blank = WhiteSpace.length(in: text, at: index)
            if blank > 0 {
                index += blank
                continue
            }
            let byte = text[index]
            if byte != 0x5F && byte != 0x2D { body(byte.lowered) }
            index += 1
        }
    }
}
