internal import Glibc

/// The least that reading an XML file can cost: libxml2's push parser over 64 KiB pieces, with callbacks that only
/// count.
package enum XMLFloor {
    /// What is in a file.
    package struct Count: Sendable, Equatable {
        package var elements = 0
        package var attributes = 0
        package var textBytes = 0

        package init() {}
    }

    /// Parses the UTF-8 file at `path`; nil if it cannot be read or is not well-formed.
    package static func count(path: String) -> Count? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        guard let parser = CountingParser() else { return nil }
        let chunk = UnsafeMutableRawPointer.allocate(byteCount: 1 << 16, alignment: 64)
        defer { chunk.deallocate() }
        while true {
            let length = read(descriptor, chunk, 1 << 16)
            guard length >= 0 else { return nil }
            if length == 0 { break }
            parser.feed(UnsafeRawBufferPointer(start: chunk, count: length))
        }
        return parser.finish()
    }
}
