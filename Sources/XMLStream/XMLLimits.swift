/// How much of anything a document may have. Far above what despatch advices need, far below what hurts.
enum XMLLimits {
    /// Elements inside each other.
    static let depth = 64
    /// Attributes of one element.
    static let attributes = 256
    /// Bytes of one tag, and so of any attribute value.
    static let tag = 64 << 10
    /// Bytes of the own text of one element.
    static let text = 1 << 20
    /// Bytes of one comment or processing instruction.
    static let comment = 1 << 20
    /// Bytes that the parser may keep waiting for an end: the longest comment and what surrounds it.
    static let pending = (1 << 20) + (128 << 10)
    /// Bytes read at a time.
    static let chunk = 64 << 10
}
