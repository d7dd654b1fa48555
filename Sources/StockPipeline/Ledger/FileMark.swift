internal import Glibc

/// What a file system says of a file that changes whenever its content does, so that a file which was read before need not be
/// read again to be known.
///
/// The time of change is the system's own: no program can set it back. A file that was changed a moment ago has no mark,
/// because clocks of file systems are coarse, and it could be changed again within the same tick; nor has one that
/// seems to come from the future. Such files are known by their digest alone.
struct FileMark {
    /// Device, node, size, and the times of writing and of change in nanoseconds.
    let text: String

    /// For how many seconds a file must have been still.
    private static let stillness = 3

    /// - Parameter path: Of the file itself, links not followed.
    init?(path: String, now: Int = Int(time(nil))) {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        let times = [status.st_mtim, status.st_ctim]
        guard times.allSatisfy({ $0.tv_sec + Self.stillness <= now }) else { return nil }
        let numbers =
            [UInt64(status.st_dev), UInt64(status.st_ino), UInt64(status.st_size)].map(String.init)
            + times.map { "\($0.tv_sec).\($0.tv_nsec)" }
        text = numbers.joined(separator: ":")
    }
}
