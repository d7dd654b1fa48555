internal import GRDB
package import StockModel

/// What was read, one row a record with its identifiers as written: the only primary facts.
package final class RecordTable {
    private let names: NameTable
    private let insert: RowInsert
    private let insertBuyer: RowInsert
    private let byDocument: RowStatement
    private let byKindAndDocument: RowStatement
    private let all: RowStatement
    private let bySource: RowStatement
    private let withBuyers: RowStatement
    private var next: Int
    private var joined: [UInt8] = []
    private var batches: [UInt8] = []

    private static let columns = """
        source, number, line_number, kind, flags, scope, channel, document, written, line, reference, item, batch, \
        quantity, shipped_quantity, at, shipped_at, updated_at, serials, serial_batches, buyer, price
        """

    init(_ database: Database, names: NameTable) throws {
        self.names = names
        insert = try RowInsert(database, into: "record", "id, \(Self.columns)")
        insertBuyer = try RowInsert(database, into: "buyer", "id, fields")
        byDocument = try RowStatement(database, "SELECT \(Self.columns) FROM record WHERE document = ?")
        byKindAndDocument = try RowStatement(
            database, "SELECT \(Self.columns) FROM record WHERE document = ? AND kind = ?")
        all = try RowStatement(database, "SELECT \(Self.columns) FROM record WHERE id < ?")
        bySource = try RowStatement(database, "SELECT \(Self.columns) FROM record WHERE id BETWEEN ? AND ?")
        withBuyers = try RowStatement(
            database,
            """
            SELECT \(Self.columns), fields FROM record LEFT JOIN buyer ON buyer.id = record.buyer
            WHERE record.id BETWEEN ? AND ? ORDER BY record.id
            """)
        next = try Int.fetchOne(database, sql: "SELECT ifnull(max(id), 0) + 1 FROM record") ?? 1
    }

    /// The id that the next record gets.
    package var nextID: Int { next }

    /// Keeps a record; its file is the id of its source. It is there once `flush` was called; until then its texts must live.
    ///
    /// - Parameter buyer: Its buyer's fields, joined; nil where it has none.
    package func append(_ record: StockModel.Record, buyer: Text?) throws {
        let row = insert.row
        row.bind(1, next)
        row.bind(2, record.file)
        row.bind(3, record.number)
        row.bind(4, record.lineNumber)
        row.bind(5, Int(record.kind.rawValue))
        row.bind(6, RecordFlags(record).rawValue)
        row.bind(7, try names.stored(record.scope))
        row.bind(8, try names.stored(record.channel))
        let key = record.documentKey
        if record.kind == .opening {
            // Openings are folded by their SKU, which their goods decide.
            row.bind(9, Self.openingKey(item: try names.stored(record.item)))
            row.bind(10, orNull: record.document)
        } else {
            row.bind(9, key)
            row.bind(10, orNull: key == record.document ? .empty : record.document)
        }
        row.bind(11, orNull: record.line)
        row.bind(12, orNull: record.reference)
        row.bind(13, try names.stored(record.item))
        row.bind(14, orNull: try names.stored(record.batch))
        row.bind(15, record.quantity)
        row.bind(16, orNull: record.shippedQuantity)
        row.bind(17, record.at)
        row.bind(18, record.shippedAt)
        row.bind(19, record.updatedAt)
        try bindSerials(record, to: row)
        if let buyer {
            insertBuyer.row.bind(1, next)
            insertBuyer.row.bind(2, buyer)
            try insertBuyer.add()
            row.bind(22, next)
        } else {
            row.bindNull(22)
        }
        row.bind(23, record.price)
        try insert.add()
        next += 1
    }

    /// Puts all records that were appended into the table.
    package func flush() throws {
        try insert.flush()
        try insertBuyer.flush()
    }

    private static func openingKey(item: Int32) -> String { "\u{1F}\(item)" }

    private func bindSerials(_ record: StockModel.Record, to row: RowStatement) throws {
        let serials = record.serials
        guard serials.count > 0 else {
            row.bindNull(20)
            row.bindNull(21)
            return
        }
        if serials.count == 1, serials[0].batch < 0 {
            row.bind(20, serials[0].text)
            row.bindNull(21)
            return
        }
        joined.removeAll(keepingCapacity: true)
        batches.removeAll(keepingCapacity: true)
        var hasBatch = false
        for (index, serial) in serials.enumerated() {
            if index > 0 {
                joined.append(0x1F)
                batches.append(0x2C)
            }
            joined.append(contentsOf: serial.text.bytes)
            if serial.batch >= 0 {
                hasBatch = true
                batches.append(decimal: Int(try names.stored(serial.batch)))
            }
        }
        row.bind(20, copyOf: joined)
        if hasBatch { row.bind(21, copyOf: batches) } else { row.bindNull(21) }
    }

    // MARK: Out

    /// Calls `body` with each record of a document number, of whatever kind but openings.
    package func forEach(document: Text, arena: Arena, _ body: (StockModel.Record) throws -> Void) throws {
        byDocument.bind(1, document)
        while try byDocument.next() { try body(record(byDocument, arena)) }
    }

    /// Calls `body` with each opening of the goods written so (an id of the run's names).
    package func forEachOpening(item: Int32, arena: Arena, _ body: (StockModel.Record) throws -> Void) throws {
        byKindAndDocument.bind(1, Self.openingKey(item: try names.stored(item)))
        byKindAndDocument.bind(2, Int(RecordKind.opening.rawValue))
        while try byKindAndDocument.next() { try body(record(byKindAndDocument, arena)) }
    }

    /// Calls `body` with every record whose id is less.
    package func forEach(before id: Int, arena: Arena, _ body: (StockModel.Record) throws -> Void) throws {
        all.bind(1, id)
        while try all.next() { try body(record(all, arena)) }
    }

    /// Calls `body` with the records of a source.
    package func forEach(of source: StoredSource, arena: Arena, _ body: (StockModel.Record) throws -> Void) throws {
        bySource.bind(1, source.records.lowerBound)
        bySource.bind(2, source.records.upperBound - 1)
        while try bySource.next() { try body(record(bySource, arena)) }
    }

    /// Calls `body` with the records of a source in their order, and the buyer's fields, joined, of those that have one.
    package func forEachWithBuyer(
        of source: StoredSource, arena: Arena, _ body: (StockModel.Record, String) throws -> Void
    ) throws {
        withBuyers.bind(1, source.records.lowerBound)
        withBuyers.bind(2, source.records.upperBound - 1)
        while try withBuyers.next() { try body(record(withBuyers, arena), withBuyers.string(22)) }
    }

    private func record(_ row: RowStatement, _ arena: Arena) throws -> StockModel.Record {
        guard let kind = RecordKind(rawValue: UInt8(truncatingIfNeeded: row.int(3))) else {
            throw LedgerFailure.damaged("a record is of no known kind")
        }
        let scope = try names.current(row.id(5))
        var record = Record(
            kind: kind, scope: scope, channel: try names.current(row.id(6)), item: try names.current(row.id(11)))
        RecordFlags(rawValue: row.int(4)).apply(to: &record)
        record.file = row.id(0)
        record.number = row.id(1)
        record.lineNumber = row.id(2)
        record.batch = try names.current(row.id(12))
        record.quantity = row.id(13)
        record.shippedQuantity = row.id(14)
        record.at = row.time(15)
        record.shippedAt = row.time(16)
        record.updatedAt = row.time(17)
        // The document as written, which may be empty for an opening.
        let document = !row.isNull(8) || kind == .opening ? row.text(8) : row.text(7)
        record.setTexts(document: document.bytes, line: row.text(9).bytes, reference: row.text(10).bytes, in: arena)
        record.buyer = row.id(20)
        record.price = row.price(21)
        if !row.isNull(18) { record.serials = try serials(row.text(18), batches: row.text(19), arena) }
        if kind != .opening { record.route(scope: names.names.text(of: scope)) }
        return record
    }

    private func serials(_ joined: Text, batches: Text, _ arena: Arena) throws -> UnsafeBufferPointer<ListedSerial> {
        var ids: [Int32] = []
        if !batches.isEmpty {
            for part in batches.bytes.split(separator: 0x2C, omittingEmptySubsequences: false) {
                let id = Int32(String(decoding: part, as: UTF8.self)) ?? -1
                ids.append(try names.current(id))
            }
        }
        let kept = arena.store(joined.bytes)
        var list: [ListedSerial] = []
        var start = 0
        for end in 0...kept.count where end == kept.count || kept[end] == 0x1F {
            let text = Text(base: kept.base.map { $0 + start }, count: end - start)
            list.append(ListedSerial(text: text, batch: ids.indices.contains(list.count) ? ids[list.count] : -1))
            start = end + 1
        }
        return list.withUnsafeBufferPointer { arena.store(list: $0) }
    }
}

/// The words of a record that have few values, in one number.
struct RecordFlags {
    let rawValue: Int

    init(rawValue: Int) { self.rawValue = rawValue }

    init(_ record: StockModel.Record) {
        rawValue =
            Int(record.status.rawValue) | Int(record.purpose.rawValue) << 2 | Int(record.stock.rawValue) << 4
            | Int(record.disposition.rawValue) << 5 | Int(record.action.rawValue) << 7 | (record.isVoid ? 1 << 10 : 0)
            | (record.isQuantityCounted ? 1 << 11 : 0)
    }

    func apply(to record: inout StockModel.Record) {
        record.status = LineStatus(rawValue: UInt8(rawValue & 3)) ?? .open
        record.purpose = NoticePurpose(rawValue: UInt8(rawValue >> 2 & 3)) ?? .original
        record.stock = StockOwner(rawValue: UInt8(rawValue >> 4 & 1)) ?? .house
        record.disposition = Disposition(rawValue: UInt8(rawValue >> 5 & 3)) ?? .quarantine
        record.action = AdjustmentAction(rawValue: UInt8(rawValue >> 7 & 7)) ?? .found
        record.isVoid = rawValue & 1 << 10 != 0
        record.isQuantityCounted = rawValue & 1 << 11 != 0
    }
}
