import ByteSource
import StockLedger
import StockModel

/// Tells files whose content was read before from those that are new.
///
/// A file is known by its SHA-256. Only files of one size can be the same, so the others are not looked at before they
/// are read.
struct KnownFiles {
    let sources: SourceTable

    /// What became of the inputs.
    struct Outcome {
        var new: [InputFile] = []
        /// The others, as sources with outcome `already-read`.
        var known: [Source] = []
    }

    /// Sorts out `files`. Catalogues always count as new: what one says holds as long as it lies there.
    func sort(_ files: [InputFile], catalogue: Int?) throws -> Outcome {
        var outcome = Outcome()
        let sizes = Dictionary(files.map { ($0.bytes, 1) }, uniquingKeysWith: +)
        var met: Set<String> = []
        for (index, file) in files.enumerated() {
            let candidates = try sources.sources(bytes: file.bytes).filter { $0.kind != "catalogue" }
            guard index != catalogue, !candidates.isEmpty || (sizes[file.bytes] ?? 0) > 1,
                let digest = Self.digest(of: file.path)
            else {
                outcome.new.append(file)
                continue
            }
            let known = candidates.first { $0.sha256 == digest }
            guard known != nil || !met.insert(digest).inserted else {
                outcome.new.append(file)
                continue
            }
            var source = Source(file: file.name)
            source.bytes = file.bytes
            source.sha256 = digest
            source.kind = known?.kind ?? ""
            source.format = known?.format ?? ""
            source.outcome = .alreadyRead
            if let known, known.name != file.name { source.notes = ["the same content was read as \(known.name)"] }
            outcome.known.append(source)
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
