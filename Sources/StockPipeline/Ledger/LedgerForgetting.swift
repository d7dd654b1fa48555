internal import StockLedger
internal import StockModel

/// Removes one buyer's personal data from a ledger and from the rejected records that its runs have published, and sees to
/// it that an export which repeats the orders does not bring them back. Lines, quantities and counts stay.
package struct LedgerForgetting {
    private let path: String

    package init(ledger path: String) { self.path = path }

    /// What was removed.
    package struct Outcome: Sendable, Equatable {
        /// Records that had the buyer's details.
        package var records = 0
        /// The numbers of their orders, in byte order.
        package var orders: [String] = []
        /// Registrations of units that named the person.
        package var registrations = 0
        /// Published files of rejected records that showed the buyer, and how many such records they had.
        package var files: [String] = []
        package var rejected = 0

        package var isEmpty: Bool { records == 0 && registrations == 0 && rejected == 0 }
    }

    /// - Parameter isDryRun: Only tell what would be removed.
    package func forget(_ buyer: BuyerQuery, isDryRun: Bool = false) throws(RunFailure) -> Outcome {
        do {
            let ledger = try Ledger(at: path)
            let outcome = try ledger.change { transaction in
                let outcome = try forget(buyer, transaction, isDryRun: isDryRun)
                let isUntouched = outcome.records == 0 && outcome.registrations == 0
                return (isDryRun || isUntouched ? .rollBack : .commit, outcome)
            }
            // What was wiped may still stand in the log beside the ledger, which this empties.
            try ledger.close()
            return outcome
        } catch {
            throw LedgerRun.failure(error, path)
        }
    }

    private func forget(
        _ buyer: BuyerQuery, _ transaction: LedgerTransaction, isDryRun: Bool
    ) throws -> Outcome {
        let table = try transaction.buyers()
        var orders: Set<String> = []
        try table.forEach { order, fields in
            if buyer.matches(BuyerTraits(joined: fields.description)) { orders.insert(order.description) }
        }
        var outcome = Outcome()
        outcome.orders = orders.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let forgotten = try ForgottenBuyers(transaction)
        var traits: [String: Set<String>] = [:]
        for order in outcome.orders {
            // All records of the order speak of one buyer, in whatever words.
            for fields in try table.buyers(order: order) {
                let each = BuyerTraits(joined: fields)
                traits[order, default: []].formUnion(each.all)
                try forgotten.forget(each, of: order)
            }
            outcome.records += try table.remove(order: order)
        }
        let registered = try RegisteredPeople(table: transaction.noticeInputs(), forgotten: forgotten).forget(buyer)
        outcome.registrations = registered.count
        for (serial, known) in registered.traits { traits[serial, default: []].formUnion(known) }
        if !outcome.orders.isEmpty || registered.count > 0 {
            let runs = transaction.runs()
            let clock = RunClock()
            var run = StoredRun(
                id: try runs.nextID(), pipeline: "forget", businessDate: String(clock.start.description.prefix(10)),
                startedAt: clock.start.description, outcome: .kept)
            run.endedAt = clock.now.description
            try runs.append(run)
        }
        let published = PublishedRejects { cells in
            buyer.matches(cells: cells.folded)
                || cells.documents.union(cells.folded.map(ForgottenBuyers.registration)).contains { order in
                    traits[order].map { !$0.isDisjoint(with: cells.folded) } ?? false
                }
        }
        for run in try transaction.runs().all() where !run.folder.isEmpty && !run.runID.isEmpty {
            for (file, count) in try published.clean(run: "\(run.folder)/runs/\(run.runID)", isDryRun: isDryRun) {
                outcome.files.append(file)
                outcome.rejected += count
            }
        }
        return outcome
    }
}
