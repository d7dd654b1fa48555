import StockLedger
import StockMatching
import StockModel
import StockReading
import StockWriting

/// The nightly job: reads what is new, concludes anew what that touches, publishes everything (`architecture.md`).
///
/// What it changes in the ledger is one transaction, which is committed when the run's folder is in its place and before
/// readers see it: a crash before leaves nothing, one after is finished by the next start.
struct LedgerRun {
    let settings: RunSettings
    let ledger: LedgerSettings
    let progress: any ProgressListener

    func run() throws(RunFailure) -> RunOutcome {
        do {
            let book = try opened()
            do {
                try recover(book)
                let outcome = try run(on: book)
                try book.close()
                return outcome
            } catch {
                // Or the next try would be refused, for there would be a ledger already.
                if ledger.isMade { book.removeIfUnused() }
                throw error
            }
        } catch {
            throw Self.failure(error, ledger.path)
        }
    }

    /// The ledger, made where that is asked for; in a dry run in a place of its own, so that none is left.
    private func opened() throws -> Ledger {
        guard ledger.isMade else { return try Ledger(at: ledger.path) }
        if settings.isDryRun { return try Ledger(standingInFor: ledger.path) }
        try Ledger.create(at: ledger.path)
        return try Ledger(at: ledger.path)
    }

    /// What a run says that could not use its ledger.
    static func failure(_ error: any Error, _ path: String) -> RunFailure {
        if let failure = error as? RunFailure { return failure }
        if let failure = error as? WritingFailure { return RunFailure(failure) }
        let failure = LedgerFailure(error)
        return RunFailure(
            exitCode: failure.kind == .held ? 4 : 3, at: path, failure.problem, remedy: failure.remedy)
    }

    // MARK: What a crash left

    /// Finishes a run that was committed and not yet seen by readers, and discards one that was not committed.
    private func recover(_ book: Ledger) throws {
        let unfinished = try book.look { try $0.runs().last(.publishing) }
        let found = try Publication.recover(
            in: unfinished?.folder ?? settings.output, publishing: unfinished.flatMap { RunID($0.runID) })
        if let unfinished, unfinished.folder != settings.output {
            _ = try Publication.recover(in: settings.output, publishing: nil)
        }
        if let folder = found.finished {
            progress.note("\(folder): the run that a crash had left unfinished is published")
        }
        if found.isLost, let unfinished {
            progress.note("the folder of run \(unfinished.runID) is gone; what it read is in the ledger")
        }
        for run in found.discarded { progress.note("run \(run), which a crash had left incomplete, is removed") }
        guard let unfinished else { return }
        try book.change { (.commit, try $0.runs().setOutcome(.published, of: unfinished.id)) }
    }

    // MARK: The run

    private func run(on book: Ledger) throws -> RunOutcome {
        let clock = RunClock()
        let definitions = try Pipeline.definitions(settings.definitions)
        let inputs = try InputDiscovery.find(settings)
        for note in inputs.notes { progress.note(note) }
        let last = try book.look { try $0.runs().last(.published) }
        let publication = try Publication(
            in: settings.output, businessDate: Timestamp(day: settings.rules.businessDay),
            after: last.flatMap { $0.folder == settings.output ? RunID($0.runID) : nil },
            isRehearsal: settings.isDryRun)
        let workers = Workers(count: max(1, settings.workers))
        let files = try book.look {
            try KnownFiles(sources: $0.sources, catalogue: $0.catalogue()).sort(inputs.files)
        }
        if last == nil, files.new.isEmpty {
            // An empty stock, published, would empty every shop.
            throw RunFailure(
                at: settings.inputs.joined(separator: ", "), "there is no file to read",
                remedy: "check the inputs; hidden files and names that end in .part, .tmp, .filepart or ~ do not count")
        }
        var reading = settings.reading
        reading.hashes = true
        reading.capturesBuyers = true
        let pool = BlockPool()
        let read = Reading(
            workers: workers, partitions: settings.ledgerPartitions,
            reader: FileReader(definitions: definitions, settings: reading), progress: progress, pool: pool
        ).read(files.new)

        let named = try NamedInputs(
            settings.notices, first: read.sources.count, definitions: definitions, reading: reading)
        let (id, outcome) = try book.change { transaction in
            try conclude(read, pool, named, files, inputs, clock, workers, in: transaction, publication)
        }
        guard !settings.isDryRun else { return outcome }
        try publication.makeLatest()
        try book.change { (.commit, try $0.runs().setOutcome(.published, of: id)) }
        if let keep = settings.keep { publication.prune(keeping: keep).forEach(progress.note) }
        return outcome
    }

    /// Everything between reading and publishing, in one transaction.
    private func conclude(
        _ read: Reading.Outcome, _ pool: BlockPool, _ named: NamedInputs, _ files: KnownFiles.Outcome,
        _ inputs: FoundInputs, _ clock: RunClock, _ workers: Workers,
        in transaction: LedgerTransaction, _ publication: Publication
    ) throws -> (Ledger.Ending, (Int, RunOutcome)) {
        let date = Timestamp(day: settings.rules.businessDay)
        var run = StoredRun(
            id: try transaction.runs().nextID(), pipeline: ledger.pipeline, businessDate: date.description,
            startedAt: clock.start.description, outcome: .publishing)
        let books = try LedgerBooks(transaction, names: read.names, run: run.id)
        progress.stage("writing the ledger")
        let taken = try LedgerIntake(books: books, workers: workers).take(read, files)
        let began = RunClock()
        var folded = try LedgerFolding(
            books: books, rules: settings.rules, workers: workers, partitions: settings.ledgerPartitions, pool: pool
        ).fold(
            taken.touch, identities: taken.identities, stores: read.stores, firstRecord: taken.firstRecord,
            progress: { progress.stage($0) })
        if let reason = folded.reason, reason != LedgerFolding.firstRun {
            progress.note(
                "everything was folded again, because \(reason); it took \(Self.seconds(began.milliseconds))")
        }
        guard folded.counts.isConserved else { throw Conservation.broken(folded.counts) }
        let noticed = try conclude(&folded, named, firstSource: taken.firstSource, books)

        progress.stage("writing")
        let sources = read.sources + named.sources + inputs.skipped + files.known
        var summary = RunSummary(
            businessDate: date, startedAt: clock.start, finishedAt: clock.now,
            durationMilliseconds: clock.milliseconds)
        summary.count(sources)
        summary.sum(folded.stock)
        let findings = try books.findings.listed()
        try write(
            folded, books, read, named, findings, workers, sources: sources, files.new, &summary, to: publication)
        try noticed?.write(to: publication, &summary)
        let context = folded.tables.makeContext()
        try GoodsLists(books, context, findings: findings, noticed)
            .write(folded.stock, context, settings.advice, to: publication)
        summary.finishedAt = clock.now
        summary.durationMilliseconds = clock.milliseconds
        summary = try SummaryFile.write(summary, to: publication)
        var outcome = RunOutcome(
            runID: summary.runID, folder: "", summary: summary, exitCode: summary.exitCode(failOn: settings.failOn))
        guard !settings.isDryRun else { return (.rollBack, (run.id, outcome)) }
        run.records = taken.records
        run.endedAt = clock.now.description
        run.folder = settings.output
        run.runID = summary.runID
        try transaction.runs().append(run)
        outcome.folder = try publication.place()
        return (.commit, (run.id, outcome))
    }

    /// Draws the conclusions for recalls and watch lists, and puts what they find among the findings and figures.
    private func conclude(
        _ folded: inout LedgerFolding.Outcome, _ named: NamedInputs, firstSource: Int, _ books: LedgerBooks
    ) throws -> Notices.Outcome? {
        let records = try books.transaction.noticeInputs().all().adding([named.inputs])
        guard !settings.notices.isIdle(records) else {
            // What a pipeline no longer asks for is no longer told.
            try books.findings.replace(origins: [Origin.notices], with: [])
            return nil
        }
        progress.stage("judging")
        let notices = LedgerNotices(books: books, tables: folded.tables, settings: settings.notices)
        let outcome = try notices.conclude(
            records, stock: folded.stock, touched: folded.serials, firstSource: firstSource)
        for failure in outcome.failures { progress.note(failure.problem) }
        // With the names of lots that units have brought.
        let tables = FoldTables(folded.tables, names: books.names.names.texts)
        let context = tables.makeContext()
        let words = FindingWording(context: context)
        try books.findings.replace(
            origins: [Origin.notices],
            with: outcome.findings.map {
                OriginFinding(origin: Origin.notices, listed: try books.listed(words.finding($0)))
            })
        Balance(context: context).block(outcome.blocked, in: &folded.stock)
        try notices.remember(outcome)
        withExtendedLifetime(tables) {}
        return outcome
    }

    private static func seconds(_ milliseconds: Int) -> String {
        "\(milliseconds / 1000).\(milliseconds % 1000 / 100) s"
    }

    private func write(
        _ folded: LedgerFolding.Outcome, _ books: LedgerBooks, _ read: Reading.Outcome, _ named: NamedInputs,
        _ findings: [ListedFinding], _ workers: Workers,
        sources: [Source], _ files: [InputFile], _ summary: inout RunSummary, to publication: Publication
    ) throws {
        try StockFile.write(folded.stock, to: publication)
        if let whole = folded.whole {
            try UnitRendering(context: folded.tables.makeContext(), workers: workers).write(
                whole.units, to: publication)
            summary.units = whole.unitsByPlace
        } else {
            summary.units = try writeUnits(books.units, to: publication)
        }
        for each in findings where each.status != .resolved { summary.findings[each.finding.kind, default: 0] += 1 }
        let order = findings.indices.sorted { FindingsFile.precedes(findings[$0].finding, findings[$1].finding) }
        try FindingsFile.write(listed: order.lazy.map { findings[$0] }, to: publication)
        let forgotten = try ForgottenBuyers(books.transaction)
        try RejectsFiles.write(
            forgotten.withheld(read.stores.flatMap(\.rejects) + named.rejects), sources: sources,
            headers: Pipeline.headers(of: sources),
            documents: Pipeline.documents(of: read.sources, files, progress), to: publication)
        try SourcesFile.write(sources, to: publication)
        guard !settings.feeds.isEmpty else { return }
        let stock = FeedStock(
            rows: folded.stock, open: try folded.openQuantities(books),
            resolve: folded.tables.skus.sku(named:))
        let (feeds, notes) = try FeedFiles.write(settings.feeds, of: stock, sources: sources, to: publication)
        summary.take(feeds, notes: notes)
    }

    /// Writes the units that the ledger has, and counts them by place.
    private func writeUnits(_ table: UnitTable, to publication: Publication) throws -> [Place: Int] {
        var counts: [Place: Int] = [:]
        var units = try UnitsFile(in: publication)
        var rows = CSVRows(capacity: 1 << 16)
        try table.forEach { unit in
            counts[unit.place, default: 0] += 1
            UnitsFile.append(unit, to: &rows)
            if rows.bytes.count >= 1 << 16 {
                try units.append(rendered: rows.bytes)
                rows = CSVRows(capacity: 1 << 16)
            }
        }
        try units.append(rendered: rows.bytes)
        try units.finish()
        return counts
    }
}
