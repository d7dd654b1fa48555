internal import StockModel

/// What a start found of runs that a ledger's publication did not bring to their end.
package struct Recovery: Sendable, Equatable {
    /// The folder of the run that was being published, now the latest; nil where none was, or its folder is gone.
    package var finished: String?
    /// Whether a run was being published and its folder is gone: it can only be made again.
    package var isLost = false
    /// Runs that had their place before the ledger knew of them, now removed.
    package var discarded: [RunID] = []

    package init() {}
}

extension Publication {
    /// Settles what a crash left between the steps of a publication, at the start of a ledger's run, before its own
    /// publication is opened: the run that the ledger has marked as being published becomes the latest, if its folder is
    /// there; one that was placed and that the ledger does not know is removed. Safe to repeat.
    ///
    /// - Parameter run: what the ledger has marked as being published; nil where there is no such run.
    package static func recover(in path: String, publishing run: RunID?) throws(WritingFailure) -> Recovery {
        var recovery = Recovery()
        guard try OutputFolder.stands(at: path) else {
            recovery.isLost = run != nil
            return recovery
        }
        let output = try OutputFolder.open(creating: path)
        guard try output.occupant(of: "runs") != .nothing else {
            recovery.isLost = run != nil
            return recovery
        }
        let lock = try OutputLock(in: output)
        defer { withExtendedLifetime(lock) {} }
        try checkLatest(in: output)
        let runs = try output.folder("runs", creatingWithMode: 0o755)
        try removeStale(output: output, runs: runs)
        let published = PublishedRuns(output: output, runs: runs)
        if let run {
            if try runs.occupant(of: run.description) == .folder {
                if published.latest != run { try switchLatest(to: run, StageName(run), in: output) }
                recovery.finished = runs.shown(run.description)
            } else {
                recovery.isLost = true
            }
        }
        let marks = try output.names().filter { StageName.placedRun($0) != nil }.sorted(by: ByteOrder.precedes)
        for mark in marks {
            guard let placed = StageName.placedRun(mark), try output.occupant(of: mark) == .link else { continue }
            // What readers already see was settled; only its mark is left.
            if placed != run, placed != published.latest, try runs.occupant(of: placed.description) == .folder {
                if let problem = published.remove(placed) {
                    throw WritingFailure(
                        "a run that was never finished cannot be removed", runs.shown(placed.description),
                        why: problem, remedy: "remove it, then run again")
                }
                recovery.discarded.append(placed)
            }
            output.removeFile(mark)
        }
        return recovery
    }
}
