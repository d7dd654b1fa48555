import Foundation
import Glibc
import StockWriting

/// Takes records out of the files of rejected ones that a run has published.
struct PublishedRejects {
    /// Whether a record, by its cells, is to go.
    let isMeant: (RejectedCells) -> Bool

    /// Cleans the files of one run, and its manifest with them.
    ///
    /// - Returns: the files that had such records, and how many.
    func clean(run: String, isDryRun: Bool) throws -> [(file: String, records: Int)] {
        let folder = "\(run)/\(RejectsFiles.folder)"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        var cleaned: [(String, Int)] = []
        for name in names.sorted() {
            let path = "\(folder)/\(name)"
            guard let data = FileManager.default.contents(atPath: path) else { continue }
            let text = String(decoding: data, as: UTF8.self)
            // Whole documents are despatch advices, which name no buyer.
            guard !text.hasPrefix("<") else { continue }
            let records = Self.records(text)
            let kept = records.enumerated().filter { $0.offset == 0 || !isMeant(RejectedCells($0.element)) }.map(
                \.element)
            guard kept.count < records.count else { continue }
            cleaned.append((path, records.count - kept.count))
            guard !isDryRun else { continue }
            let new = kept.joined()
            try Self.replace(path, by: new, mode: 0o600)
            try updateManifest(of: run, file: "\(RejectsFiles.folder)/\(name)", old: text, new: new)
        }
        return cleaned
    }

    /// The records of a file with their line ends; quoted line ends are part of a record, unless its quotes are wrong.
    static func records(_ text: String) -> [String] {
        var records: [String] = []
        var open = ""
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            open += line + "\n"
            guard open.utf8.count(where: { $0 == 0x22 }) % 2 == 0 else { continue }
            records.append(open)
            open = ""
        }
        // A record whose quotes are wrong has no end: each of its lines stands for itself.
        records += open.split(separator: "\n").map { $0 + "\n" }
        if records.last == "\n" { records.removeLast() }
        return records
    }

    /// Puts a new text in the place of a file in one step, with `mode` from its first moment on.
    private static func replace(_ path: String, by text: String, mode: mode_t) throws(WritingFailure) {
        let aside = "\(path).tmp-\(getpid())"
        unlink(aside)
        let descriptor = open(aside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw WritingFailure("the file cannot be replaced", path, code: errno) }
        var code = write(Array(text.utf8), to: descriptor)
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

    /// The manifest says what the files of a run are, so it must say it of the new one.
    private func updateManifest(of run: String, file: String, old: String, new: String) throws {
        let path = "\(run)/\(ManifestFile.name)"
        guard let data = FileManager.default.contents(atPath: path) else { return }
        let manifest = String(decoding: data, as: UTF8.self)
        func entry(_ text: String) -> String {
            "\"sha256\": \"\(Digest.hexadecimal(of: text))\",\n      \"bytes\": \(text.utf8.count)\n"
        }
        guard let start = manifest.range(of: "\"path\": \"\(file)\""),
            let told = manifest.range(of: entry(old), range: start.upperBound..<manifest.endIndex)
        else { return }
        try Self.replace(path, by: manifest.replacingCharacters(in: told, with: entry(new)), mode: 0o644)
    }
}
