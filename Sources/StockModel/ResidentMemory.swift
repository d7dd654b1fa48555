internal import Glibc

/// How much of the process is in memory, as the system counts it.
final class ResidentMemory: Sendable {
    private let descriptor: Int32
    private let pageSize: Int

    init() {
        descriptor = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
        pageSize = sysconf(Int32(_SC_PAGESIZE))
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Bytes that are in memory now; 0 where nothing tells, as without `/proc`.
    var bytes: Int {
        var text: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0, 0, 0, 0)
        return withUnsafeMutableBytes(of: &text) { room in
            let count = pread(descriptor, room.baseAddress, room.count, 0)
            guard count > 0 else { return 0 }
            // The second number of the line, in pages.
            var (number, spaces) = (0, 0)
            for byte in room[..<count] {
                if byte == 0x20 {
                    if spaces == 1 { return number * pageSize }
                    spaces += 1
                    number = 0
                } else {
                    number = number &* 10 &+ Int(byte &- 0x30)
                }
            }
            return 0
        }
    }
}
