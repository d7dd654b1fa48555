import StockLedger
import StockMatching
import StockModel
import StockReading
import StockWriting

/// The nightly job: reads what is new, concludes anew what that touches, publishes everything (`architecture.md`).
struct LedgerRun {
    let settings: RunSettings
    let ledger: LedgerSettings
    let progress: any ProgressListener

    func run() throws(RunFailure) -> RunOutcome {
        do {
            if ledger.isMade { try Ledger.create(at: ledger.path) }
            let book = try Ledger(at: ledger.path)
            let outcome = try run(on: book)
            try book.close()
            return outcome
        } catch {
            throw Self.failure(error, ledger.path)
        }
    }

    /// What a run says that could not use its ledger.
    static func failure(_ error: any Error, _ path: String) -> RunFailure {
        if let failure = error as? RunFailure { return failure }
        if let failure = error as? WritingFailure { return RunFailure(failure) }
        let failure = LedgerFailure(error)
        return RunFailure(
            exitCode: failure.kind == .held ? 4 : 3, at: path, failure.problem, remedy: failure.remedy)
    }

    private func run(on book: Ledger) throws -> RunOutcome {
        let clock = RunClock()
        let definitions = try Pipeline.definitions(settings.definitions)
        let inputs = try InputDiscovery.find(settings)
        for note in inputs.notes { progress.note(note) }
        let publication = try Pipeline.opened(settings)
        let workers = Workers(count: max(1, settings.workers))
        let files = try book.look {
            try KnownFiles(sources: $0.sources, catalogue: $0.catalogue()).sort(inputs.files)
        }
        var reading = settings.reading
        reading.hashes = true
        reading.capturesBuyers = true
        let read = Reading(
            workers: workers, partitions: settings.partitions,
            reader: FileReader(definitions: definitions, settings: reading), progress: progress, pool: BlockPool()
        ).read(files.new)

        return try book.change { transaction in
            let run = StoredRun(
                id: try transaction.runs().nextID(), pipeline: ledger.pipeline,
                businessDate: Timestamp(day: settings.rules.businessDay).description,
                startedAt: clock.start.description, outcome: .publishing)
            let books = try LedgerBooks(transaction, names: read.names, run: run.id)
            progress.stage("writing the ledger")
            let taken = try LedgerIntake(books: books).take(read, files)
            let folded = try LedgerFolding(
                books: books, rules: settings.rules, workers: workers, partitions: settings.partitions
            ).fold(
                taken.touch, identities: taken.identities, stores: read.stores, firstRecord: taken.firstRecord,
                progress: { progress.stage($0) })
            if let reason = folded.reason, reason != LedgerFolding.firstRun {
                progress.note("everything was folded again, because \(reason)")
            }
            guard folded.counts.isConserved else { throw Conservation.broken(folded.counts) }

            progress.stage("writing")
            let sources = read.sources + inputs.skipped + files.known
            var summary = RunSummary(
                businessDate: Timestamp(day: settings.rules.businessDay), startedAt: clock.start,
                finishedAt: clock.now, durationMilliseconds: clock.milliseconds)
            summary.count(sources)
            summary.sum(folded.stock)
            summary.units = try books.units.counts()
            try write(folded.stock, books, read, sources: sources, files.new, &summary, to: publication)
            summary.finishedAt = clock.now
            summary.durationMilliseconds = clock.milliseconds
            summary = try SummaryFile.write(summary, to: publication)
            var done = run
            done.records = taken.records
            done.endedAt = clock.now.description
            done.folder = settings.output
            done.runID = summary.runID
            guard !ledger.isDryRun else {
                return (
                    .rollBack,
                    RunOutcome(
                        runID: summary.runID, folder: "", summary: summary,
                        exitCode: summary.exitCode(failOn: settings.failOn))
                )
            }
            done.outcome = .published
            try transaction.runs().append(done)
            let folder = try publication.publish()
            return (
                .commit,
                RunOutcome(
                    runID: summary.runID, folder: folder, summary: summary,
                    exitCode: summary.exitCode(failOn: settings.failOn))
            )
        }
    }

    private func write(
        _ stock: [StockRow], _ books: LedgerBooks, _ read: Reading.Outcome, sources: [Source], _ files: [InputFile],
        _ summary: inout RunSummary, to publication: Publication
    ) throws {
        try StockFile.write(stock, to: publication)
        var units = try UnitsFile(in: publication)
        var rows = CSVRows(capacity: 1 << 16)
        try books.units.forEach { unit in
            UnitsFile.append(unit, to: &rows)
            if rows.bytes.count >= 1 << 16 {
                try units.append(rendered: rows.bytes)
                rows = CSVRows(capacity: 1 << 16)
            }
        }
        try units.append(rendered: rows.bytes)
        try units.finish()
        let findings = try books.findings.listed().sorted { FindingsFile.precedes($0.finding, $1.finding) }
        for each in findings where each.status != .resolved { summary.findings[each.finding.kind, default: 0] += 1 }
        try FindingsFile.write(listed: findings, to: publication)
        let forgotten = try ForgottenBuyers(books.transaction)
        try RejectsFiles.write(
            forgotten.withheld(read.stores.flatMap(\.rejects)), sources: sources,
            headers: Pipeline.headers(of: sources),
            documents: Pipeline.documents(of: read.sources, files, progress), to: publication)
        try SourcesFile.write(sources, to: publication)
    }
}
