package import Glibc

/// A fresh folder for one test, removed with everything in it afterwards.
package final class TemporaryFolder: Sendable {
    package let path: String

    /// The folder's own name.
    package var name: String { path.split(separator: "/").last.map(String.init) ?? "" }

    package init() {
        var template = Array("/tmp/serialstock-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { fatalError("no temporary folder: \(errno)") }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { Self.remove(path) }

    /// The path of `name` in here.
    package func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }

    package func makeFolder(_ name: String, mode: mode_t = 0o755) {
        mkdir(self(name), mode)
        chmod(self(name), mode)
    }

    package func makeFile(_ name: String, _ content: String = "") {
        guard let file = fopen(self(name), "w") else { fatalError("cannot write \(name)") }
        fputs(content, file)
        fclose(file)
    }

    package func makeFile(_ name: String, bytes: [UInt8]) {
        guard let file = fopen(self(name), "w") else { fatalError("cannot write \(name)") }
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
    }

    package func makeLink(_ name: String, to target: String) { symlink(target, self(name)) }

    /// The content of a file; nil if there is none.
    package func text(_ name: String) -> String? {
        let descriptor = open(self(name), O_RDONLY)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = read(descriptor, &buffer, buffer.count), count > 0 { bytes += buffer[..<count] }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The names in a folder, sorted.
    package func names(_ name: String = ".") -> [String] {
        guard let stream = opendir(self(name)) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Type and permission bits of a file or folder, links not followed; 0 if there is nothing.
    package func mode(_ name: String) -> mode_t {
        var status = stat()
        return lstat(self(name), &status) == 0 ? status.st_mode : 0
    }

    /// Where a link points; nil if it is none.
    package func target(_ name: String) -> String? {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink(self(name), &buffer, buffer.count)
        return count < 0 ? nil : String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func remove(_ path: String) {
        guard unlink(path) != 0 else { return }
        guard let stream = opendir(path) else { return }
        defer {
            closedir(stream)
            rmdir(path)
        }
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { remove("\(path)/\(name)") }
        }
    }
}
