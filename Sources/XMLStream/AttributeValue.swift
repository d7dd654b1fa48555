/// An attribute value as libxml2 hands it over when entities are not replaced: every `&` is written `&#38;`, and no
/// other `&` can occur.
enum AttributeValue {
    /// Gives the value in parts, with plain `&`.
    static func forEachPart(
        _ start: UnsafePointer<UInt8>, count: Int, _ body: (UnsafePointer<UInt8>, Int) -> Void
    ) {
        let escaped = 5
        var from = 0
        var index = 0
        while index < count {
            guard start[index] == 0x26, count - index >= escaped, start[index + 1] == 0x23 else {
                index += 1
                continue
            }
            body(start + from, index + 1 - from)
            index += escaped
            from = index
        }
        if from < count { body(start + from, count - from) }
    }
}
