import StockLedger
import StockMatching
import StockModel
import StockWriting

/// The tables of a ledger and the run's own, open for one transaction.
final class LedgerBooks {
    let transaction: LedgerTransaction
    let names: NameTable
    let records: RecordTable
    let units: UnitTable
    let findings: FindingTable
    let buyers: LedgerBuyers
    /// The run that is at it.
    let run: Int

    init(_ transaction: LedgerTransaction, names: Names, run: Int) throws {
        self.transaction = transaction
        self.names = try transaction.names(names)
        self.run = run
        records = try transaction.records(self.names)
        units = try transaction.units()
        findings = try transaction.findings(run: run)
        buyers = LedgerBuyers(try transaction.buyers())
    }

    /// A finding as lists show it; its status is the ledger's to say.
    func listed(_ finding: Finding) throws -> ListedFinding {
        var files: [Int32: String] = [:]
        for each in finding.evidence where files[each.file] == nil {
            files[each.file] = try transaction.sources.name(each.file)
        }
        return ListedFinding(
            id: finding.id, finding: finding, status: .new,
            evidence: FindingsFile.text(of: finding.evidence) { files[$0] ?? "" })
    }

    // MARK: Counts of units, by which conservation is checked

    private static let countsKey = "unit counts"

    func unitCounts() throws -> UnitCounts {
        var counts = UnitCounts()
        let numbers = (try transaction.setting(Self.countsKey) ?? "").split(separator: " ").compactMap { Int($0) }
        guard numbers.count == 5 else { return counts }
        counts.movements = numbers[0]
        counts.accepted = numbers[1]
        counts.survivors = numbers[2]
        counts.backed = numbers[3]
        counts.units = numbers[4]
        return counts
    }

    func keep(_ counts: UnitCounts) throws {
        let numbers = [counts.movements, counts.accepted, counts.survivors, counts.backed, counts.units]
        try transaction.keep(numbers.map(String.init).joined(separator: " "), as: Self.countsKey)
    }
}
