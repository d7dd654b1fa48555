internal import GRDB
package import StockModel

/// A record as a piece of evidence: where it stands and what it says of units.
package struct StoredEvidence: Sendable {
    package var file: String
    /// 1-based, of the record and its first line in the file; 0 where the record is no longer there.
    package var record: Int
    package var line = 0
    /// As written.
    package var serials: [String] = []

    init(file: String, record: Int) {
        self.file = file
        self.record = record
    }
}

/// Finds what a ledger knows of single serials, each by an index, so that it costs the same however much there is.
package final class SerialLookup {
    private let database: Database
    private let movement: RowStatement
    private let identity: RowStatement
    private let numberOfRecord: RowStatement
    private let recordsFrom: RowStatement

    init(_ database: Database) throws {
        self.database = database
        movement = try RowStatement(database, "SELECT 1 FROM movement WHERE serial = ? LIMIT 1")
        identity = try RowStatement(database, "SELECT 1 FROM identity WHERE also_key = ? LIMIT 1")
        numberOfRecord = try RowStatement(database, "SELECT number FROM record WHERE id = ?")
        recordsFrom = try RowStatement(
            database,
            """
            SELECT number, document, line_number, serials FROM record WHERE id BETWEEN ? AND ? ORDER BY id
            """)
    }

    // MARK: Serials

    /// Whether any line lists a serial.
    package func isListed(_ serial: String) throws -> Bool { try exists(movement, serial) }

    /// Whether an identity record names a serial as another identifier.
    package func isIdentifier(_ serial: String) throws -> Bool { try exists(identity, serial) }

    private func exists(_ query: RowStatement, _ serial: String) throws -> Bool {
        query.bind(1, serial)
        defer { query.reset() }
        return try query.next()
    }

    /// The SKUs of the lines that list a serial, each once.
    package func skus(of serial: String) throws -> [String] {
        try String.fetchAll(
            database,
            sql: """
                SELECT DISTINCT name.text FROM movement JOIN line ON line.id = movement.line
                JOIN name ON name.id = line.sku WHERE movement.serial = ?
                """, arguments: [serial])
    }

    // MARK: Identifiers; all normalised

    /// The serials that identity records give for another identifier of theirs, each once.
    package func claimants(of identifier: String) throws -> [String] {
        try String.fetchAll(
            database,
            sql: """
                SELECT DISTINCT serial_key FROM identity
                WHERE also_key = :key AND serial_key <> '' AND serial_key <> :key ORDER BY 1
                """, arguments: ["key": identifier])
    }

    /// Whether an identity record has it as the unit's own serial.
    package func isOwnSerial(_ serial: String) throws -> Bool {
        try Bool.fetchOne(
            database, sql: "SELECT EXISTS (SELECT 1 FROM identity WHERE serial_key = ?)", arguments: [serial]) ?? false
    }

    /// The other identifiers that identity records give for a serial, each once.
    package func identifiers(of serial: String) throws -> [String] {
        try String.fetchAll(
            database,
            sql: """
                SELECT DISTINCT also_key FROM identity
                WHERE serial_key = :key AND also_key <> '' AND also_key <> :key ORDER BY 1
                """, arguments: ["key": serial])
    }

    // MARK: SKUs

    /// The catalogue's entries of some SKUs.
    package func entries(skus: [String]) throws -> [CatalogueEntry] {
        try skus.compactMap { sku in
            try String.fetchOne(
                database, sql: "SELECT entry FROM catalogue WHERE sku = ? AND current = 1", arguments: [sku]
            ).map(CatalogueText.entry)
        }
    }

    /// The day of a SKU's latest stock-take; nil where there was none.
    package func cutOff(sku: String) throws -> Int? {
        try Int.fetchOne(database, sql: "SELECT cut_off FROM balance WHERE sku = ?", arguments: [sku])
    }

    // MARK: Evidence

    /// A record of a source, which one of `document` if the row of the file made several.
    package func evidence(_ evidence: Evidence, document: Text) throws -> StoredEvidence {
        guard
            let source = try Row.fetchOne(
                database, sql: "SELECT name, first_record, last_record FROM source WHERE id = ?",
                arguments: [evidence.file])
        else { return StoredEvidence(file: "", record: Int(evidence.number)) }
        var found = StoredEvidence(file: source["name"], record: Int(evidence.number))
        let last: Int = source["last_record"]
        guard let first = try firstRecord(number: Int(evidence.number), in: source["first_record"]..<last + 1) else {
            return found
        }
        recordsFrom.bind(1, first)
        recordsFrom.bind(2, last)
        defer { recordsFrom.reset() }
        while try recordsFrom.next(), recordsFrom.int(0) == Int(evidence.number) {
            let isMeant = recordsFrom.text(1) == document
            guard isMeant || found.line == 0 else { continue }
            found.line = recordsFrom.int(2)
            found.serials = Self.parts(recordsFrom.string(3))
            if isMeant { break }
        }
        return found
    }

    private static func parts(_ text: String) -> [String] {
        text.isEmpty ? [] : text.split(separator: "\u{1F}", omittingEmptySubsequences: false).map(String.init)
    }

    /// The first record with a number: a source's records lie in the order of their numbers.
    private func firstRecord(number: Int, in ids: Range<Int>) throws -> Int? {
        var (low, high) = (ids.lowerBound, ids.upperBound)
        while low < high {
            let middle = (low + high) / 2
            guard let met = try self.number(of: middle) else { return nil }
            if met < number { low = middle + 1 } else { high = middle }
        }
        guard low < ids.upperBound, try self.number(of: low) == number else { return nil }
        return low
    }

    private func number(of record: Int) throws -> Int? {
        numberOfRecord.bind(1, record)
        defer { numberOfRecord.reset() }
        return try numberOfRecord.next() ? numberOfRecord.int(0) : nil
    }

    /// The buyer's fields by their place in `BuyerField`, of an order line (`DocumentLine.buyer`); empty where nobody is
    /// known.
    package func buyer(_ id: Int32) throws -> [String] {
        let arena = Arena()
        let fields = Self.parts(try BuyerTable(database).fields(id, arena: arena).description)
        withExtendedLifetime(arena) {}
        return fields
    }

    // MARK: Findings

    /// The findings of a fold's key that are true, of some serials or of none.
    package func findings(origin: String, serials: [String]) throws -> [ListedFinding] {
        let places = Array(repeating: "?", count: serials.count).joined(separator: ",")
        let last = try Int.fetchOne(database, sql: "SELECT max(id) FROM run WHERE outcome = 'published'") ?? 0
        return try Row.fetchAll(
            database,
            sql: """
                SELECT id, kind, sku, serial, quantity, party, document, line, at, detail, suggestion, evidence, first_seen
                FROM finding WHERE origin = ? AND (serial = '' OR serial IN (\(places))) ORDER BY rowid
                """, arguments: StatementArguments([origin] + serials)
        ).compactMap { row in
            guard let kind = FindingKind(rawValue: row["kind"]) else { return nil }
            var finding = Finding(kind)
            finding.sku = row["sku"]
            finding.serial = row["serial"]
            finding.quantity = row["quantity"]
            finding.party = row["party"]
            finding.document = row["document"]
            finding.line = row["line"]
            finding.at = (row["at"] as Int64?).map(Timestamp.init(raw:)) ?? .absent
            finding.detail = row["detail"]
            finding.suggestion = row["suggestion"]
            let firstSeen: Int = row["first_seen"]
            return ListedFinding(
                id: row["id"], finding: finding, status: firstSeen >= last ? .new : .open, evidence: row["evidence"])
        }
    }
}
