internal import ByteSource

/// The text of a listings file, piece by piece: its bytes as they are, without a byte order mark, so that an upload keeps
/// their encoding; UTF-16, which no channel takes, as UTF-8.
struct ListingsText: ~Copyable {
    private let bytes: ByteSource
    private let room: UnsafeMutableRawBufferPointer
    private var decoder: TextDecoder?
    private var isStarted = false
    private var isEnded = false
    private var isFinished = false
    /// Whether a UTF-8 byte order mark stands in front. Known after the first piece.
    private(set) var hasMark = false

    /// Starts at the first byte.
    init(_ bytes: ByteSource) {
        self.bytes = bytes
        room = .allocate(byteCount: 1 << 16, alignment: 16)
        bytes.rewind()
    }

    deinit { room.deallocate() }

    /// The next piece, valid until the next call; nil at the end.
    mutating func next() throws(FeedFailure) -> UnsafeRawBufferPointer? {
        guard !isEnded else { return try finish() }
        let raw = UnsafeRawBufferPointer(rebasing: room[..<(try fill())])
        isEnded = raw.count < room.count
        if isEnded, bytes.changedWhileRead {
            throw FeedFailure("The file changed while it was read. Run again when it is complete.")
        }
        let isFirst = !isStarted
        isStarted = true
        if isFirst, raw.starts(with: [0xFF, 0xFE]) || raw.starts(with: [0xFE, 0xFF]) { decoder = TextDecoder() }
        if decoder != nil { return try decode(raw) }
        hasMark = hasMark || (isFirst && raw.starts(with: [0xEF, 0xBB, 0xBF]))
        guard !raw.contains(0) else {
            throw FeedFailure("The file holds byte 0, so it is no text. Fetch the export again, as CSV or text.")
        }
        return isFirst && hasMark ? UnsafeRawBufferPointer(rebasing: raw[3...]) : raw
    }

    private mutating func decode(_ raw: UnsafeRawBufferPointer) throws(FeedFailure) -> UnsafeRawBufferPointer? {
        do throws(TextDecodingError) {
            return try decoder?.decode(raw)
        } catch {
            throw FeedFailure(error.description)
        }
    }

    /// What the decoder kept back, once.
    private mutating func finish() throws(FeedFailure) -> UnsafeRawBufferPointer? {
        guard decoder != nil, !isFinished else { return nil }
        isFinished = true
        do throws(TextDecodingError) {
            return try decoder?.finish()
        } catch {
            throw FeedFailure(error.description)
        }
    }

    /// Fills the room as far as the file goes.
    private func fill() throws(FeedFailure) -> Int {
        var count = 0
        do throws(ByteSourceError) {
            while count < room.count {
                let more = try bytes.read(into: UnsafeMutableRawBufferPointer(rebasing: room[count...]))
                if more == 0 { break }
                count += more
            }
        } catch {
            throw FeedFailure("The file \(error.problem)")
        }
        return count
    }
}
