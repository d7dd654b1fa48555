/// All that the parser's callbacks reach, behind the one pointer that libxml2 hands them. Its one owner calls `free`.
struct ParserContext {
    /// The parser itself, for its position.
    let parser: UnsafeMutableRawPointer
    /// Whom the parser asks for more, while it runs.
    unowned(unsafe) var feeder: DocumentFeeder?
    var match: MatchState
    var outline: OutlineState

    /// Why the file is refused.
    private(set) var failure: XMLFailure?
    /// Whether that may come of the end of what there is alone, so that it means nothing where this is a prefix.
    private(set) var isFailureOfEnd = false
    /// Whether the parser was stopped, so that whatever it says then means nothing.
    var isStopped = false

    /// UTF-8 bytes that the parser has got, or that it need not see.
    var fed: Int64 = 0
    /// From offsets in that to offsets in the file.
    var offsets = OffsetMap()
    /// How many comments, processing instructions and CDATA sections have ended.
    var sectionCount = 0

    init(parser: UnsafeMutableRawPointer, trie: CompiledTrie, outlineLimit: Int) {
        self.parser = parser
        match = MatchState(trie)
        outline = OutlineState(limit: outlineLimit)
    }

    /// Gives back all memory that is not counted by Swift; nothing may be called afterwards.
    func free() { match.free() }

    /// Notes why the file is refused; the first reason stays.
    mutating func fail(_ reason: XMLFailure, isOfEnd: Bool) {
        guard failure == nil, !isStopped else { return }
        failure = reason
        isFailureOfEnd = isOfEnd
    }
}
