internal import Glibc

/// A regular file that was opened once and can be read at any place, by several threads at a time.
final class OpenFile: Sendable {
    /// The path as it was given.
    let path: String
    /// What it was when it was opened.
    let state: FileState

    private let descriptor: Int32

    /// Opens the file at `path`; nothing blocks.
    ///
    /// - Parameter followsSymlinks: whether a symbolic link as the last part of the path is followed.
    init(path: String, followsSymlinks: Bool) throws(ByteSourceError) {
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
        self.state = state
    }

    deinit { close(descriptor) }

    /// Reads bytes from `offset` on; may fill less than the buffer.
    ///
    /// - Returns: how many bytes were written; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws(ByteSourceError) -> Int {
        let count = Self.retrying { pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset)) }
        guard count >= 0 else { throw failure(call: "pread", byte: offset) }
        return count
    }

    /// Whether size and time of change are still what they were when the file was opened.
    ///
    /// - Parameter byte: how far it was read, for the error.
    func isUnchanged(byte: Int64) throws(ByteSourceError) -> Bool {
        guard let now = FileState(descriptor) else { throw failure(call: "fstat", byte: byte) }
        return now == state
    }

    private func failure(call: String, byte: Int64) -> ByteSourceError {
        ByteSourceError(.unreadable(call: call, errno: errno), path: path, byte: byte)
    }

    /// Repeats a system call that a signal interrupted.
    private static func retrying<Result: SignedInteger>(_ call: () -> Result) -> Result {
        while true {
            let result = call()
            if result != -1 || errno != EINTR { return result }
        }
    }
}
