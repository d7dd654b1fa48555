import Foundation
import Glibc
import StockWriting

/// The folder of a published run, of which files are put in the place of others; its manifest goes along.
struct PublishedFolder {
    let path: String

    /// The bytes of a file, by its path inside the run; nil where it cannot be read.
    func bytes(_ file: String) -> [UInt8]? {
        FileManager.default.contents(atPath: "\(path)/\(file)").map { [UInt8]($0) }
    }

    /// The names in a folder of the run, sorted; none where it is not there.
    func names(_ folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)")) ?? []).sorted()
    }

    /// Puts new bytes in the place of a file that holds personal data, in one step.
    func replace(_ file: String, _ old: [UInt8], by new: [UInt8]) throws {
        try Self.replace("\(path)/\(file)", by: new, mode: 0o600)
        try updateManifest(file, old, new)
    }

    /// The manifest says what the files of a run are, so it must say it of the new one.
    private func updateManifest(_ file: String, _ old: [UInt8], _ new: [UInt8]) throws {
        guard let bytes = bytes(ManifestFile.name) else { return }
        let manifest = String(decoding: bytes, as: UTF8.self)
        func entry(_ bytes: [UInt8]) -> String {
            "\"sha256\": \"\(Digest.hexadecimal(of: bytes))\",\n      \"bytes\": \(bytes.count)\n"
        }
        guard let start = manifest.range(of: "\"path\": \"\(file)\""),
            let told = manifest.range(of: entry(old), range: start.upperBound..<manifest.endIndex)
        else { return }
        let changed = manifest.replacingCharacters(in: told, with: entry(new))
        try Self.replace("\(path)/\(ManifestFile.name)", by: Array(changed.utf8), mode: 0o644)
    }

    /// Puts new bytes in the place of a file in one step, with `mode` from its first moment on.
    private static func replace(_ path: String, by bytes: [UInt8], mode: mode_t) throws(WritingFailure) {
        let aside = "\(path).tmp-\(getpid())"
        unlink(aside)
        let descriptor = open(aside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw WritingFailure("the file cannot be replaced", path, code: errno) }
        var code = write(bytes, to: descriptor)
        if code == nil, fsync(descriptor) != 0 { code = errno }
        close(descriptor)
        if code == nil, rename(aside, path) != 0 { code = errno }
        guard let code else { return }
        unlink(aside)
        throw WritingFailure("the file cannot be replaced", path, code: code)
    }

    /// The system's error number where that fails.
    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
        bytes.withUnsafeBytes { raw in
            var rest = raw
            while let base = rest.baseAddress, rest.count > 0 {
                let count = Glibc.write(descriptor, base, rest.count)
                if count > 0 {
                    rest = UnsafeRawBufferPointer(rebasing: rest[count...])
                } else if errno != EINTR {
                    return count == 0 ? EIO : errno
                }
            }
            return nil
        }
    }
}
