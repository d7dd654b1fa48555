/// The house's own CSV formats.
enum HouseText {
    /// The records of a file, by what its header says it is; nil for anything that is no input of a world.
    static func read(_ text: String, file: String) -> [PlainRecord]? {
        guard let columns = CSVText.rows(text).first.map({ Set($0) }), let kind = kind(columns) else { return nil }
        return CSVText.records(text).enumerated().map { index, row in
            let row = row.filter { !$0.value.isEmpty }
            var record = record(kind, row)
            record.file = file
            record.recordNumber = index + 1
            return record
        }
    }

    private static func kind(_ columns: Set<String>) -> PlainRecord.Kind? {
        if columns.contains("tool") { return .copy }
        if columns.contains("return_id") { return .return }
        if columns.contains("adjustment_id") { return .adjustment }
        if columns.contains("as_of") { return .opening }
        if columns.isSuperset(of: ["serial", "also"]) { return .identity }
        if columns.isSuperset(of: ["order_id", "status"]) { return .order }
        return columns.isSuperset(of: ["order_id", "shipped_at"]) ? .fulfilment : nil
    }

    private static func record(_ kind: PlainRecord.Kind, _ row: [String: String]) -> PlainRecord {
        var record = PlainRecord(kind: kind)
        record.sku = row["sku"]
        record.line = row["line_id"]
        record.quantity = row["quantity"].flatMap { Int($0) }
        record.serials = CSVText.list(row["serials"] ?? "").map { PlainSerial($0) }
        record.stock = row["stock"]
        switch kind {
        case .order, .copy: readOrder(row, &record)
        case .fulfilment:
            record.scope = row["channel"] ?? ""
            record.document = row["order_id"] ?? ""
            record.shippedAt = row["shipped_at"]
            record.void = ["true", "yes", "1"].contains(row["void"] ?? "")
        case .return:
            record.scope = row["channel"] ?? ""
            record.document = row["return_id"] ?? ""
            record.reference = row["order_id"]
            record.at = row["returned_at"]
            record.disposition = row["disposition"]
        case .adjustment:
            record.document = row["adjustment_id"] ?? ""
            record.at = row["at"]
            record.action = row["action"]
        case .opening:
            record.at = row["as_of"]
            record.serials = row["serial"].map { [PlainSerial($0, lot: row["lot"], expiry: row["expiry"])] } ?? []
        case .identity:
            record.serials = row["serial"].map { [PlainSerial($0)] } ?? []
            record.also = CSVText.list(row["also"] ?? "")
        case .despatch: break
        }
        return record
    }

    private static func readOrder(_ row: [String: String], _ record: inout PlainRecord) {
        record.scope = row[record.kind == .copy ? "tool" : "channel"] ?? ""
        if record.kind == .copy { record.channel = row["channel"] }
        record.document = row["order_id"] ?? ""
        record.status = row["status"]
        record.at = row["ordered_at"]
        record.shippedAt = row["shipped_at"]
        record.shippedQuantity = row["shipped_quantity"].flatMap { Int($0) }
        record.updatedAt = row["updated_at"]
        record.buyer = person(row)
    }

    /// The buyer that a row names; nil where there is none.
    private static func person(_ row: [String: String]) -> NoticeWorld.Person? {
        var person = NoticeWorld.Person()
        for (column, field) in Self.buyerColumns { person[keyPath: field] = row[column] ?? "" }
        return person == NoticeWorld.Person() ? nil : person
    }

    private static var buyerColumns: [(column: String, field: WritableKeyPath<NoticeWorld.Person, String>)] {
        [
            ("buyer_name", \.name), ("company", \.company), ("buyer_email", \.email), ("buyer_phone", \.phone),
            ("address1", \.address1), ("city", \.city), ("postcode", \.postcode), ("country", \.country),
        ]
    }

    /// A file of records of one kind.
    static func write(_ kind: PlainRecord.Kind, _ records: [PlainRecord]) -> String {
        let hasBuyers = records.contains { $0.buyer != nil }
        let columns = columns(kind) + (hasBuyers ? buyerColumns.map(\.column) : [])
        let rows = records.map { record in
            columns.map { CSVText.cell(cell($0, record) ?? "") }.joined(separator: ",")
        }
        return ([columns.joined(separator: ",")] + rows).map { $0 + "\n" }.joined()
    }

    private static func columns(_ kind: PlainRecord.Kind) -> [String] {
        let order = [
            "channel", "order_id", "line_id", "status", "ordered_at", "shipped_at", "updated_at", "sku", "quantity",
            "shipped_quantity", "serials", "stock", "unit_price", "currency",
        ]
        return switch kind {
        case .order: order
        case .copy: ["tool"] + order
        case .fulfilment: ["channel", "order_id", "sku", "quantity", "serials", "shipped_at", "void"]
        case .return:
            [
                "channel", "return_id", "line_id", "order_id", "returned_at", "sku", "quantity", "serials",
                "disposition", "stock",
            ]
        case .adjustment: ["adjustment_id", "line_id", "at", "action", "sku", "quantity", "serials"]
        case .opening: ["sku", "serial", "quantity", "as_of", "lot", "expiry"]
        case .identity: ["serial", "also"]
        case .despatch: []
        }
    }

    /// Worlds have no prices, so one is made of what a record says, for re-exports to agree and changes to differ.
    private static func price(_ record: PlainRecord) -> Int {
        let texts = [record.sku ?? "", record.document, record.line ?? "", record.status ?? ""]
        return texts.joined().utf8.reduce(record.quantity ?? 1) { ($0 * 31 + Int($1)) % 149 }
    }

    private static func cell(_ column: String, _ record: PlainRecord) -> String? {
        switch column {
        case "tool": record.scope
        case "channel": record.kind == .copy ? record.channel : record.scope
        case "order_id": record.kind == .return ? record.reference : record.document
        case "return_id", "adjustment_id": record.document
        case "line_id": record.line
        case "status": record.status
        case "ordered_at", "returned_at", "at", "as_of": record.at
        case "shipped_at": record.shippedAt
        case "updated_at": record.updatedAt
        case "sku": record.sku
        case "quantity": record.quantity.map { String($0) }
        case "shipped_quantity": record.shippedQuantity.map { String($0) }
        case "serials": record.serials.map(\.text).joined(separator: ";")
        case "serial": record.serials.first?.text
        case "also": record.also.joined(separator: ";")
        case "lot": record.serials.first?.lot
        case "expiry": record.serials.first?.expiry
        case "stock": record.stock
        case "disposition": record.disposition
        case "action": record.action
        case "void": record.void ? "true" : nil
        case "unit_price": price(record) % 7 == 0 ? nil : "\(price(record)).\(price(record) % 10)5"
        case "currency": price(record) % 3 == 0 ? "USD" : "EUR"
        default: buyerColumns.first { $0.column == column }.flatMap { record.buyer?[keyPath: $0.field] }
        }
    }
}
