internal import Glibc

/// What tells whether an open file was changed: its size and its time of change.
struct FileState: Equatable {
    /// Size in bytes.
    let size: Int64
    /// Whether it is a regular file.
    let isRegular: Bool
    private let seconds: Int
    private let nanoseconds: Int

    /// Asks the system about an open descriptor; nil with `errno` set if it refuses.
    init?(_ descriptor: Int32) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        size = Int64(status.st_size)
        isRegular = status.st_mode & S_IFMT == S_IFREG
        seconds = status.st_mtim.tv_sec
        nanoseconds = status.st_mtim.tv_nsec
    }
}
