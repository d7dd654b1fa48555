import StockMatching
import StockModel
import StockNotices
import StockReading

/// What a run over files has before it writes: everything read, folded and judged.
struct FoldedInputs {
    let found: FoundInputs
    let reading: Reading.Outcome
    let context: FoldContext
    private(set) var folded: Folding.Outcome
    /// Nil where nobody asks for notices.
    private(set) var noticed: Notices.Outcome?
    private let named: NamedInputs
    /// Keeps alive what `context` points into.
    private let tables: FoldTables

    /// The files of the run's inputs, at least one.
    static func find(_ settings: RunSettings, _ progress: any ProgressListener) throws(RunFailure) -> FoundInputs {
        let found = try InputDiscovery.find(settings)
        for note in found.notes { progress.note(note) }
        guard !found.files.isEmpty else {
            // An empty stock, published, would empty every shop.
            throw RunFailure(
                at: settings.inputs.joined(separator: ", "), "there is no file to read",
                remedy: "check the inputs; hidden files and names that end in .part, .tmp, .filepart or ~ do not count")
        }
        return found
    }

    init(
        _ found: FoundInputs, _ settings: RunSettings, definitions: Definitions, progress: any ProgressListener,
        budget: MemoryBudget? = nil, fold: (Folding, [RecordStore]) -> Folding.Outcome
    ) throws(RunFailure) {
        self.found = found
        let workers = Workers(count: max(1, settings.workers))
        let pool = budget?.pool ?? BlockPool()
        let partitions = settings.partitions(forBytes: found.files.reduce(0) { $0 + $1.bytes })
        reading = Reading(
            workers: workers, partitions: partitions,
            reader: FileReader(definitions: definitions, settings: settings.reading), progress: progress, pool: pool
        ).read(found.files)
        try budget?.check()
        named = try NamedInputs(
            settings.notices, first: reading.sources.count, definitions: definitions, reading: settings.reading)
        tables = try Self.foldTables(reading, rules: settings.rules)
        let context = tables.makeContext()
        self.context = context
        let records = reading.noticeRecords().adding([named.inputs])
        let notices =
            settings.notices.isIdle(records)
            ? nil
            : Notices(
                settings.notices, records, names: NoticeNames(tables: tables), on: settings.rules.businessDay)
        var folding = Folding(
            context: context, workers: workers, partitions: partitions, files: found.files.count, pool: pool)
        if let notices {
            let buyers = BuyerBook(of: reading.stores)
            folding.buyers = buyers
            folding.judges = workers.make { _ in notices.makeJudge(context) { buyers[$0] } }
        }
        folded = fold(folding, reading.stores)
        try budget?.check()
        try Conservation(reading: reading, folded: folded).check()
        if let notices { try conclude(notices, folding, progress) }
    }

    /// All files, as `sources.csv` tells of them.
    var sources: [Source] { reading.sources + named.sources + found.skipped }

    var rejects: [Reject] { reading.stores.flatMap(\.rejects) + named.rejects }

    /// Draws the conclusions for recalls and watch lists, and puts what they find into what was folded.
    private mutating func conclude(
        _ notices: Notices, _ folding: Folding, _ progress: any ProgressListener
    ) throws(RunFailure) {
        guard let buyers = folding.buyers, let judge = folding.judges.first else { return }
        for other in folding.judges.dropFirst() { judge.combine(other) }
        progress.stage("judging")
        do {
            let goods = FoldedGoods(folded, buyers: buyers, context: context, workers: folding.workers)
            var outcome = try notices.conclude(judge, goods, context) { _ in RecallMemory() }
            outcome.retained += folding.judges
            for failure in outcome.failures { progress.note(failure.problem) }
            folded.findings = FindingList(folded.findings, adding: outcome.findings)
            Balance(context: context).block(outcome.blocked, in: &folded.stock)
            noticed = outcome
        } catch {
            throw error as? RunFailure ?? RunFailure("\(error)")
        }
    }

    private static func foldTables(_ reading: Reading.Outcome, rules: Rules) throws(RunFailure) -> FoldTables {
        let names = reading.names.texts
        let entries = reading.stores.flatMap(\.catalogue).sorted {
            ($0.file, $0.lineNumber) < ($1.file, $1.lineNumber)
        }
        do throws(CatalogueError) {
            let skus = try SKUTable(entries: entries, names: names)
            return FoldTables(
                rules: rules, skus: skus, names: names, identities: reading.stores.flatMap(\.identities))
        } catch {
            throw RunFailure(error) { file in
                reading.sources.indices.contains(Int(file)) ? reading.sources[Int(file)].file : "catalogue"
            }
        }
    }
}
