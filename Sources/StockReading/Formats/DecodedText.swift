internal import ByteSource

/// The text of a file, or of a part of it, as UTF-8, piece by piece.
struct DecodedText: ~Copyable {
    private let bytes: ByteSource
    private var decoder: TextDecoder
    private let buffer: UnsafeMutableRawBufferPointer
    private let progress: (Int) -> Void
    private(set) var isAtEnd = false
    private var reported: Int64 = 0

    /// - Parameters:
    ///   - encoding: nil to go by the byte order mark, else UTF-8.
    ///   - progress: called with how many more bytes were read.
    init(_ bytes: ByteSource, encoding: TextEncoding?, progress: @escaping (Int) -> Void) {
        self.init(bytes, TextDecoder(encoding), progress)
    }

    /// UTF-8 from the middle of a file on.
    init(part bytes: ByteSource, progress: @escaping (Int) -> Void) {
        self.init(bytes, .continuingUTF8(), progress)
    }

    private init(_ bytes: ByteSource, _ decoder: consuming TextDecoder, _ progress: @escaping (Int) -> Void) {
        self.bytes = bytes
        self.decoder = decoder
        self.progress = progress
        buffer = .allocate(byteCount: 1 << 16, alignment: 64)
    }

    deinit { buffer.deallocate() }

    /// The encoding that the text is read in.
    var encoding: TextEncoding { decoder.encoding }

    /// Length in bytes of the byte order mark in front.
    var markLength: Int { decoder.markLength }

    /// The first bytes of the text, at least `size` unless it is shorter.
    mutating func head(_ size: Int) throws -> [UInt8] {
        var head: [UInt8] = []
        while head.count < size, let piece = try next() { head.append(contentsOf: piece) }
        return head
    }

    /// The next piece, valid until the next call; nil at the end.
    mutating func next() throws -> UnsafeRawBufferPointer? {
        guard !isAtEnd else { return nil }
        let count = try bytes.read(into: buffer)
        progress(Int(bytes.bytesRead - reported))
        reported = bytes.bytesRead
        if count == 0 {
            isAtEnd = true
            return try decoder.finish()
        }
        return try decoder.decode(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
}
