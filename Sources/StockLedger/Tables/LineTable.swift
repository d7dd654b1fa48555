internal import GRDB
package import StockMatching
package import StockModel

/// A document line as the ledger has it.
package struct StoredLine {
    package let id: Int
    /// Its serials are all there, without what is said of each alone.
    package var line: DocumentLine

    package init(id: Int, line: DocumentLine) {
        self.id = id
        self.line = line
    }
}

/// A serial on a line, as the ledger has it.
package struct StoredMovement {
    package let line: Int
    package let serial: ListedSerial
    package let at: Timestamp
    package let hasLeft: Bool
    /// Whether it is a step in the unit's life: not on a line that is cancelled or still to come.
    package let moves: Bool

    package init(line: Int, serial: ListedSerial, at: Timestamp, hasLeft: Bool, moves: Bool) {
        self.line = line
        self.serial = serial
        self.at = at
        self.hasLeft = hasLeft
        self.moves = moves
    }
}

/// Document lines and their serials: what consolidation concluded.
package final class LineTable {
    private let database: Database
    private let names: NameTable
    private let movements: MovementTable
    private let insert: RowInsert
    private let delete: RowStatement
    private let byID: RowStatement
    private let byDocument: RowStatement
    private let bySKU: RowStatement
    private let toShipBySKU: RowStatement
    private let byReference: RowStatement
    private let documentOfRecord: RowStatement
    private var next: Int
    /// The names of SKUs by the ledger's ids, and the other way round.
    private let skus: SKUNames
    private var scratch: [UInt8] = []
    private let joined: JoinedBuyerTable

    private static let columns = """
        id, kind, flags, scope, document, line, reference, sku, item, batch, quantity, shipped_part, at, shipped_at, \
        left_at, evidence, serials, buyer, price
        """

    init(_ database: Database, names: NameTable, skus: SKUNames) throws {
        self.database = database
        self.names = names
        self.skus = skus
        movements = try MovementTable(database, names: names)
        insert = try RowInsert(database, into: "line", "\(Self.columns), waits")
        joined = try JoinedBuyerTable(database)
        delete = try RowStatement(database, "DELETE FROM line WHERE id = ?")
        byID = try RowStatement(database, "SELECT \(Self.columns) FROM line WHERE id = ?")
        byDocument = try RowStatement(database, "SELECT \(Self.columns) FROM line WHERE document = ?")
        let block = "id / \(Schema.linesInBlock) = ? AND sku = ?"
        bySKU = try RowStatement(database, "SELECT \(Self.columns) FROM line INDEXED BY line_by_sku WHERE \(block)")
        toShipBySKU = try RowStatement(
            database, "SELECT \(Self.columns) FROM line INDEXED BY line_to_ship WHERE sku = ? AND waits = 1")
        byReference = try RowStatement(database, "SELECT \(Self.columns) FROM line WHERE reference = ?")
        documentOfRecord = try RowStatement(database, "SELECT document FROM record WHERE id = ?")
        next = try Int.fetchOne(database, sql: "SELECT ifnull(max(id), 0) + 1 FROM line") ?? 1
    }

    // MARK: In

    /// The id that the next line gets.
    package var nextID: Int { next }

    /// Keeps a line, and returns its id. It is there once `flush` was called; until then its texts must live.
    ///
    /// - Parameters:
    ///   - waits: See `DocumentLine.Waiting`.
    ///   - buyers: Tells the buyers of lines that several records tell of.
    package func append(
        _ line: UnsafePointer<DocumentLine>, waits: DocumentLine.Waiting?, buyers: some JoinedBuyers
    ) throws -> Int {
        let value = line.pointee
        let row = insert.row
        row.bind(1, next)
        row.bind(2, Int(value.kind.rawValue))
        row.bind(3, LineFlags(value).rawValue)
        row.bind(4, try names.stored(value.scope))
        row.bind(5, value.document)
        row.bind(6, value.line)
        row.bind(7, orNull: value.reference)
        row.bind(8, try skus.stored(value.sku))
        row.bind(9, try names.stored(value.item))
        row.bind(10, orNull: try names.stored(value.batch))
        row.bind(11, value.quantity)
        row.bind(12, value.shippedPart)
        row.bind(13, value.at)
        row.bind(14, value.shippedAt)
        row.bind(15, value.leftAt)
        bindEvidence(value, to: row)
        bindSerials(value, to: row)
        if BuyerBook.isJoined(value.buyer) {
            row.bind(18, -(try joined.append(value.buyer, of: value.document, buyers)))
        } else {
            row.bind(18, orNull: value.buyer)
        }
        row.bind(19, value.price)
        if let waits { row.bind(20, waits.rawValue) } else { row.bindNull(20) }
        try insert.add()
        next += 1
        return next - 1
    }

    /// Puts all lines that were appended into the table.
    package func flush() throws { try insert.flush() }

    private func bindEvidence(_ line: DocumentLine, to row: RowStatement) {
        scratch.removeAll(keepingCapacity: true)
        for (index, each) in line.evidence.enumerated() {
            if index > 0 { scratch.append(0x20) }
            scratch.append(decimal: Int(each.file))
            scratch.append(0x3A)
            scratch.append(decimal: Int(each.number))
        }
        row.bind(16, copyOf: scratch)
    }

    private func bindSerials(_ line: DocumentLine, to row: RowStatement) {
        let serials = line.serials
        switch serials.count {
        case 0: row.bindNull(17)
        case 1: row.bind(17, serials[0].text)
        default:
            scratch.removeAll(keepingCapacity: true)
            for (index, serial) in serials.enumerated() {
                if index > 0 { scratch.append(0x1F) }
                scratch.append(contentsOf: serial.text.bytes)
            }
            row.bind(17, copyOf: scratch)
        }
    }

    /// Keeps serials of lines, best in order of serial and line.
    ///
    /// - Parameters:
    ///   - count: How many there are.
    ///   - body: Gives each to the function that it is handed.
    package func appendMovements(_ count: Int, _ body: ((StoredMovement) throws -> Void) throws -> Void) throws {
        try movements.append(count, body)
    }

    /// Forgets a line and its serials.
    package func remove(_ stored: StoredLine) throws {
        for serial in stored.line.serials { try movements.remove(serial.text, line: stored.id) }
        if BuyerBook.isJoined(stored.line.buyer) { try joined.remove(stored.line.buyer) }
        delete.bind(1, stored.id)
        try delete.run()
    }

    // MARK: Out

    package func line(id: Int, arena: Arena) throws -> StoredLine {
        byID.bind(1, id)
        guard try byID.next() else { throw LedgerFailure.damaged("the line \(id) is missing") }
        defer { byID.reset() }
        return try stored(byID, arena)
    }

    /// The lines of all documents of this number.
    package func lines(document: Text, arena: Arena) throws -> [StoredLine] {
        byDocument.bind(1, document)
        return try all(byDocument, arena)
    }

    /// The lines that `condition` selects: SQL over the columns of `line`, numbers filled in.
    package func lines(where condition: String, arena: Arena) throws -> [StoredLine] {
        try all(RowStatement(database, "SELECT \(Self.columns) FROM line WHERE \(condition)"), arena)
    }

    /// The lines of one SKU.
    package func lines(sku: Int32, arena: Arena) throws -> [StoredLine] {
        var lines: [StoredLine] = []
        try forEachLine(sku: sku, in: blocks, arena: arena) { lines.append($0) }
        return lines
    }

    /// Calls `body` with the lines of one SKU in some of `blocks`.
    package func forEachLine(
        sku: Int32, in blocks: Range<Int>, arena: Arena, _ body: (StoredLine) throws -> Void
    ) throws {
        let id = try skus.stored(sku)
        for block in blocks {
            bySKU.bind(1, block)
            bySKU.bind(2, id)
            while try bySKU.next() { try body(stored(bySKU, arena)) }
        }
    }

    /// In which lines are found by SKU; their order is that of ids.
    package var blocks: Range<Int> { 0..<(next - 1) / Schema.linesInBlock + 1 }

    /// The open order lines of one SKU that have an unshipped part.
    package func linesToShip(sku: Int32, arena: Arena) throws -> [StoredLine] {
        toShipBySKU.bind(1, try skus.stored(sku))
        return try all(toShipBySKU, arena)
    }

    /// The opening lines of goods written so.
    package func openings(item: Int32, arena: Arena) throws -> [StoredLine] {
        let id = try names.stored(item)
        return try lines(where: "kind = \(RecordKind.opening.rawValue) AND item = \(id)", arena: arena)
    }

    /// The despatch lines of some suppliers (ids of the run's names; nil for all) and days (both included).
    package func despatchLines(
        of suppliers: Set<Int32>?, from first: Int, to last: Int, arena: Arena
    ) throws -> [StoredLine] {
        let kind = "kind = \(RecordKind.despatch.rawValue)"
        var conditions: [String] = []
        if first > Self.firstDay { conditions.append("at >= \(Timestamp(day: first).raw)") }
        if last < Self.lastDay { conditions.append("at < \(Timestamp(day: last + 1).raw)") }
        let days = conditions.map { " AND \($0)" }.joined()
        guard let suppliers else { return try lines(where: kind + days, arena: arena) }
        return try suppliers.sorted().flatMap { supplier in
            guard let id = try names.known(supplier) else { return [StoredLine]() }
            return try lines(where: "\(kind) AND scope = \(id)" + days, arena: arena)
        }
    }

    /// Days that no input has: years go from 1 to 9999.
    private static let firstDay = -800_000
    private static let lastDay = 3_000_000

    /// The opening lines of all goods.
    package func openings(arena: Arena) throws -> [StoredLine] {
        try lines(where: "kind = \(RecordKind.opening.rawValue)", arena: arena)
    }

    /// Whether any line is of this SKU.
    package func hasLine(sku: Int32) throws -> Bool {
        let id = try skus.stored(sku)
        return try blocks.contains { block in
            bySKU.bind(1, block)
            bySKU.bind(2, id)
            defer { bySKU.reset() }
            return try bySKU.next()
        }
    }

    /// The returns that name an order.
    package func returns(reference: Text, arena: Arena) throws -> [StoredLine] {
        byReference.bind(1, reference)
        return try all(byReference, arena)
    }

    private func all(_ query: RowStatement, _ arena: Arena) throws -> [StoredLine] {
        var lines: [StoredLine] = []
        while try query.next() { lines.append(try stored(query, arena)) }
        return lines
    }

    /// Calls `body` with what the ledger knows of a serial.
    package func forEachMovement(serial: Text, _ body: (StoredMovement) throws -> Void) throws {
        try movements.forEach(serial: serial, body)
    }

    /// The next serials in byte order, at most `limit`.
    ///
    /// - Parameter last: The serial behind which to begin; nil for the first.
    package func serials(after last: Text?, limit: Int, arena: Arena) throws -> [Text] {
        try movements.serials(after: last, limit: limit, arena: arena)
    }

    /// The serials between two in byte order, these included.
    package func serials(from first: Text, to last: Text, arena: Arena) throws -> [Text] {
        try movements.serials(from: first, to: last, arena: arena)
    }

    /// The serials that left on one of some days, or are on an order of one of them; `LedgerTransaction.keepSalesByDay`
    /// comes first.
    package func serials(soldOn days: ClosedRange<Int>, arena: Arena) throws -> [Text] {
        let (first, end) = (Timestamp(day: days.lowerBound).raw, Timestamp(day: days.upperBound + 1).raw)
        let left = try RowStatement(
            database,
            "SELECT serial FROM movement_kept INDEXED BY movement_by_day WHERE has_left = 1 AND at >= ? AND at < ?")
        let ordered = try RowStatement(
            database,
            """
            SELECT serials FROM line INDEXED BY line_by_order_day
            WHERE kind = \(RecordKind.order.rawValue) AND at >= ? AND at < ? AND serials IS NOT NULL
            """)
        for query in [left, ordered] {
            query.bind(1, first)
            query.bind(2, end)
        }
        var found = try movements.serials(left, arena)
        while try ordered.next() {
            let kept = arena.store(ordered.text(0).bytes)
            var start = 0
            for end in 0...kept.count where end == kept.count || kept[end] == 0x1F {
                found.append(Text(base: kept.base.map { $0 + start }, count: end - start))
                start = end + 1
            }
        }
        return found
    }

    /// The document of a record, by its id; nil where it is gone.
    package func document(ofRecord id: Int, arena: Arena) throws -> Text? {
        documentOfRecord.bind(1, id)
        guard try documentOfRecord.next() else { return nil }
        defer { documentOfRecord.reset() }
        return arena.store(documentOfRecord.text(0).bytes)
    }

    private func stored(_ row: RowStatement, _ arena: Arena) throws -> StoredLine {
        guard let kind = RecordKind(rawValue: UInt8(truncatingIfNeeded: row.int(1))) else {
            throw LedgerFailure.damaged("a line is of no known kind")
        }
        var line = DocumentLine(
            kind: kind, scope: try names.current(row.id(3)), sku: try skus.current(row.id(7)),
            item: try names.current(row.id(8)), document: row.text(4), line: row.text(5), reference: row.text(6),
            arena: arena)
        LineFlags(rawValue: row.int(2)).apply(to: &line)
        line.batch = try names.current(row.id(9))
        line.buyer = row.isNull(17) ? -1 : JoinedBuyerTable.buyer(stored: row.int(17))
        line.quantity = row.id(10)
        line.shippedPart = Int32(truncatingIfNeeded: row.int(11))
        line.at = row.time(12)
        line.shippedAt = row.time(13)
        line.leftAt = row.time(14)
        line.setEvidence(try evidence(row.text(15)), arena: arena)
        line.price = row.price(18)
        if !row.isNull(16) {
            let kept = arena.store(row.text(16).bytes)
            var list: [ListedSerial] = []
            var start = 0
            for end in 0...kept.count where end == kept.count || kept[end] == 0x1F {
                list.append(ListedSerial(text: Text(base: kept.base.map { $0 + start }, count: end - start)))
                start = end + 1
            }
            line.serials = list.withUnsafeBufferPointer { arena.store(list: $0) }
        }
        return StoredLine(id: row.int(0), line: line)
    }

    private func evidence(_ text: Text) throws -> [Evidence] {
        try text.bytes.split(separator: 0x20).map { part in
            let numbers = part.split(separator: 0x3A).map { Int32(String(decoding: $0, as: UTF8.self)) ?? -1 }
            guard numbers.count == 2, numbers[0] >= 0 else {
                throw LedgerFailure.damaged("a line's evidence cannot be read")
            }
            return Evidence(file: numbers[0], number: numbers[1])
        }
    }
}

extension [UInt8] {
    /// Appends a number that is not negative.
    mutating func append(decimal number: Int) {
        let start = count
        var rest = number
        repeat {
            append(0x30 + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        self[start...].reverse()
    }
}

/// The words of a line that have few values, in one number.
struct LineFlags {
    let rawValue: Int

    init(rawValue: Int) { self.rawValue = rawValue }

    init(_ line: DocumentLine) {
        rawValue =
            Int(line.status.rawValue) | Int(line.stock.rawValue) << 2 | Int(line.disposition.rawValue) << 3
            | Int(line.action.rawValue) << 5
            | (Self.leavesGoodsWithoutSerials(line) ? 256 : 0)
    }

    /// Whether more of an order line has left than it has serials.
    private static func leavesGoodsWithoutSerials(_ line: DocumentLine) -> Bool {
        line.kind == .order && line.status != .cancelled && Int(line.shippedPart) > line.serials.count
    }

    func apply(to line: inout DocumentLine) {
        line.status = LineStatus(rawValue: UInt8(rawValue & 3)) ?? .open
        line.stock = StockOwner(rawValue: UInt8(rawValue >> 2 & 1)) ?? .house
        line.disposition = Disposition(rawValue: UInt8(rawValue >> 3 & 3)) ?? .quarantine
        line.action = AdjustmentAction(rawValue: UInt8(rawValue >> 5 & 7)) ?? .found
    }
}
