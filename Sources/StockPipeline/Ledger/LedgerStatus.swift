internal import Glibc
internal import StockLedger
package import StockModel

/// What a ledger holds and how it stands, in figures.
package struct LedgerStatus: Sendable {
    /// One run; times and days as ISO 8601 has them.
    package struct Run: Sendable, Equatable {
        /// `2026-11-23.1`; empty where nothing was published.
        package var runID: String
        package var pipeline: String
        package var businessDate: String
        package var startedAt: String
        package var endedAt: String
        /// `published`, `publishing` (committed, not published to its end) or `kept` (changed the ledger alone).
        package var outcome: String
        package var records: Int
        package var folder: String
    }

    /// The files of one kind of records.
    package struct Files: Sendable, Equatable {
        package var kind: String
        package var files: Int
        package var records: Int
        package var rejected: Int
    }

    /// Lines that a later day looks at again.
    package struct Waiting: Sendable, Equatable {
        package var lines: Int
        package var oldest: Timestamp
        package var newest: Timestamp
    }

    /// Who was told in one wave of a campaign.
    package struct Told: Sendable, Equatable {
        package var campaign: String
        /// From 1.
        package var wave: Int
        /// The orders whose buyers were told, and the persons of warranty cards besides.
        package var orders: Int
        package var registrations: Int
        /// Of those, how many were told of goods that are only possibly affected.
        package var possibly: Int
        /// The units that they were told of; goods without serials are none.
        package var units: Int
    }

    /// In bytes, what a run is writing included.
    package var size: Int
    /// The runs, the first first.
    package var runs: [Run]
    package var files: [Files]
    package var retractedFiles: Int
    /// By status in the last run; resolved are all that ever were.
    package var findings: [FindingStatus: Int]
    /// Open order lines with an unshipped part.
    package var toShip: Waiting
    /// Despatch lines that are still to come.
    package var toArrive: Waiting
    /// Runs that were committed and whose publication is not finished.
    package var publishing: Int
    /// By campaign and wave; each order counts in its first wave.
    package var told: [Told]
    /// The ends of warranties of which somebody was written.
    package var expiries: Int

    /// Looks into the ledger without holding it.
    package static func read(ledger path: String) throws(RunFailure) -> LedgerStatus {
        do {
            return try Ledger(at: path, isReadOnly: true).look { transaction in
                let counts = transaction.counts()
                let runs = try transaction.runs().all()
                let told = try ToldCounts(transaction)
                return LedgerStatus(
                    size: bytes(path) + bytes(path + "-wal"), runs: runs.map(Run.init),
                    files: try counts.files().map {
                        Files(kind: $0.kind, files: $0.files, records: $0.records, rejected: $0.rejected)
                    },
                    retractedFiles: try counts.retractedFiles(), findings: try counts.findings(),
                    toShip: Waiting(try counts.waitingToShip()), toArrive: Waiting(try counts.waitingToArrive()),
                    publishing: runs.filter { $0.outcome == .publishing }.count, told: told.waves,
                    expiries: told.expiries)
            }
        } catch {
            throw LedgerRun.failure(error, path)
        }
    }

    private static func bytes(_ path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }
}

extension LedgerStatus.Run {
    init(_ run: StoredRun) {
        self.init(
            runID: run.runID, pipeline: run.pipeline, businessDate: run.businessDate, startedAt: run.startedAt,
            endedAt: run.endedAt, outcome: run.outcome.rawValue, records: run.records, folder: run.folder)
    }
}

extension LedgerStatus.Waiting {
    init(_ waiting: LedgerCounts.Waiting) {
        self.init(lines: waiting.lines, oldest: waiting.oldest, newest: waiting.newest)
    }
}

/// A ledger's file as a whole.
package enum LedgerFile {
    /// Makes a new, empty ledger; refused where there is something already.
    package static func make(at path: String) throws(RunFailure) {
        do throws(LedgerFailure) {
            try Ledger.create(at: path)
        } catch {
            throw LedgerRun.failure(error, path)
        }
    }

    /// Copies a ledger as it is at one moment. It is not held, so that runs go on meanwhile.
    package static func backUp(_ path: String, to target: String) throws(RunFailure) {
        let ledger: Ledger
        do throws(LedgerFailure) {
            ledger = try Ledger(at: path, isReadOnly: true)
        } catch {
            throw LedgerRun.failure(error, path)
        }
        do throws(LedgerFailure) {
            try ledger.backUp(to: target)
        } catch {
            throw LedgerRun.failure(error, error.kind == .exists ? target : path)
        }
    }
}
