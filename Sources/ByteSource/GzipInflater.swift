private import CZlib

/// Inflates one or more concatenated gzip members, fed piece by piece.
///
/// * Every member's CRC and length are checked by zlib.
/// * Bytes behind a member that do not start another member are damage, not padding.
/// * The content may be at most 200 times the compressed bytes; the first MiB is free, so that short files of blanks
///   pass.
final class GzipInflater {
    /// What one call came to.
    enum Step: Equatable {
        /// `consumed` compressed bytes were taken and `produced` bytes written.
        case progress(consumed: Int, produced: Int)
        /// zlib refused the stream, in its words.
        case damaged(String)
        /// The limit of 200 : 1 is passed.
        case overRatio
    }

    private static let ratioLimit: Int64 = 200
    private static let freeBytes: Int64 = 1 << 20

    /// zlib keeps a pointer to this structure, so it must not move: it lives on the heap.
    private let stream: UnsafeMutablePointer<z_stream>
    private var betweenMembers = false
    private var compressedCount: Int64 = 0
    private var inflatedCount: Int64 = 0

    init?() {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // 15 bits of window, plus 16 for "a gzip header and nothing else".
        guard inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            stream.deallocate()
            return nil
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Whether the input may end here: between two members.
    var isAtMemberEnd: Bool { betweenMembers }

    /// Inflates from `input` into `output`, which must not be empty. Stops at the end of either or of a member.
    func inflate(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> Step {
        guard let source = input.baseAddress, let target = output.baseAddress, !input.isEmpty else {
            return .progress(consumed: 0, produced: 0)
        }
        if betweenMembers {
            guard inflateReset(stream) == Z_OK else { return .damaged("cannot start the next member") }
            betweenMembers = false
        }
        let inputCount = min(input.count, 1 << 30)
        let outputCount = min(output.count, 1 << 30)
        stream.pointee.next_in = UnsafeMutablePointer(mutating: source.assumingMemoryBound(to: Bytef.self))
        stream.pointee.avail_in = uInt(inputCount)
        stream.pointee.next_out = target.assumingMemoryBound(to: Bytef.self)
        stream.pointee.avail_out = uInt(outputCount)
        let status = CZlib.inflate(stream, Z_NO_FLUSH)
        let consumed = inputCount - Int(stream.pointee.avail_in)
        let produced = outputCount - Int(stream.pointee.avail_out)
        compressedCount += Int64(consumed)
        inflatedCount += Int64(produced)
        switch status {
        case Z_OK, Z_BUF_ERROR: break
        case Z_STREAM_END: betweenMembers = true
        default: return .damaged(message(status))
        }
        if inflatedCount > Self.freeBytes, inflatedCount > Self.ratioLimit * compressedCount { return .overRatio }
        return .progress(consumed: consumed, produced: produced)
    }

    private func message(_ status: Int32) -> String {
        guard let text = stream.pointee.msg else { return "zlib status \(status)" }
        return String(cString: text)
    }
}
