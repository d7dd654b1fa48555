internal import ByteSource
internal import StockWriting

/// An input file, to be copied among the rejects; unpacked, if it is packed.
struct DocumentCopy: RejectedDocument {
    private let bytes: ByteSource

    /// Nil where the file cannot be opened any more.
    init?(path: String) {
        guard let bytes = try? ByteSource(path: path) else { return nil }
        self.bytes = bytes
    }

    func write(to output: OutputFile) throws(WritingFailure) {
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        defer { room.deallocate() }
        while let count = try? bytes.read(into: room), count > 0 {
            try output.write(UnsafeRawBufferPointer(rebasing: room[..<count]))
        }
    }
}
