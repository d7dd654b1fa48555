internal import Crypto
internal import Glibc

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
    /// Size in bytes as on disk when the file was opened.
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

    private let descriptor: Int32
    private let opened: FileState
    private let raw: UnsafeMutableRawBufferPointer
    private var rawStart = 0
    private var rawEnd = 0
    private var hasher: SHA256?
    private var inflater: GzipInflater?
    private var isStarted = false
    private var isRawEnd = false

    private static let rawCapacity = 1 << 16

    /// Opens the file at `path`.
    ///
    /// - Parameters:
    ///   - followsSymlinks: whether a symbolic link as the last part of the path is followed.
    ///   - hashing: whether `sha256` is wanted.
    /// - Throws: `ByteSourceError`, if the file cannot be opened or is no regular file.
    package init(path: String, followsSymlinks: Bool = false, hashing: Bool = false) throws(ByteSourceError) {
        let flags = O_RDONLY | O_NONBLOCK | O_CLOEXEC | (followsSymlinks ? 0 : O_NOFOLLOW)
        let descriptor = Self.retrying { open(path, flags) }
        guard descriptor >= 0 else {
            let number = errno
            let reason: ByteSourceError.Reason =
                number == ELOOP && !followsSymlinks ? .symbolicLink : .unreadable(call: "open", errno: number)
            throw ByteSourceError(reason, path: path)
        }
        guard let state = FileState(descriptor) else {
            let number = errno
            close(descriptor)
            throw ByteSourceError(.unreadable(call: "fstat", errno: number), path: path)
        }
        guard state.isRegular else {
            close(descriptor)
            throw ByteSourceError(.notRegularFile, path: path)
        }
        self.path = path
        self.descriptor = descriptor
        opened = state
        size = state.size
        raw = .allocate(byteCount: Self.rawCapacity, alignment: 64)
        hasher = hashing ? SHA256() : nil
    }

    deinit {
        close(descriptor)
        raw.deallocate()
    }

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
    package func rewind() throws(ByteSourceError) {
        guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw failure(call: "lseek") }
        bytesRead = 0
        rawStart = 0
        rawEnd = 0
        isStarted = false
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

    /// One `read` of the file itself, counted and hashed. 0 is the end, and settles hash and `changedWhileRead`.
    private func readRaw(into buffer: UnsafeMutableRawBufferPointer) throws(ByteSourceError) -> Int {
        guard !isRawEnd else { return 0 }
        let count = Self.retrying { Glibc.read(descriptor, buffer.baseAddress, buffer.count) }
        guard count >= 0 else { throw failure(call: "read") }
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
        guard let state = FileState(descriptor) else { throw failure(call: "fstat") }
        if state != opened || bytesRead != size { changedWhileRead = true }
        if sha256 == nil, let hasher { sha256 = Hex.string(hasher.finalize()) }
    }

    private func failure(call: String) -> ByteSourceError {
        ByteSourceError(.unreadable(call: call, errno: errno), path: path, byte: bytesRead)
    }

    /// Repeats a system call that a signal interrupted.
    private static func retrying<Result: SignedInteger>(_ call: () -> Result) -> Result {
        while true {
            let result = call()
            if result != -1 || errno != EINTR { return result }
        }
    }
}
