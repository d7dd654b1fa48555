internal import GRDB
package import StockModel

/// The tables of a ledger within one transaction.
package final class LedgerTransaction {
    private let database: Database
    package let sources: SourceTable
    /// Whether a file was attached, which can only be let go of behind the transaction.
    private(set) var hasStaged = false

    init(_ database: Database) throws {
        self.database = database
        sources = try SourceTable(database)
    }

    /// - Parameter isLazy: Look up every name when it is met, for whoever needs but a few.
    package func names(_ names: Names, isLazy: Bool = false) throws -> NameTable {
        try NameTable(database, names: names, isLazy: isLazy)
    }

    package func records(_ names: NameTable) throws -> RecordTable { try RecordTable(database, names: names) }

    /// All goods that notices and stock-takes ever named. Looks at every record.
    package func receivedItems() throws -> [ReceivedItem] { try RecordTable.receivedItems(database) }

    package func lines(_ names: NameTable, _ skus: SKUNames) throws -> LineTable {
        try LineTable(database, names: names, skus: skus)
    }

    package func mentions(_ names: NameTable) throws -> MentionTable { try MentionTable(database, names: names) }

    /// For movements and units in the place of all that there were, to be filled by another thread. Once in a transaction.
    package func stageUnits(_ names: NameTable) throws -> StagedUnits {
        hasStaged = true
        return try StagedUnits(database, names: names)
    }

    package func units() throws -> UnitTable { try UnitTable(database) }

    package func balances() -> BalanceTable { BalanceTable(database) }

    package func prices() -> PriceTable { PriceTable(database) }

    package func quality() -> QualityTable { QualityTable(database) }

    package func identities() throws -> IdentityTable { try IdentityTable(database) }

    package func noticeInputs() throws -> NoticeInputTable { try NoticeInputTable(database) }

    package func catalogue() -> CatalogueTable { CatalogueTable(database) }

    package func serials() throws -> SerialLookup { try SerialLookup(database) }

    package func buyers() throws -> BuyerTable { try BuyerTable(database) }

    package func buyerLinks() throws -> BuyerLinkTable { try BuyerLinkTable(database) }

    package func notices() throws -> NoticeTable { try NoticeTable(database) }

    /// Nil in a ledger of an earlier version that is only looked at.
    package func noticesIfThere() throws -> NoticeTable? { try NoticeTable.ifThere(in: database) }

    package func counts() -> LedgerCounts { LedgerCounts(database) }

    package func findings(run: Int) throws -> FindingTable {
        let before = try Int.fetchOne(
            database, sql: "SELECT max(id) FROM run WHERE id < ? AND outcome = 'published'", arguments: [run])
        return try FindingTable(database, run: run, runBefore: before ?? run)
    }

    package func runs() -> RunTable { RunTable(database) }

    /// Forgets all that was concluded but findings, which keep the runs that saw them.
    package func forgetConclusions() throws {
        let tables = [
            "line", "movement_kept", "generation", "mention", "unit", "balance", "price_sum", "quality", "joined_buyer",
        ]
        for table in tables {
            try database.execute(sql: "DELETE FROM \(table)")
        }
    }

    /// Sees to it that sales can be found by their day. Only warranties ask for that, so the indexes are made when one is
    /// first asked for, and kept from then on.
    package func keepSalesByDay() throws { try database.execute(sql: Schema.salesByDay) }

    /// Whether no record was ever read.
    package func isEmpty() throws -> Bool {
        try Bool.fetchOne(database, sql: "SELECT NOT EXISTS (SELECT 1 FROM source)") ?? true
    }

    /// Fills an empty table, and brings its indexes in order afterwards.
    package func fill(_ table: String, _ body: () throws -> Void) throws {
        let indexes = Schema.bulkIndexes.filter { $0.table == table }
        for index in indexes { try database.execute(sql: "DROP INDEX \(index.name)") }
        try body()
        for index in indexes { try database.execute(sql: "CREATE INDEX \(index.name) ON \(index.definition)") }
    }

    /// Puts aside what was concluded, to be compared with what is concluded anew.
    package func snapshot() throws -> ConclusionSnapshot { try ConclusionSnapshot(database) }

    // MARK: Revision

    private static let revisionKey = "revision"

    /// A number that grows with each change that is committed: two transactions that read the same see the same.
    func revision() throws -> Int { Int(try setting(Self.revisionKey) ?? "") ?? 0 }

    func countRevision() throws { try keep(String(revision() + 1), as: Self.revisionKey) }

    // MARK: Settings

    /// What was kept under a name.
    package func setting(_ name: String) throws -> String? {
        try String.fetchOne(database, sql: "SELECT value FROM setting WHERE name = ?", arguments: [name])
    }

    package func keep(_ value: String, as name: String) throws {
        try database.execute(
            sql:
                "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            arguments: [name, value])
    }
}
