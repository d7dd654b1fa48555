import Foundation
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

    /// Puts a new text in the place of a file in one step.
    private static func replace(_ path: String, by text: String, mode: Int) throws {
        let target = URL(fileURLWithPath: path)
        let aside = target.deletingLastPathComponent().appendingPathComponent(".tmp-\(target.lastPathComponent)")
        guard
            FileManager.default.createFile(
                atPath: aside.path, contents: Data(text.utf8), attributes: [.posixPermissions: mode])
        else {
            throw WritingFailure(
                "the file cannot be replaced", path, why: "nothing can be written beside it",
                remedy: "give this user the right to write there, then run again")
        }
        do {
            let handle = try FileHandle(forUpdating: aside)
            try handle.synchronize()
            try handle.close()
            _ = try FileManager.default.replaceItemAt(target, withItemAt: aside)
        } catch {
            try? FileManager.default.removeItem(at: aside)
            throw error
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
