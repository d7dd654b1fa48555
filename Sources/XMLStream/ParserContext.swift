/// All that the parser's callbacks reach, behind the one pointer that libxml2 hands them. Its one owner calls `free`.
struct ParserContext {
    /// The parser itself, for its position.
    let parser: UnsafeMutableRawPointer
    /// Matching, and the reason why the file is refused, if it is.
    var match: MatchState
    /// Where the file was refused.
    var failurePosition = MatchState.Position()
    /// UTF-8 bytes fed, those of the call in progress included.
    var fed: Int64 = 0
    /// From offsets in what was fed to offsets in the file.
    var offsets = OffsetMap()

    /// For `XMLOutline`: the elements so far, how many are wanted, and the depth of the next one.
    var outline: [XMLOutlineElement] = []
    var outlineLimit = 0
    var outlineDepth = 0

    /// For `XMLFloor`.
    var count = XMLFloor.Count()

    init(parser: UnsafeMutableRawPointer, trie: CompiledTrie) {
        self.parser = parser
        match = MatchState(trie)
    }

    /// Gives back all memory that is not counted by Swift; nothing may be called afterwards.
    func free() { match.free() }
}
