import StockWriting

/// Takes records out of the files of rejected ones that a run has published.
struct PublishedRejects {
    /// Whether a record, by its cells, is to go.
    let isMeant: (RejectedCells) -> Bool

    /// Cleans the files of one run, and its manifest with them.
    ///
    /// - Returns: the files that had such records, and how many.
    func clean(_ run: PublishedFolder, isDryRun: Bool) throws -> [(file: String, records: Int)] {
        var cleaned: [(String, Int)] = []
        for name in run.names(RejectsFiles.folder) {
            let file = "\(RejectsFiles.folder)/\(name)"
            guard let bytes = run.bytes(file) else { continue }
            let text = String(decoding: bytes, as: UTF8.self)
            // Whole documents are despatch advices, which name no buyer.
            guard !text.hasPrefix("<") else { continue }
            let records = Self.records(text)
            let kept = records.enumerated().filter { $0.offset == 0 || !isMeant(RejectedCells($0.element)) }.map(
                \.element)
            guard kept.count < records.count else { continue }
            cleaned.append(("\(run.path)/\(file)", records.count - kept.count))
            if !isDryRun { try run.replace(file, bytes, by: Array(kept.joined().utf8)) }
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
}
