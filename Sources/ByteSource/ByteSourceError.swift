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

    /// What, where and what to do, in two sentences.
    package var description: String {
        switch reason {
        case .unreadable(let call, let errno):
            "\(path): cannot be read: \(ErrnoText.of(errno)) (\(call), byte \(byte)). "
                + "Check that the file exists and may be read."
        case .notRegularFile:
            "\(path): not a regular file. Give the path of a file."
        case .symbolicLink:
            "\(path): a symbolic link. Give the path of the file that it points to."
        case .gzipDamaged(let detail):
            "\(path): damaged gzip file: \(detail) (byte \(byte)). Fetch the file again."
        case .gzipTruncated:
            "\(path): gzip file cut off at byte \(byte). Fetch the file again."
        case .gzipRatio:
            "\(path): expands to more than 200 times its size (byte \(byte)), as a decompression bomb does. "
                + "If it is genuine, decompress it first."
        }
    }
}
