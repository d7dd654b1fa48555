import ByteSource
import StockLedger
import StockModel

/// Tells files whose content was read before from those that are new.
///
/// A file is known by its SHA-256. Only files of one size can be the same, so the others are not looked at before they
/// are read; and of a file that lies there as it lay when it was last looked at, the digest is known (`FileMark`), or
/// a night would read all that ever came in.
struct KnownFiles {
    let sources: SourceTable
    let catalogue: CatalogueTable

    /// What became of the inputs.
    struct Outcome {
        var new: [InputFile] = []
        /// The others, as sources with outcome `already-read`.
        var known: [Source] = []
        /// The ids of the sources that those repeat, and the names under which they do.
        var deliveries: [(source: Int, name: String)] = []
        /// The marks of files that have none in the ledger yet: of known ones by the ids of their sources, of new ones by
        /// their names.
        var marksOfKnown: [(source: Int, mark: FileMark)] = []
        var marksOfNew: [String: FileMark] = [:]
        /// New files of which another new file has the same content.
        var repeats: [(digest: String, name: String)] = []
    }

    /// Sorts out `files`. A catalogue that later ones have taken the place of counts as new: what one says that lies there
    /// holds.
    func sort(_ files: [InputFile]) throws -> Outcome {
        var outcome = Outcome()
        let sizes = Dictionary(files.map { ($0.bytes, 1) }, uniquingKeysWith: +)
        var met: Set<String> = []
        for file in files {
            let candidates = try sources.sources(bytes: file.bytes).filter {
                try $0.kind != "catalogue" || catalogue.isCurrent(source: $0.id)
            }
            let mark = FileMark(path: file.path)
            let marked = try mark.flatMap { mark in
                try sources.source(marked: mark.text).flatMap { id in candidates.first { $0.id == id } }
            }
            guard !candidates.isEmpty || (sizes[file.bytes] ?? 0) > 1,
                let digest = marked?.sha256 ?? Self.digest(of: file.path)
            else {
                outcome.new.append(file)
                outcome.marksOfNew[file.name] = mark
                continue
            }
            let known = candidates.first { $0.sha256 == digest }
            guard known != nil || !met.insert(digest).inserted else {
                outcome.new.append(file)
                outcome.marksOfNew[file.name] = mark
                continue
            }
            if let known, let mark, marked == nil { outcome.marksOfKnown.append((known.id, mark)) }
            var source = Source(file: file.name)
            source.bytes = file.bytes
            source.sha256 = digest
            source.kind = known?.kind ?? ""
            source.format = known?.format ?? ""
            source.outcome = .alreadyRead
            if let known, known.name != file.name { source.notes = ["the same content was read as \(known.name)"] }
            outcome.known.append(source)
            if let known {
                outcome.deliveries.append((known.id, file.name))
            } else {
                outcome.repeats.append((digest, file.name))
            }
        }
        return outcome
    }

    /// The SHA-256 of a file's bytes; nil where it cannot be read, which reading it will tell.
    private static func digest(of path: String) -> String? {
        guard let bytes = try? ByteSource(path: path, followsSymlinks: false, hashing: true) else { return nil }
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
        defer { room.deallocate() }
        while let count = try? bytes.read(into: room), count > 0 {}
        return bytes.sha256
    }
}
