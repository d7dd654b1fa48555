/// How the lines of a file end, decided once by the first line end outside quotes.
enum LineEnd {
    /// LF, with or without a CR before it.
    case lineFeed
    /// CR alone throughout.
    case carriageReturn

    /// The byte that ends a line.
    var byte: UInt8 { self == .lineFeed ? 0x0A : 0x0D }

    /// The byte that must not stand outside quotes, except as the CR of a CR LF.
    var foreignByte: UInt8 { self == .lineFeed ? 0x0D : 0x0A }
}

/// Looks for the first line end outside quotes, piece by piece.
///
/// It knows quotes only by their parity. If a stray quote hides all line ends for `patience` bytes or to the end, the
/// first line end of any kind decides.
struct LineEndDetector {
    private static let patience = 1 << 20

    private let quote: UInt8?
    private var isQuoted = false
    private var examined = 0
    private var fallback: LineEnd?

    init(quote: UInt8?) { self.quote = quote }

    /// The kind of line end of the file that starts with `bytes`; nil if more bytes are needed to tell.
    ///
    /// - Parameters:
    ///   - bytes: the file from its start on, each time longer.
    ///   - isEnd: whether the file ends here.
    mutating func detect(_ bytes: UnsafeRawBufferPointer, isEnd: Bool) -> LineEnd? {
        while examined < bytes.count {
            let byte = bytes[examined]
            if byte == 0x0A || byte == 0x0D {
                // A CR as the last byte so far: what follows decides.
                if byte == 0x0D, examined + 1 == bytes.count, !isEnd { return nil }
                let followed = examined + 1 < bytes.count && bytes[examined + 1] == 0x0A
                let kind: LineEnd = byte == 0x0A || followed ? .lineFeed : .carriageReturn
                if !isQuoted { return kind }
                if fallback == nil { fallback = kind }
            } else if byte == quote {
                isQuoted.toggle()
            }
            examined += 1
        }
        guard isEnd || examined >= Self.patience else { return nil }
        return fallback ?? (isEnd ? .lineFeed : nil)
    }
}
