import Glibc

/// A file that has no name, for readers that open a path.
final class MemoryFile {
    private let descriptor: Int32

    init() throws {
        descriptor = try Self.make()
    }

    /// Opens a new file without a name, in memory where the system has a folder for that; a child process inherits it.
    static func make() throws -> Int32 {
        for folder in ["/dev/shm", "/tmp"] {
            var name = Array("\(folder)/stockfuzz-XXXXXX".utf8CString)
            let descriptor = mkstemp(&name)
            guard descriptor >= 0 else { continue }
            unlink(name)
            return descriptor
        }
        throw FuzzFailure("neither /dev/shm nor /tmp can be written to; make room in one of them")
    }

    deinit { close(descriptor) }

    /// A symbolic link, so the reader must follow those.
    var path: String { "/proc/self/fd/\(descriptor)" }

    /// Makes these bytes all that is in the file.
    func fill(_ bytes: [UInt8]) {
        ftruncate(descriptor, 0)
        var start = 0
        while start < bytes.count {
            let count = bytes[start...].withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, start) }
            guard count > 0 else { return }
            start += count
        }
    }
}
