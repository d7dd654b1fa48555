internal import Crypto

/// One input file, opened once and read as a run of bytes; gzip is recognised by content and inflated.
///
/// * The descriptor is opened once and kept: what is recognised, hashed and parsed is one and the same file, even if
///   another is renamed over its path meanwhile.
/// * Only regular files are opened, and nothing blocks: a named pipe in an inbox is refused, not waited for.
/// * An I/O error is thrown and never looks like the end of the file.
///
/// Not for use by two threads at a time.
package final class ByteSource {
    /// The path as it was given.
    package let path: String
    /// Size in bytes as on disk when the file was opened; of a part, its own.
    package let size: Int64
    /// Bytes read so far as on disk, before inflating: with `size`, the progress.
    package private(set) var bytesRead: Int64 = 0
    /// Whether the content is gzip and inflated. Known after the first `read`.
    package private(set) var isGzip = false
    /// Hex SHA-256 of the bytes on disk; nil until the end was read once, or if hashing was not asked for.
    package private(set) var sha256: String?
    /// Whether size or time of change differed at the end from when the file was opened: somebody was still writing.
    /// False until the end was read.
    package private(set) var changedWhileRead = false

    private let file: OpenFile
    /// Which bytes of the file these are; nil for all, however many there are.
    private let range: Range<Int64>?
    private let raw: UnsafeMutableRawBufferPointer
    private var rawStart = 0
    private var rawEnd = 0
    private var hasher: SHA256?
    private var inflater: GzipInflater?
    private var isStarted: Bool
    private var isRawEnd = false

    private static let rawCapacity = 1 << 16

    /// Opens the file at `path`.
    ///
    /// - Parameters:
    ///   - followsSymlinks: whether a symbolic link as the last part of the path is followed.
    ///   - hashing: whether `sha256` is wanted.
    /// - Throws: `ByteSourceError`, if the file cannot be opened or is no regular file.
    package init(path: String, followsSymlinks: Bool = false, hashing: Bool = false) throws(ByteSourceError) {
        file = try OpenFile(path: path, followsSymlinks: followsSymlinks)
        self.path = path
        size = file.state.size
        range = nil
        isStarted = false
        raw = .allocate(byteCount: Self.rawCapacity, alignment: 64)
        hasher = hashing ? SHA256() : nil
    }

    private init(_ file: OpenFile, _ range: Range<Int64>) {
        self.file = file
        self.range = range
        path = file.path
        size = range.upperBound - range.lowerBound
        // Nothing is gzip for its first bytes in the middle of a file.
        isStarted = true
        raw = .allocate(byteCount: 0, alignment: 64)
    }

    deinit { raw.deallocate() }

    /// Some bytes of the file as a source of their own, which another thread may read at the same time: neither inflated
    /// nor hashed. Where the file ends before they do, they end there and it has `changedWhileRead`.
    package func part(_ range: Range<Int64>) -> ByteSource { ByteSource(file, range) }

    /// Whether size and time of change are still what they were when the file was opened.
    package var isUnchanged: Bool { (try? file.isUnchanged(byte: bytesRead)) ?? false }

    /// Reads the next bytes of the content, inflated if the file is gzip. May fill less than the buffer.
    ///
    /// - Returns: how many bytes were written; 0 at the end (and for an empty buffer).
    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(ByteSourceError) -> Int {
        guard !buffer.isEmpty else { return 0 }
        if !isStarted { try start() }
        if inflater != nil { return try inflate(into: buffer) }
        if rawStart < rawEnd { return drain(into: buffer) }
        return try readRaw(into: buffer)
    }

    /// Starts again at the first byte. A hash once known is kept.
    package func rewind() {
        bytesRead = 0
        rawStart = 0
        rawEnd = 0
        isStarted = range != nil
        isRawEnd = false
        isGzip = false
        inflater = nil
        if hasher != nil { hasher = SHA256() }
    }

    /// Fills the raw buffer for the first time, far enough to tell gzip.
    private func start() throws(ByteSourceError) {
        while rawEnd < 2, !isRawEnd { try fill() }
        isStarted = true
        guard rawEnd >= 2, raw[0] == 0x1F, raw[1] == 0x8B else { return }
        isGzip = true
        inflater = GzipInflater()
        guard inflater != nil else { throw ByteSourceError(.gzipDamaged(detail: "zlib cannot start"), path: path) }
    }

    /// Hands out what `start` read ahead.
    private func drain(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, rawEnd - rawStart)
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: raw[rawStart..<(rawStart + count)]))
        rawStart += count
        return count
    }

    private func inflate(into buffer: UnsafeMutableRawBufferPointer) throws(ByteSourceError) -> Int {
        guard let inflater else { return 0 }
        while true {
            if rawStart == rawEnd, !isRawEnd {
                rawStart = 0
                rawEnd = 0
                try fill()
            }
            if rawStart == rawEnd {
                guard inflater.isAtMemberEnd else { throw ByteSourceError(.gzipTruncated, path: path, byte: bytesRead) }
                return 0
            }
            let input = UnsafeRawBufferPointer(rebasing: raw[rawStart..<rawEnd])
            switch inflater.inflate(input, into: buffer) {
            case .progress(let consumed, let produced):
                rawStart += consumed
                if produced > 0 { return produced }
            case .damaged(let detail):
                throw ByteSourceError(.gzipDamaged(detail: detail), path: path, byte: inflatedFrom)
            case .overRatio:
                throw ByteSourceError(.gzipRatio, path: path, byte: inflatedFrom)
            }
        }
    }

    /// Offset in the file of the first byte that was not yet inflated.
    private var inflatedFrom: Int64 { bytesRead - Int64(rawEnd - rawStart) }

    /// Appends to the raw buffer.
    private func fill() throws(ByteSourceError) {
        rawEnd += try readRaw(into: UnsafeMutableRawBufferPointer(rebasing: raw[rawEnd...]))
    }

    /// One read of the file itself, counted and hashed. 0 is the end, and settles hash and `changedWhileRead`.
    private func readRaw(into buffer: UnsafeMutableRawBufferPointer) throws(ByteSourceError) -> Int {
        guard !isRawEnd else { return 0 }
        var buffer = buffer
        if range != nil {
            guard bytesRead < size else {
                isRawEnd = true
                return 0
            }
            buffer = UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(Int(clamping: size - bytesRead)))
        }
        let count = try file.read(into: buffer, at: (range?.lowerBound ?? 0) + bytesRead)
        if count == 0 {
            try settle()
        } else {
            bytesRead += Int64(count)
            if sha256 == nil { hasher?.update(bufferPointer: UnsafeRawBufferPointer(rebasing: buffer[..<count])) }
        }
        return count
    }

    private func settle() throws(ByteSourceError) {
        isRawEnd = true
        let isUnchanged = try file.isUnchanged(byte: bytesRead)
        if !isUnchanged || bytesRead != size { changedWhileRead = true }
        if sha256 == nil, let hasher { sha256 = Hex.string(hasher.finalize()) }
    }
}
