internal import StockLedger
internal import StockMatching
internal import StockModel

/// What is done to a ledger between the nights.
package struct LedgerUpkeep {
    private let path: String
    private let workers: Workers
    private let progress: any ProgressListener

    package init(ledger path: String, workers: Int, progress: any ProgressListener = SilentProgress()) {
        self.path = path
        self.workers = Workers(count: max(1, workers))
        self.progress = progress
    }

    // MARK: Verify

    /// Folds every record again and compares with what the ledger has concluded; changes nothing.
    ///
    /// - Parameter limit: How many differences of each kind are told.
    /// - Returns: sentences for the differences; none where all is well.
    package func verify(limit: Int = 5) throws(RunFailure) -> [String] {
        try work { ledger in
            try ledger.change { transaction in
                let books = try LedgerBooks(transaction, names: Names(), run: Int.max >> 1)
                guard let rules = try LedgerFolding.lastRules(transaction) else { return (.rollBack, []) }
                let before = try transaction.snapshot()
                _ = try folding(books, rules).foldAll(progress: { progress.stage($0) })
                return (.rollBack, try before.differences(limit: limit))
            }
        }
    }

    // MARK: Retract

    /// What a retraction changed.
    package struct Retraction: Sendable {
        /// A figure that is different now.
        package struct Change: Sendable, Equatable {
            package var sku: String
            package var onHandBefore: Int
            package var onHand: Int
        }

        /// The files whose content was taken back.
        package var files: [String] = []
        /// Those whose content another delivery has brought as well, so that it stays, and that delivery's name.
        package var repeated: [(file: String, as: String)] = []
        package var records = 0
        package var changes: [Change] = []
        /// Findings that are no longer true, and those that are true only now.
        package var resolved = 0
        package var new = 0
    }

    /// Takes back a file (by its name or the beginning of its SHA-256) or a run (by its id, `2026-11-23.1`), as if it had
    /// never been read; its digest is free again.
    ///
    /// - Parameter isDryRun: Only tell what would change.
    package func retract(_ what: String, isDryRun: Bool = false) throws(RunFailure) -> Retraction {
        try work { ledger in
            try ledger.change { transaction in
                let runs = transaction.runs()
                let deliveries = try Self.deliveries(of: what, in: transaction)
                guard !deliveries.isEmpty else {
                    throw RunFailure(
                        at: path, "the ledger knows no file and no run `\(what)`",
                        remedy: try Self.near(what, in: transaction)
                            ?? "see `serialstock ledger status` and the `sources.csv` of its runs")
                }
                guard let rules = try LedgerFolding.lastRules(transaction) else {
                    throw RunFailure(at: path, "nothing was folded yet", remedy: "run the pipeline first")
                }
                var run = StoredRun(
                    id: try runs.nextID(), pipeline: "retract \(what)",
                    businessDate: Timestamp(day: rules.businessDay).description,
                    startedAt: RunClock().start.description, outcome: .kept)
                let books = try LedgerBooks(transaction, names: Names(), run: run.id)
                var result = Retraction()
                var touch = Touch()
                var gone: [Identity] = []
                let before = try transaction.balances().onHand()
                let findingsBefore = Set(try books.findings.listed().map(\.id))
                let arena = Arena()
                for (source, name) in deliveries {
                    if try transaction.sources.removeDelivery(of: source.id, name: name) {
                        // Evidence names the file.
                        try books.records.forEach(of: source, arena: arena) { touch.note($0) }
                        let other = try transaction.sources.name(Int32(source.id))
                        result.repeated.append((name, other))
                        continue
                    }
                    try books.records.forEach(of: source, arena: arena) { touch.note($0) }
                    gone += try transaction.identities().all(source: source.id)
                    try transaction.sources.retract(source)
                    try transaction.catalogue().retract(source: source.id)
                    result.files.append(name)
                    result.records += source.taken
                }
                let folded = try folding(books, rules).fold(
                    touch, identities: [], gone: gone, firstRecord: .max, progress: { progress.stage($0) })
                try LedgerExpiries.forget(transaction)
                guard folded.counts.isConserved else { throw Conservation.broken(folded.counts) }
                run.endedAt = RunClock().start.description
                try runs.append(run)
                // Whoever asks later to be forgotten may have been in what was taken back.
                try LedgerTraces.note(transaction)
                let findings = Set(try books.findings.listed().filter { $0.status != .resolved }.map(\.id))
                result.resolved = findingsBefore.subtracting(findings).count
                result.new = findings.subtracting(findingsBefore).count
                let now = try transaction.balances().onHand()
                for sku in Set(before.keys).union(now.keys).sorted()
                where before[sku, default: 0] != now[sku, default: 0] {
                    result.changes.append(
                        Retraction.Change(
                            sku: sku, onHandBefore: before[sku, default: 0], onHand: now[sku, default: 0]))
                }
                withExtendedLifetime(arena) {}
                return (isDryRun ? .rollBack : .commit, result)
            }
        }
    }

    private static func deliveries(
        of what: String, in transaction: LedgerTransaction
    ) throws -> [(StoredSource, String)] {
        var found: [(StoredSource, String)] = []
        let runs = try transaction.runs().all().filter { $0.runID == what }.map(\.id)
        for source in try transaction.sources.all() {
            for delivery in try transaction.sources.deliveries(of: source.id) {
                let isMeant =
                    delivery.name == what || runs.contains(delivery.run)
                    || (what.utf8.count >= 8 && source.sha256.hasPrefix(what.lowercased()))
                if isMeant { found.append((source, delivery.name)) }
            }
        }
        return found
    }

    /// What to write instead, where a file of the same name lies in a folder, or a run or file has such a name in its own.
    private static func near(_ what: String, in transaction: LedgerTransaction) throws -> String? {
        var names = try transaction.runs().all().map(\.runID).filter { !$0.isEmpty }
        for source in try transaction.sources.all() {
            names += try transaction.sources.deliveries(of: source.id).map(\.name)
        }
        let last = what.split(separator: "/").last.map(String.init) ?? what
        let same = names.filter { $0.split(separator: "/").last.map(String.init) == last }
        let found = Set(same.isEmpty ? names.filter { !what.isEmpty && $0.contains(what) } : same).sorted()
        guard !found.isEmpty else { return nil }
        let rest = found.count > 3 ? " or \(found.count - 3) others" : ""
        return "write " + found.prefix(3).map { "`\($0)`" }.joined(separator: " or ") + rest
    }

    // MARK: Around

    private func folding(_ books: LedgerBooks, _ rules: Rules) -> LedgerFolding {
        LedgerFolding(books: books, rules: rules, workers: workers, partitions: RunSettings.usualPartitions)
    }

    private func work<Result>(_ body: (Ledger) throws -> Result) throws(RunFailure) -> Result {
        do {
            let ledger = try Ledger(at: path)
            let result = try body(ledger)
            try ledger.close()
            return result
        } catch {
            throw LedgerRun.failure(error, path)
        }
    }
}
