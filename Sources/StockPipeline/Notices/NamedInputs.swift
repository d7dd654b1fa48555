import StockModel
import StockReading

/// The files that a pipeline names for its notices apart from its inputs: the terms of warranty and watch lists. They are
/// read anew in each run, and no ledger keeps them.
struct NamedInputs {
    private(set) var inputs = NoticeRecords([], in: [])
    /// As `sources.csv` tells of them; they follow those of the run's inputs.
    private(set) var sources: [Source] = []
    private(set) var rejects: [Reject] = []

    /// - Parameter first: The index of the first of them, in rejects.
    init(
        _ settings: NoticeSettings, first: Int, definitions: Definitions, reading: ReadingSettings
    ) throws(RunFailure) {
        var files: [(String, NoticeRecord.Kind)] = settings.watchLists.map { ($0, .watched) }
        if let terms = settings.warranty?.terms { files.append((terms, .term)) }
        for (path, kind) in files {
            let file = try NoticeFile.read(
                path, as: kind, name: Paths.components(path).last, index: Int32(first + sources.count),
                definitions: definitions, settings: reading)
            inputs = inputs.adding([file.records])
            sources.append(file.source)
            rejects += file.rejects
        }
    }
}
