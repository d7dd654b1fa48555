/// A part of a serial pattern, as the parser understands it.
indirect enum PatternNode {
    /// One character: an ASCII character of the set, or, where `wide`, any character outside ASCII.
    case character(ByteSet, wide: Bool)
    /// One character outside ASCII, as its UTF-8 bytes.
    case literal([UInt8])
    case sequence([PatternNode])
    case alternatives([PatternNode])
    /// At least `from` times, at most `to` times if there is a limit. `column` is where the count stands.
    case repeated(PatternNode, from: Int, to: Int?, column: Int)
}
