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
        var index = 0
        while index < rest.count {
            let blank = WhiteSpace.length(in: rest, at: index)
            if blank > 0 {
                index += blank
                continue
            }
            let byte = rest[index]
            if byte != 0x5F && byte != 0x2D { folded.append(byte.lowered) }
            index += 1
        }
        // Only ASCII letters were lowered; other scripts' case is folded by Unicode.
        let text = String(decoding: folded, as: UTF8.self)
        return folded.allSatisfy { $0 < 0x80 } ? text : text.lowercased()
    }
}
