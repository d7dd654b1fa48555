internal import Glibc
internal import StockMatching
internal import StockModel
internal import StockNotices
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

    /// The same with another way to fold, so that tests can see what happens when folds go wrong.
    static func run(
        _ settings: RunSettings, progress: any ProgressListener = SilentProgress(),
        fold: (Folding, [RecordStore]) -> Folding.Outcome
    ) throws(RunFailure) -> RunOutcome {
        let clock = RunClock()
        let definitions = try Self.definitions(settings.definitions)
        let inputs = try InputDiscovery.find(settings)
        for note in inputs.notes { progress.note(note) }
        guard !inputs.files.isEmpty else {
            // An empty stock, published, would empty every shop.
            throw RunFailure(
                at: settings.inputs.joined(separator: ", "), "there is no file to read",
                remedy: "check the inputs; hidden files and names that end in .part, .tmp, .filepart or ~ do not count")
        }
        let publication = try opened(settings)
        let workers = Workers(count: max(1, settings.workers))

        let pool = BlockPool()
        let reading = Reading(
            workers: workers, partitions: settings.partitions,
            reader: FileReader(definitions: definitions, settings: settings.reading), progress: progress, pool: pool
        ).read(inputs.files)

        let tables = try foldTables(reading, rules: settings.rules)
        let context = tables.makeContext()
        let notices =
            settings.notices.isIdle ? nil : Notices(settings.notices, .none, names: NoticeNames(tables: tables))
        var folding = Folding(
            context: context, workers: workers, partitions: settings.partitions, files: inputs.files.count, pool: pool)
        if let notices {
            folding.buyers = BuyerBook(of: reading.stores)
            folding.judges = workers.make { _ in notices.makeJudge(context) }
        }
        var folded = fold(folding, reading.stores)
        try Conservation(reading: reading, folded: folded).check()
        let noticed = try conclude(notices, &folded, folding, progress)

        progress.stage("writing")
        let sources = reading.sources + inputs.skipped
        let rejects = reading.stores.flatMap(\.rejects)
        var summary = RunSummary(
            businessDate: Timestamp(day: settings.rules.businessDay), startedAt: clock.start, finishedAt: clock.now,
            durationMilliseconds: clock.milliseconds)
        summary.count(sources)
        summary.findings = folded.findings.counts
        summary.sum(folded.stock)
        summary.units = folded.unitsByPlace
        do throws(WritingFailure) {
            try StockFile.write(folded.stock, to: publication)
            try UnitRendering(context: context, workers: workers).write(folded.units, to: publication)
            try FindingsFile.write(sorted: folded.findings, sources: sources, to: publication)
            try RejectsFiles.write(
                rejects, sources: sources, headers: headers(of: sources),
                documents: documents(of: sources, inputs.files, progress), to: publication)
            try SourcesFile.write(sources, to: publication)
            try writeFeeds(settings.feeds, folded, context, sources, to: publication, &summary)
            try noticed?.write(to: publication, &summary)
            summary.finishedAt = clock.now
            summary.durationMilliseconds = clock.milliseconds
            summary = try SummaryFile.write(summary, to: publication)
            let folder = settings.isDryRun ? "" : try publication.publish()
            withExtendedLifetime((tables, folded.retained, noticed)) {}
            if !settings.isDryRun, let keep = settings.keep { publication.prune(keeping: keep).forEach(progress.note) }
            return RunOutcome(
                runID: summary.runID, folder: folder, summary: summary,
                exitCode: summary.exitCode(failOn: settings.failOn))
        } catch {
            throw RunFailure(error)
        }
    }

    /// Draws the conclusions for recalls and watch lists, and puts what they find into what was folded.
    private static func conclude(
        _ notices: Notices?, _ folded: inout Folding.Outcome, _ folding: Folding, _ progress: any ProgressListener
    ) throws(RunFailure) -> Notices.Outcome? {
        guard let notices, let buyers = folding.buyers, let judge = folding.judges.first else { return nil }
        for other in folding.judges.dropFirst() { judge.combine(other) }
        progress.stage("judging")
        do {
            let goods = FoldedGoods(folded, buyers: buyers, context: folding.context, workers: folding.workers)
            var memory = RecallMemory()
            memory.wave = notices.settings.wave
            var outcome = try notices.conclude(judge, goods, folding.context) { id in
                var memory = memory
                memory.remedied = notices.inputs.remedied[id] ?? []
                return memory
            }
            outcome.retained += folding.judges
            for failure in outcome.failures { progress.note(failure.problem) }
            folded.findings = FindingList(folded.findings, adding: outcome.findings)
            Balance(context: folding.context).block(outcome.blocked, in: &folded.stock)
            return outcome
        } catch {
            throw error as? RunFailure ?? RunFailure("\(error)")
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
        for list in units { for index in 0..<list.count { counts[list[index].place, default: 0] += 1 } }
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
