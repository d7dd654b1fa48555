internal import Glibc

/// A file of the run while it is written: plain bytes in, size and SHA-256 computed on the way.
///
/// It counts only once `finish()` has returned: then every byte is on disk. A file that is dropped before is given up,
/// and with it the run.
package final class OutputFile {
    /// Its path inside the run's folder.
    package let path: String
    private let shownPath: String
    private var descriptor: Int32
    private var digest = Digest()
    private var size = 0
    private let register: FileRegister

    init(descriptor: Int32, path: String, shownPath: String, register: FileRegister) {
        self.descriptor = descriptor
        self.path = path
        self.shownPath = shownPath
        self.register = register
        register.opened()
    }

    deinit {
        guard descriptor >= 0 else { return }
        close(descriptor)
        register.abandoned()
    }

    /// Appends `bytes`; short writes and interruptions are continued.
    package func write(_ bytes: UnsafeRawBufferPointer) throws(WritingFailure) {
        var rest = bytes
        var patience = 1000
        while let base = rest.baseAddress, rest.count > 0 {
            let count = Glibc.write(descriptor, base, rest.count)
            if count > 0 {
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
                continue
            }
            let code = count == 0 ? EIO : errno
            guard code == EINTR || (code == EAGAIN && patience > 0) else {
                throw WritingFailure("the file cannot be written", shownPath, code: code)
            }
            if code == EAGAIN {
                patience -= 1
                usleep(1000)
            }
        }
        digest.update(bytes)
        size += bytes.count
    }

    /// Appends the bytes of an array.
    package func write(_ bytes: [UInt8]) throws(WritingFailure) {
        // A closure cannot carry the typed error through `withUnsafeBytes`, so it comes out as a result.
        let result = bytes.withUnsafeBytes { raw in
            Result { () throws(WritingFailure) in try self.write(raw) }
        }
        try result.get()
    }

    /// Puts the file on disk and closes it. A sync that failed is not tried again: the system may already have dropped
    /// what it could not write.
    package func finish() throws(WritingFailure) {
        while fsync(descriptor) != 0 {
            let code = errno
            guard code == EINTR else {
                throw WritingFailure("the file cannot be put safely on disk", shownPath, code: code)
            }
        }
        let closing = descriptor
        descriptor = -1
        // Linux closes the descriptor even when it reports an interruption.
        guard close(closing) == 0 || errno == EINTR else {
            let failure = WritingFailure("the file cannot be closed", shownPath, code: errno)
            register.abandoned()
            throw failure
        }
        register.finished(WrittenFile(path: path, sha256: digest.hexadecimal(), bytes: size))
    }
}
