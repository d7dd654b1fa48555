internal import GRDB
package import StockModel

/// A finding that a fold gave, and the fold's key.
package struct OriginFinding {
    package var origin: String
    package var listed: ListedFinding

    package init(origin: String, listed: ListedFinding) {
        self.origin = origin
        self.listed = listed
    }
}

/// Findings, those that are true and those that were, and the runs that first and last saw them.
package final class FindingTable {
    private let database: Database
    private let byOrigin: RowStatement
    private let resolvedByID: RowStatement
    private let insert: RowStatement
    private let update: RowStatement
    private let resolve: RowStatement
    private let reopen: RowStatement
    private let updateSuggestion: RowStatement
    /// The run that is at it, and the one before it.
    private let run: Int
    private let runBefore: Int

    init(_ database: Database, run: Int, runBefore: Int) throws {
        self.database = database
        self.run = run
        self.runBefore = runBefore
        byOrigin = try RowStatement(database, "SELECT \(Self.columns), rowid FROM finding WHERE origin = ?")
        resolvedByID = try RowStatement(
            database, "SELECT rowid FROM finding WHERE id = ? AND origin IS NULL LIMIT 1")
        insert = try RowStatement(
            database,
            """
            INSERT INTO finding (quantity, at, detail, suggestion, evidence, origin, id, kind, sku, serial, party, document,
              line, first_seen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        update = try RowStatement(
            database,
            "UPDATE finding SET quantity = ?, at = ?, detail = ?, suggestion = ?, evidence = ? WHERE rowid = ?")
        updateSuggestion = try RowStatement(database, "UPDATE finding SET suggestion = ? WHERE rowid = ?")
        reopen = try RowStatement(
            database, "UPDATE finding SET origin = ?, last_seen = NULL, resolved = NULL WHERE rowid = ?")
        resolve = try RowStatement(
            database, "UPDATE finding SET origin = NULL, last_seen = ?, resolved = ? WHERE rowid = ?")
    }

    /// Puts what the folds of some keys gave in the place of what they gave before.
    ///
    /// - Parameters:
    ///   - origins: All keys that were folded, those that gave nothing too.
    ///   - findings: What they gave.
    package func replace(origins: Set<String>, with findings: [OriginFinding]) throws {
        var byKey: [String: [ListedFinding]] = [:]
        for finding in findings { byKey[finding.origin, default: []].append(finding.listed) }
        let known = try trueOrigins()
        let concerned = origins.filter { byKey[$0] != nil || known.contains($0) }
        for origin in concerned.sorted(by: ByteOrder.precedes) {
            byOrigin.bind(1, origin)
            try replace(rows(byOrigin), with: byKey[origin] ?? [], origin: origin)
        }
    }

    /// The keys of all folds that give something, which are few, so that a night need not look for each of its own.
    private func trueOrigins() throws -> Set<String> {
        let query = try RowStatement(database, "SELECT DISTINCT origin FROM finding WHERE origin IS NOT NULL")
        var origins: Set<String> = []
        while try query.next() { origins.insert(query.string(0)) }
        return origins
    }

    /// Puts `findings` in the place of all that were true.
    ///
    /// - Parameter kept: An origin whose findings stay.
    package func replaceAll(with findings: [OriginFinding], but kept: String) throws {
        let all = try RowStatement(
            database, "SELECT rowid, id FROM finding WHERE origin IS NOT NULL AND origin <> ?")
        all.bind(1, kept)
        var known: [String: [Int]] = [:]
        while try all.next() { known[all.string(1), default: []].append(all.int(0)) }
        for finding in findings {
            if var rows = known[finding.listed.id], let row = rows.popLast() {
                known[finding.listed.id] = rows
                try set(finding.listed, row: row)
                reopen.bind(1, finding.origin)
                reopen.bind(2, row)
                try reopen.run()
            } else {
                try add(finding.listed, origin: finding.origin)
            }
        }
        for row in known.values.joined().sorted() { try end(row) }
    }

    private func replace(
        _ rows: [(row: Int, listed: ListedFinding)], with findings: [ListedFinding], origin: String
    ) throws {
        var left = rows
        for finding in findings {
            if let index = left.firstIndex(where: { $0.listed.id == finding.id }) {
                let known = left.remove(at: index)
                if !known.listed.saysTheSame(as: finding) { try set(finding, row: known.row) }
            } else {
                try add(finding, origin: origin)
            }
        }
        for row in left { try end(row.row) }
    }

    private func end(_ row: Int) throws {
        resolve.bind(1, runBefore)
        resolve.bind(2, run)
        resolve.bind(3, row)
        try resolve.run()
    }

    private func set(_ listed: ListedFinding, row: Int) throws {
        bind(listed, to: update)
        update.bind(6, row)
        try update.run()
    }

    private func add(_ listed: ListedFinding, origin: String) throws {
        resolvedByID.bind(1, listed.id)
        if try resolvedByID.next() {
            let row = resolvedByID.int(0)
            resolvedByID.reset()
            reopen.bind(1, origin)
            reopen.bind(2, row)
            try reopen.run()
            return try set(listed, row: row)
        }
        bind(listed, to: insert)
        let finding = listed.finding
        for (place, text) in [
            origin, listed.id, finding.kind.rawValue, finding.sku, finding.serial, finding.party, finding.document,
            finding.line,
        ].enumerated() {
            insert.bind(Int32(place) + 6, text)
        }
        insert.bind(14, run)
        try insert.run()
    }

    private func bind(_ listed: ListedFinding, to statement: RowStatement) {
        let finding = listed.finding
        if let quantity = finding.quantity { statement.bind(1, quantity) } else { statement.bindNull(1) }
        statement.bind(2, finding.at)
        statement.bind(3, finding.detail)
        statement.bind(4, finding.suggestion)
        statement.bind(5, listed.evidence)
    }

    // MARK: Out

    private static let columns = """
        id, kind, sku, serial, quantity, party, document, line, at, detail, suggestion, evidence, origin IS NULL, first_seen
        """

    /// All that are true, and those that this run found to be no longer so; in no order.
    package func listed() throws -> [ListedFinding] {
        try listed(Self.isTrue) + listed("resolved = \(run)")
    }

    /// The condition of true findings. `IN` puts their rows in order first: an index gives them in its own, and each would be
    /// looked for by itself.
    private static let isTrue = "rowid IN (SELECT rowid FROM finding WHERE origin IS NOT NULL)"

    /// A true finding's suggestion.
    package struct Suggested {
        package let row: Int
        package let sku: String
        package let serial: String
        package let suggestion: String
    }

    /// What the true ones of one kind suggest.
    package func suggestions(for kind: FindingKind) throws -> [Suggested] {
        let query = try RowStatement(
            database, "SELECT rowid, sku, serial, suggestion FROM finding WHERE kind = ? AND \(Self.isTrue)")
        query.bind(1, kind.rawValue)
        var all: [Suggested] = []
        while try query.next() {
            all.append(
                Suggested(
                    row: query.int(0), sku: query.string(1), serial: query.string(2), suggestion: query.string(3)))
        }
        return all
    }

    /// Gives a finding another suggestion.
    package func setSuggestion(_ suggestion: String, row: Int) throws {
        updateSuggestion.bind(1, suggestion)
        updateSuggestion.bind(2, row)
        try updateSuggestion.run()
    }

    private func listed(_ condition: String) throws -> [ListedFinding] {
        let query = try RowStatement(database, "SELECT \(Self.columns) FROM finding WHERE \(condition)")
        var all: [ListedFinding] = []
        while try query.next() { all.append(try listed(query)) }
        return all
    }

    private func rows(_ query: RowStatement) throws -> [(row: Int, listed: ListedFinding)] {
        var rows: [(Int, ListedFinding)] = []
        while try query.next() { rows.append((query.int(14), try listed(query))) }
        return rows
    }

    private func listed(_ row: RowStatement) throws -> ListedFinding {
        guard let kind = FindingKind(rawValue: row.string(1)) else {
            throw LedgerFailure.damaged("a finding is of the unknown kind \(row.string(1))")
        }
        var finding = Finding(kind)
        finding.sku = row.string(2)
        finding.serial = row.string(3)
        finding.quantity = row.isNull(4) ? nil : row.int(4)
        finding.party = row.string(5)
        finding.document = row.string(6)
        finding.line = row.string(7)
        finding.at = row.time(8)
        finding.detail = row.string(9)
        finding.suggestion = row.string(10)
        let status: FindingStatus = row.int(12) != 0 ? .resolved : (row.int(13) == run ? .new : .open)
        return ListedFinding(id: row.string(0), finding: finding, status: status, evidence: row.string(11))
    }
}

extension ListedFinding {
    /// Whether nothing is different that can be while it stays the same finding.
    fileprivate func saysTheSame(as other: ListedFinding) -> Bool {
        finding.quantity == other.finding.quantity && finding.at == other.finding.at
            && finding.detail == other.finding.detail && finding.suggestion == other.finding.suggestion
            && evidence == other.evidence
    }
}
