internal import StockMatching
internal import StockModel

/// The catalogue as a run would have it: what the inputs say, and what a ledger has besides.
struct CheckedCatalogue {
    /// Those of the inputs first; their file is an index of `files`.
    let entries: [CatalogueEntry]
    private let files: [String]
    private let rejects: [Reject]

    init(_ read: CheckedReading, _ ledger: LedgerCheck) {
        var files = read.found.files.map(\.path)
        var entries = read.entries
        // A file's entries take the place of those that one of its name gave before, and an entry that of its SKU.
        let names = Set(zip(read.found.files, read.sources).filter { $1.kind == "catalogue" }.map(\.0.name))
        let skus = Set(entries.map(\.sku))
        for (file, entry) in ledger.catalogue where !names.contains(file) && !skus.contains(entry.sku) {
            var kept = entry
            let name = "\(file) (read before)"
            kept.file = Int32(files.firstIndex(of: name) ?? files.count)
            if kept.file == files.count { files.append(name) }
            entries.append(kept)
        }
        self.files = files
        self.entries = entries
        rejects = read.rejects.filter { reject in
            let index = Int(reject.file)
            return read.sources[index].kind == "catalogue"
                || (index == read.found.catalogue && read.sources[index].outcome == .rejected)
        }
    }

    private func name(_ file: Int32) -> String { files[Int(file)] }

    var mistakes: [CheckMistake] { CatalogueCheck(entries: entries, rejects: rejects, name: name).mistakes }

    /// SKUs whose serials are required and can come from nowhere. Nothing is said before anything has come.
    func serialMistakes(_ read: CheckedReading, _ ledger: LedgerCheck) -> [CheckMistake] {
        guard read.hasDocuments || ledger.hasRuns else { return [] }
        var supply = SerialSupply(entries: entries)
        supply.take(read.received)
        if !supply.lacking.isEmpty { supply.take(ledger.received()) }
        return supply.problems.map { CheckMistake($0, file: name($0.entry.file)) }
    }
}

extension CheckMistake {
    init(_ problem: CatalogueProblem, file: String) {
        self.init(
            file: file, line: problem.entry.lineNumber, field: problem.column, problem.problem, remedy: problem.remedy)
    }
}
