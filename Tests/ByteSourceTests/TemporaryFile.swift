import Glibc

/// A file that is there as long as the object is.
final class TemporaryFile {
    let path: String

    init(_ bytes: some Sequence<UInt8>) {
        var template = Array("/tmp/bytesource.XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        close(descriptor)
        append(bytes)
    }

    deinit { unlink(path) }

    func append(_ bytes: some Sequence<UInt8>) {
        let descriptor = open(path, O_WRONLY | O_APPEND)
        defer { close(descriptor) }
        var rest = Array(bytes)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            precondition(count > 0)
            rest = rest.dropFirst(count)
        }
    }
}
