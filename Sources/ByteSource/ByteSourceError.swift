/// Why an input file could not be opened or read to its end. One bad record is never a `ByteSourceError`: the whole
/// file is unusable.
package struct ByteSourceError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Which rule the file broke.
    package enum Reason: Sendable, Equatable {
        /// A system call failed; `call` is its name, `errno` its number.
        case unreadable(call: String, errno: Int32)
        /// A folder, device, pipe or socket.
        case notRegularFile
        /// A symbolic link where links are not followed.
        case symbolicLink
        /// The gzip stream breaks its own format or checksum; `detail` is zlib's word for it.
        case gzipDamaged(detail: String)
        /// The file ends inside a gzip stream.
        case gzipTruncated
        /// The content is more than 200 times as large as the file, as in a decompression bomb.
        case gzipRatio
    }

    /// Which rule the file broke.
    package let reason: Reason
    /// The path as it was given.
    package let path: String
    /// 0-based offset in the file, as on disk, up to which it was read.
    package let byte: Int64

    package init(_ reason: Reason, path: String, byte: Int64 = 0) {
        self.reason = reason
        self.path = path
        self.byte = byte
    }

    /// Where, what and what to do.
    package var description: String { "\(path): \(problem)" }

    /// What is wrong and what to do, for messages that name the file already.
    package var problem: String {
        switch reason {
        case .unreadable(let call, let errno):
            "cannot be read: \(ErrnoText.of(errno)) (\(call), byte \(byte)). "
                + "Check that the file exists and may be read."
        case .notRegularFile:
            "not a regular file. Give the path of a file."
        case .symbolicLink:
            "a symbolic link. Give the path of the file that it points to."
        case .gzipDamaged(let detail):
            "damaged gzip file: \(detail) (byte \(byte)). Fetch the file again."
        case .gzipTruncated:
            "gzip file cut off at byte \(byte). Fetch the file again."
        case .gzipRatio:
            "expands to more than 200 times its size (byte \(byte)), as a decompression bomb does. "
                + "If it is genuine, decompress it first."
        }
    }
}
