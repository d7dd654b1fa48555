internal import GRDB

/// One run, as the ledger has it.
package struct StoredRun: Sendable, Equatable {
    package enum Outcome: String, Sendable {
        /// Everything is written and the ledger is committed; `latest` may not point at it yet.
        case publishing
        case published
        /// Changed the ledger without publishing: a file was retracted, say.
        case kept
    }

    package var id: Int
    package var pipeline: String
    /// As ISO 8601 days and times.
    package var businessDate: String
    package var startedAt: String
    package var endedAt: String
    package var outcome: Outcome
    /// The output folder, and the run's id there; empty where nothing was published.
    package var folder: String
    package var runID: String
    package var records: Int
    /// SHA-256 of its `manifest.json`.
    package var manifest: String

    package init(id: Int, pipeline: String, businessDate: String, startedAt: String, outcome: Outcome) {
        self.id = id
        self.pipeline = pipeline
        self.businessDate = businessDate
        self.startedAt = startedAt
        self.outcome = outcome
        endedAt = ""
        folder = ""
        runID = ""
        records = 0
        manifest = ""
    }
}

/// The runs on a ledger.
package struct RunTable {
    private let database: Database

    init(_ database: Database) { self.database = database }

    package func nextID() throws -> Int {
        try Int.fetchOne(database, sql: "SELECT ifnull(max(id), 0) + 1 FROM run") ?? 1
    }

    package func append(_ run: StoredRun) throws {
        try database.execute(
            sql: """
                INSERT INTO run (id, pipeline, business_date, started_at, ended_at, outcome, folder, run_id, records,
                  manifest_sha256) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                run.id, run.pipeline, run.businessDate, run.startedAt, run.endedAt, run.outcome.rawValue, run.folder,
                run.runID, run.records, run.manifest,
            ])
    }

    package func setOutcome(_ outcome: StoredRun.Outcome, of id: Int) throws {
        try database.execute(sql: "UPDATE run SET outcome = ? WHERE id = ?", arguments: [outcome.rawValue, id])
    }

    /// All runs, the first first.
    package func all() throws -> [StoredRun] {
        try Row.fetchAll(database, sql: "SELECT * FROM run ORDER BY id").map(Self.run)
    }

    /// The latest run of an outcome.
    package func last(_ outcome: StoredRun.Outcome) throws -> StoredRun? {
        try Row.fetchOne(
            database, sql: "SELECT * FROM run WHERE outcome = ? ORDER BY id DESC LIMIT 1",
            arguments: [outcome.rawValue]
        ).map(Self.run)
    }

    private static func run(_ row: Row) throws -> StoredRun {
        guard let outcome = StoredRun.Outcome(rawValue: row["outcome"]) else {
            throw LedgerFailure.damaged("a run has no known outcome")
        }
        var run = StoredRun(
            id: row["id"], pipeline: row["pipeline"], businessDate: row["business_date"],
            startedAt: row["started_at"], outcome: outcome)
        run.endedAt = row["ended_at"] ?? ""
        run.folder = row["folder"] ?? ""
        run.runID = row["run_id"] ?? ""
        run.records = row["records"]
        run.manifest = row["manifest_sha256"] ?? ""
        return run
    }
}
