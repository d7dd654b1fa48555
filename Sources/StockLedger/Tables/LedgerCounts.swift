internal import GRDB
package import StockModel

/// How much is in a ledger, each figure read from a small table or an index.
package struct LedgerCounts {
    private let database: Database

    init(_ database: Database) { self.database = database }

    /// The files of one kind of records.
    package struct Files: Sendable, Equatable {
        package var kind: String
        package var files: Int
        package var records: Int
        package var rejected: Int
    }

    /// What was read, by the kind of records, in byte order.
    package func files() throws -> [Files] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT kind, count(*), sum(records), sum(rejected) FROM source WHERE outcome = 'read' GROUP BY kind
                ORDER BY kind
                """
        ).map { Files(kind: $0[0], files: $0[1], records: $0[2], rejected: $0[3]) }
    }

    /// Files that were taken back.
    package func retractedFiles() throws -> Int {
        try Int.fetchOne(database, sql: "SELECT count(*) FROM source WHERE outcome = 'retracted'") ?? 0
    }

    /// Findings by their status in the last run; `resolved` are all that ever were.
    package func findings() throws -> [FindingStatus: Int] {
        let last = try Int.fetchOne(database, sql: "SELECT max(id) FROM run WHERE outcome = 'published'") ?? 0
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT count(*) FILTER (WHERE origin IS NOT NULL AND first_seen >= :last),
                  count(*) FILTER (WHERE origin IS NOT NULL AND first_seen < :last),
                  count(*) FILTER (WHERE origin IS NULL) FROM finding
                """, arguments: ["last": last])
        guard let row else { return [:] }
        return [.new: row[0], .open: row[1], .resolved: row[2]]
    }

    /// Lines that a later day looks at again.
    package struct Waiting: Sendable, Equatable {
        package var lines = 0
        package var oldest = Timestamp.absent
        package var newest = Timestamp.absent
    }

    /// Open order lines with an unshipped part.
    package func waitingToShip() throws -> Waiting { try waiting(1) }

    /// Despatch lines that are still to come.
    package func waitingToArrive() throws -> Waiting { try waiting(2) }

    private func waiting(_ code: Int) throws -> Waiting {
        var waiting = Waiting()
        let row = try Row.fetchOne(
            database, sql: "SELECT count(*), min(at), max(at) FROM line WHERE waits = ?", arguments: [code])
        guard let row else { return waiting }
        waiting.lines = row[0]
        waiting.oldest = (row[1] as Int64?).map(Timestamp.init(raw:)) ?? .absent
        waiting.newest = (row[2] as Int64?).map(Timestamp.init(raw:)) ?? .absent
        return waiting
    }
}
