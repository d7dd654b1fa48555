internal import Glibc

/// Keeps other runs away from a ledger: an advisory lock on a file beside it, which the kernel frees when its holder ends,
/// however it ends. The file stays, and holds its holder's process id.
final class LedgerLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock, or says at once who has it.
    init(ledger path: String) throws(LedgerFailure) {
        let file = path + ".lock"
        let opened = open(file, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard opened >= 0 else {
            throw LedgerFailure(
                .other, "the lock of the ledger cannot be opened: \(String(cString: strerror(errno)))",
                remedy: "give this user the right to write \(file)")
        }
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
            let holder = Self.holder(of: opened)
            close(opened)
            throw LedgerFailure(
                .held, "another run\(holder) holds the ledger", remedy: "wait until it has ended, then run again")
        }
        let text = Array("\(getpid())\n".utf8)
        ftruncate(opened, 0)
        pwrite(opened, text, text.count, 0)
        descriptor = opened
    }

    deinit {
        // Not to name a process that is no longer there.
        ftruncate(descriptor, 0)
        close(descriptor)
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
