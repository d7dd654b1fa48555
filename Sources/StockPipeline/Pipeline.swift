internal import Glibc
internal import StockMatching
internal import StockModel
internal import StockReading
internal import StockWriting

/// The main job, as `architecture.md` draws it: read, consolidate, match, balance, write, publish.
package enum Pipeline {
    /// Runs once over all inputs and publishes one folder; a dry run does all but that.
    ///
    /// - Throws: `RunFailure` where nothing was published.
    package static func run(
        _ settings: RunSettings, progress: any ProgressListener = SilentProgress()
    ) throws(RunFailure) -> RunOutcome {
        if let ledger = settings.ledger {
            return try LedgerRun(settings: settings, ledger: ledger, progress: progress).run()
        }
        return try run(settings, progress: progress) { folding, stores in folding.fold(stores) { progress.stage($0) } }
    }

    /// The same with another way to fold or to bound memory, so that tests can see what happens when these go wrong.
    static func run(
        _ settings: RunSettings, progress: any ProgressListener = SilentProgress(),
        budget begin: (MemoryLimit) throws(RunFailure) -> MemoryBudget = { limit throws(RunFailure) in
            try MemoryBudget(limit)
        },
        fold: (Folding, [RecordStore]) -> Folding.Outcome
    ) throws(RunFailure) -> RunOutcome {
        let clock = RunClock()
        let definitions = try Self.definitions(settings.definitions)
        let found = try FoldedInputs.find(settings, progress)
        let publication = try opened(settings)
        var budget: MemoryBudget?
        if let limit = settings.memory { budget = try begin(limit) }
        defer { budget?.end() }
        let run = try FoldedInputs(
            found, settings, definitions: definitions, progress: progress, budget: budget, fold: fold)
        let folded = run.folded

        progress.stage("writing")
        let sources = run.sources
        var summary = RunSummary(
            businessDate: Timestamp(day: settings.rules.businessDay), startedAt: clock.start, finishedAt: clock.now,
            durationMilliseconds: clock.milliseconds)
        summary.count(sources)
        summary.findings = folded.findings.counts
        summary.sum(folded.stock)
        summary.units = folded.unitsByPlace
        do throws(WritingFailure) {
            try StockFile.write(folded.stock, to: publication)
            let workers = Workers(count: max(1, settings.workers))
            try UnitRendering(context: run.context, workers: workers, spill: budget?.pool.spill)
                .write(folded.units, to: publication)
            try FindingsFile.write(sorted: folded.findings, sources: sources, to: publication)
            try RejectsFiles.write(
                run.rejects, sources: sources, headers: headers(of: sources),
                documents: documents(of: sources, found.files, progress), to: publication)
            try SourcesFile.write(sources, to: publication)
            try writeFeeds(settings.feeds, folded, run.context, sources, to: publication, &summary)
            try run.noticed?.write(to: publication, &summary)
            try GoodsLists(folded, run.reading.names, run.context, run.noticed)
                .write(folded.stock, run.context, settings.advice, to: publication)
            summary.finishedAt = clock.now
            summary.durationMilliseconds = clock.milliseconds
            summary = try SummaryFile.write(summary, to: publication)
            let folder = settings.isDryRun ? "" : try publication.publish()
            withExtendedLifetime(run) {}
            if let note = budget?.note { progress.note(note) }
            if !settings.isDryRun, let keep = settings.keep { publication.prune(keeping: keep).forEach(progress.note) }
            return RunOutcome(
                runID: summary.runID, folder: folder, summary: summary,
                exitCode: summary.exitCode(failOn: settings.failOn))
        } catch {
            throw RunFailure(error)
        }
    }

    private static func writeFeeds(
        _ requests: [FeedRequest], _ folded: Folding.Outcome, _ context: FoldContext, _ sources: [Source],
        to publication: Publication, _ summary: inout RunSummary
    ) throws(WritingFailure) {
        guard !requests.isEmpty else { return }
        let stock = FeedStock(
            rows: folded.stock, open: OpenQuantities.of(folded.demands, context),
            resolve: context.tables.skus.sku(named:))
        let (feeds, notes) = try FeedFiles.write(requests, of: stock, sources: sources, to: publication)
        summary.take(feeds, notes: notes)
    }

    /// The built-in definitions and the user's; all mistakes in them at once.
    static func definitions(_ paths: [String]) throws(RunFailure) -> Definitions {
        var all = Definitions.builtIn
        let problems = paths.flatMap { DefinitionFolder.add($0, to: &all) }
        guard problems.isEmpty else {
            let lines = problems.map { Printable.line($0.description) }
            throw RunFailure(exitCode: 65, lines.joined(separator: "\n"))
        }
        return all
    }

    private static func opened(_ settings: RunSettings) throws(RunFailure) -> Publication {
        do throws(WritingFailure) {
            return try Publication(
                in: settings.output, businessDate: Timestamp(day: settings.rules.businessDay),
                isRehearsal: settings.isDryRun)
        } catch {
            throw RunFailure(error)
        }
    }

    static func headers(of sources: [Source]) -> [Int32: String] {
        var headers: [Int32: String] = [:]
        for (index, source) in sources.enumerated() where !source.header.isEmpty {
            headers[Int32(index)] = source.header
        }
        return headers
    }

    /// The documents of which some lines were rejected.
    static func documents(
        of sources: [Source], _ files: [InputFile], _ progress: any ProgressListener
    ) -> [Int32: any RejectedDocument] {
        var documents: [Int32: any RejectedDocument] = [:]
        for (index, file) in files.enumerated()
        where sources[index].outcome == .read && sources[index].rejected > 0 && sources[index].header.isEmpty {
            if let document = DocumentCopy(path: file.path) {
                documents[Int32(index)] = document
            } else {
                progress.note("\(file.name): it is gone, so what was rejected of it cannot be copied")
            }
        }
        return documents
    }
}

extension Folding.Outcome {
    /// How many units the house has at each place.
    var unitsByPlace: [Place: Int] {
        var counts: [Place: Int] = [:]
        for list in units.joined() { list.forEachPointer { counts[$0.pointee.place, default: 0] += 1 } }
        return counts
    }
}

/// When a run began, and how long it has taken.
struct RunClock {
    /// In seconds since 1970.
    let start: Timestamp
    private let began = ContinuousClock.now

    init() { start = Self.wall }

    var now: Timestamp { Self.wall }

    var milliseconds: Int {
        let (seconds, attoseconds) = (ContinuousClock.now - began).components
        return Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
    }

    private static var wall: Timestamp { Timestamp(secondsSince1970: time(nil)) }
}
