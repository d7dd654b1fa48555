internal import Glibc

/// Keeps other runs away from an output folder while one writes there: an advisory lock on `<out>/.lock`, which the
/// kernel frees when its holder ends, however it ends. The file stays, and holds its holder's process id.
final class OutputLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock, or says who has it.
    init(in folder: OutputFolder) throws(WritingFailure) {
        // Set only once the lock is ours: a class whose properties are set has its `deinit` run even if `init` throws.
        descriptor = try Self.taken(in: folder)
    }

    deinit {
        // Not to name a process that is no longer there.
        ftruncate(descriptor, 0)
        close(descriptor)
    }

    private static func taken(in folder: OutputFolder) throws(WritingFailure) -> Int32 {
        let path = folder.shown(".lock")
        while true {
            let descriptor = openat(
                folder.descriptor, ".lock", O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o644)
            guard descriptor >= 0 else { throw WritingFailure("the lock file cannot be opened", path, code: errno) }
            do throws(WritingFailure) {
                try take(descriptor, path: path)
            } catch {
                close(descriptor)
                throw error
            }
            // A rehearsal removes the lock file that it made: then this lock keeps nobody away.
            var status = stat()
            if fstat(descriptor, &status) == 0, status.st_nlink > 0 { return descriptor }
            close(descriptor)
        }
    }

    private static func take(_ descriptor: Int32, path: String) throws(WritingFailure) {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw WritingFailure(
                "the lock file cannot be used", path, why: "it is not a plain file",
                remedy: "remove it, it holds nothing of value, then run again")
        }
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            switch errno {
            case EINTR: continue
            case EWOULDBLOCK:
                throw WritingFailure(
                    "the output folder is in use", path, why: "another run\(holder(of: descriptor)) writes there",
                    remedy: "wait until it has ended, then run again")
            default: throw WritingFailure("the lock cannot be taken", path, code: errno)
            }
        }
        let text = Array("\(getpid())\n".utf8)
        guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, text, text.count, 0) == text.count else {
            throw WritingFailure("the lock file cannot be written", path, code: errno)
        }
    }

    /// ` (process 4711)`, or nothing if the holder has not written its id yet.
    private static func holder(of descriptor: Int32) -> String {
        var buffer = [UInt8](repeating: 0, count: 32)
        let count = pread(descriptor, &buffer, buffer.count, 0)
        guard count > 0 else { return "" }
        let digits = buffer[..<count].prefix { (0x30...0x39).contains($0) }
        return digits.isEmpty ? "" : " (process \(String(decoding: digits, as: UTF8.self)))"
    }
}
