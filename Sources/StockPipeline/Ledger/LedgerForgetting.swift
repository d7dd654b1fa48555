internal import StockLedger
internal import StockMatching
internal import StockModel

/// Removes one buyer's personal data from a ledger and from what its runs have published, and sees to it that an export
/// which repeats the orders does not bring them back. Lines, quantities and counts stay.
package struct LedgerForgetting {
    private let path: String
    private let workers: Workers
    private let progress: any ProgressListener

    package init(ledger path: String, workers: Int = 1, progress: any ProgressListener = SilentProgress()) {
        self.path = path
        self.workers = Workers(count: max(1, workers))
        self.progress = progress
    }

    /// What was removed.
    package struct Outcome: Sendable, Equatable {
        /// Records that had the buyer's details.
        package var records = 0
        /// The numbers of their orders, in byte order.
        package var orders: [String] = []
        /// Registrations of units that named the person.
        package var registrations = 0
        /// Published files that showed the buyer: of rejected records, lists and letters.
        package var files: [String] = []
        /// How many rejected records they had, rows of lists, and letters.
        package var rejected = 0
        package var rows = 0
        package var letters = 0
        /// Why what was removed can still be found in the ledger's file, and what to do about it; empty where it cannot.
        package var traces = ""
        /// Nobody was found, and what an earlier call or a retraction had left in the file is gone now.
        package var isFinished = false

        package var isEmpty: Bool { records == 0 && registrations == 0 && files.isEmpty }
    }

    /// - Parameter isDryRun: Only tell what would be removed.
    package func forget(_ buyer: BuyerQuery, isDryRun: Bool = false) throws(RunFailure) -> Outcome {
        do {
            let ledger = try Ledger(at: path)
            var outcome = try ledger.change { transaction in
                let outcome = try forget(buyer, transaction, isDryRun: isDryRun)
                let isUntouched = outcome.records == 0 && outcome.registrations == 0
                return (isDryRun || isUntouched ? .rollBack : .commit, outcome)
            }
            if !isDryRun, let traces = try LedgerTraces(ledger).wipe(progress) {
                outcome.traces = traces
                outcome.isFinished = outcome.isEmpty && traces.isEmpty
            }
            try ledger.close()
            return outcome
        } catch {
            throw LedgerRun.failure(error, path)
        }
    }

    private func forget(
        _ buyer: BuyerQuery, _ transaction: LedgerTransaction, isDryRun: Bool
    ) throws -> Outcome {
        progress.stage("looking for the buyer")
        let table = try transaction.buyers()
        var orders: Set<String> = []
        try table.forEach { order, fields in
            if buyer.matches(BuyerTraits(joined: fields.description)) { orders.insert(order.description) }
        }
        var outcome = Outcome()
        outcome.orders = orders.sorted(by: ByteOrder.precedes)
        let forgotten = try ForgottenBuyers(transaction)
        var person = ForgottenPerson(buyer)
        for order in outcome.orders {
            let meant = OrderBuyers(try table.buyers(order: order), buyer)
            person.add(meant.traits, of: order, channels: meant.channels)
            try forgotten.forget(meant.traits, of: order)
            try table.remove(of: meant.records)
            outcome.records += meant.records.count
        }
        let registered = try RegisteredPeople(table: transaction.noticeInputs(), forgotten: forgotten).forget(buyer)
        outcome.registrations = registered.count
        for (key, known) in registered.traits { person.add(known, of: key) }
        if !isDryRun, outcome.records + outcome.registrations > 0 { try conclude(outcome.orders, transaction) }
        try clean(person, transaction, &outcome, isDryRun: isDryRun)
        return outcome
    }

    /// Folds the orders again, so that their lines say what their records still do, and takes note of it as a run.
    private func conclude(_ orders: [String], _ transaction: LedgerTransaction) throws {
        let runs = transaction.runs()
        let clock = RunClock()
        var run = StoredRun(
            id: try runs.nextID(), pipeline: "forget", businessDate: String(clock.start.description.prefix(10)),
            startedAt: clock.start.description, outcome: .kept)
        if !orders.isEmpty {
            guard let rules = try LedgerFolding.lastRules(transaction) else {
                throw RunFailure(
                    at: path, "this version of the program has folded nothing on this ledger yet",
                    remedy: "run its pipeline once, then forget the buyer")
            }
            let arena = Arena()
            var touch = Touch()
            for order in orders { touch.documents.insert(DocumentKey(order: arena.store(order))) }
            let books = try LedgerBooks(transaction, names: Names(), run: run.id)
            let folding = LedgerFolding(
                books: books, rules: rules, workers: workers, partitions: RunSettings.usualPartitions)
            let folded = try folding.fold(
                touch, identities: [], firstRecord: .max, progress: { progress.stage($0) })
            guard folded.counts.isConserved else { throw Conservation.broken(folded.counts) }
            withExtendedLifetime(arena) {}
        }
        run.endedAt = clock.now.description
        try runs.append(run)
        try LedgerTraces.note(transaction)
    }

    /// Takes the person out of what the runs have published that are still there.
    private func clean(
        _ person: ForgottenPerson, _ transaction: LedgerTransaction, _ outcome: inout Outcome, isDryRun: Bool
    ) throws {
        progress.stage("looking through what was published")
        let rejects = PublishedRejects { person.isShown(in: $0) }
        let lists = PublishedLists { person.isShown(in: $0) }
        for run in try transaction.runs().all() where !run.folder.isEmpty && !run.runID.isEmpty {
            let folder = PublishedFolder(path: "\(run.folder)/runs/\(run.runID)")
            for (file, count) in try rejects.clean(folder, isDryRun: isDryRun) {
                outcome.files.append(file)
                outcome.rejected += count
            }
            let found = try lists.clean(folder, isDryRun: isDryRun)
            outcome.files += found.files
            outcome.rows += found.rows
            outcome.letters += found.letters
        }
    }
}
