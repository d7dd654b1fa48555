internal import StockLedger
internal import StockMatching
internal import StockModel
internal import StockNotices
internal import StockReading
package import StockWriting

/// Makes the lists of one campaign by itself: `serialstock recall`.
package struct RecallJob: Sendable {
    /// The campaign's file.
    package var campaign: String
    /// The folder to be made.
    package var out: String
    /// The ledger whose units are judged; nil to judge those of `settings.inputs`.
    package var ledger: String?
    /// Do not remember on the ledger who is told by this.
    package var isPreview = false
    /// Make letters.
    package var hasLetters = true
    /// What is read, by which rules; on a ledger the business date alone counts.
    package var settings: RunSettings

    package init(campaign: String, out: String, settings: RunSettings) {
        self.campaign = campaign
        self.out = out
        self.settings = settings
    }

    /// What was made.
    package struct Outcome: Sendable {
        package var recall: RunSummary.Recall
        /// Worth knowing, in sentences.
        package var notes: [String]
        /// Whether the ledger remembers who was told.
        package var isRemembered = false
    }

    /// - Throws: where nothing was made; the exit code is 65 if the campaign is wrong.
    package func run(progress: any ProgressListener = SilentProgress()) throws(RunFailure) -> Outcome {
        var job = self
        job.settings.notices.campaigns = [campaign]
        do {
            return try ledger.map { try job.run(on: $0, progress) } ?? job.runOverFiles(progress)
        } catch {
            throw ledger.map { LedgerRun.failure(error, $0) } ?? (error as? RunFailure ?? RunFailure("\(error)"))
        }
    }

    private func runOverFiles(_ progress: any ProgressListener) throws -> Outcome {
        let definitions = try Pipeline.definitions(settings.definitions)
        let found = try FoldedInputs.find(settings, progress)
        let run = try FoldedInputs(found, settings, definitions: definitions, progress: progress) { folding, stores in
            folding.fold(stores) { progress.stage($0) }
        }
        var outcome = try write(run.noticed, progress)
        let rejected = run.sources.filter { $0.outcome == .rejected }.map(\.file)
        if !rejected.isEmpty {
            outcome.notes.append(
                "not read, so that goods of theirs may be missing: \(rejected.joined(separator: ", "))")
        }
        let records = run.rejects.count { reject in !rejected.contains(run.sources[Int(reject.file)].file) }
        if records > 0 {
            outcome.notes.append("\(records) records were not taken, so that goods of theirs may be missing")
        }
        withExtendedLifetime(run) {}
        return outcome
    }

    private func run(on path: String, _ progress: any ProgressListener) throws -> Outcome {
        let ledger = try Ledger(at: path, isReadOnly: isPreview)
        let others = max(1, settings.workers) - 1
        guard !isPreview else {
            return try ledger.look { transaction in
                let views = try ledger.views(others, beside: transaction)
                return try judge(transaction, views, run: Int.max >> 1, progress).0
            }
        }
        let outcome = try ledger.change { transaction in
            let runs = transaction.runs()
            let id = try runs.nextID()
            let clock = RunClock()
            let views = try ledger.views(others, beside: transaction)
            var (outcome, remember) = try judge(transaction, views, run: id, progress)
            try remember()
            outcome.isRemembered = true
            var run = StoredRun(
                id: id, pipeline: "recall \(outcome.recall.campaign)",
                businessDate: Timestamp(day: settings.rules.businessDay).description,
                startedAt: clock.start.description, outcome: .kept)
            run.endedAt = clock.now.description
            try runs.append(run)
            return (.commit, outcome)
        }
        try ledger.close()
        return outcome
    }

    /// Judges and writes, and gives what remembers who is told.
    private func judge(
        _ transaction: LedgerTransaction, _ views: [LedgerView], run: Int, _ progress: any ProgressListener
    ) throws -> (Outcome, remember: () throws -> Void) {
        guard var rules = try LedgerFolding.lastRules(transaction) else {
            throw RunFailure(
                at: ledger ?? "", "nothing was folded on this ledger yet", remedy: "run its pipeline first")
        }
        rules.businessDay = settings.rules.businessDay
        let books = try LedgerBooks(transaction, names: Names(), run: run)
        let folding = LedgerFolding(
            books: books, rules: rules, workers: Workers(count: max(1, settings.workers)),
            partitions: settings.ledgerPartitions)
        let notices = LedgerNotices(
            books: books, tables: try folding.tables(), settings: settings.notices, views: views)
        progress.stage("judging")
        let noticed = try notices.conclude(try transaction.noticeInputs().all(), stock: nil)
        let outcome = try write(noticed, progress)
        return (outcome, { try notices.remember(noticed) })
    }

    private func write(_ noticed: Notices.Outcome?, _ progress: any ProgressListener) throws -> Outcome {
        guard let made = noticed?.recalls.first else {
            throw RunFailure(exitCode: 65, noticed?.failures.first?.problem ?? "\(campaign): there is no campaign")
        }
        progress.stage("writing")
        let folder = try PersonalFolder(new: out)
        let notes = try RecallFolder.write(
            made.recall, of: made.file.campaign, on: Timestamp(day: settings.rules.businessDay),
            picture: made.file.picture, hasLetters: hasLetters, in: "", to: folder,
            parts: Workers(count: max(1, settings.workers)).parts)
        try folder.finish()
        return Outcome(recall: RunSummary.Recall(made.recall, of: made.file.campaign, folder: out), notes: notes)
    }
}
