internal import Glibc
internal import StockWriting

/// Standard output, through a buffer. A reader that has gone away (`| head`) is no error: what follows is dropped.
struct StandardOutput {
    private static let step = 64 * 1024
    private var buffer: [UInt8] = []
    /// Whether anybody still reads.
    private(set) var isOpen = true

    /// Appends a line and its line end.
    mutating func append(line: String) {
        var line = line
        line.withUTF8 { append(line: $0) }
    }

    /// Appends the bytes of a line, and its line end.
    mutating func append(line: UnsafeBufferPointer<UInt8>) {
        buffer.append(contentsOf: line)
        buffer.append(0x0A)
        if buffer.count >= Self.step { flush() }
    }

    /// Writes all of `bytes`.
    mutating func write(_ bytes: [UInt8]) {
        buffer += bytes
        flush()
    }

    /// Writes what has gathered. A failure but a closed pipe is told once, on standard error.
    mutating func flush() {
        defer { buffer.removeAll(keepingCapacity: true) }
        guard isOpen, let code = Descriptor.write(buffer, to: STDOUT_FILENO) else { return }
        isOpen = false
        guard code != EPIPE else { return }
        StandardError.write(
            "standard output: error: it cannot be written: \(SystemError.sentence(code))\n  Do: \(SystemError.remedy(code))"
        )
    }
}

/// Standard error.
enum StandardError {
    /// Writes a message and a line end.
    static func write(_ message: String) { _ = Descriptor.write(Array("\(message)\n".utf8), to: STDERR_FILENO) }
}

/// Writing to a terminal or a pipe.
enum Descriptor {
    /// Writes all of `bytes`; the system's error number where that fails.
    static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
        bytes.withUnsafeBytes { raw in
            var rest = raw
            while let base = rest.baseAddress, rest.count > 0 {
                let count = Glibc.write(descriptor, base, rest.count)
                let code = count < 0 ? errno : 0
                if count > 0 {
                    rest = UnsafeRawBufferPointer(rebasing: rest[count...])
                } else if code == EAGAIN {
                    var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    poll(&waiting, 1, 1000)
                } else if code != EINTR {
                    return code == 0 ? EIO : code
                }
            }
            return nil
        }
    }
}
