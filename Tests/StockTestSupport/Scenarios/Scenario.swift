/// A small world written as a table, with what must come out of it by the letter of the rules.
///
/// A record is a line of `kind scope document line sku quantity serials at` and then `name=value` for other fields. A dot
/// is an absent value, `~` a blank inside one, `;` parts serials. Rows of one document that follow each other came
/// together; a line `again` says that what follows came apart from what went before.
package struct Scenario: Sendable, CustomStringConvertible {
    package let name: String
    package var world: PlainWorld
    /// All findings.
    package let findings: [PlainFinding]
    /// All units, nil where the scenario is not about them.
    package let units: [PlainUnit]?
    /// Some cells of `stock_by_sku.csv`.
    package let figures: [Figure]

    /// One cell of `stock_by_sku.csv`.
    package struct Figure: Sendable {
        package let sku: String
        package let column: String
        package let value: String
    }

    package var description: String { name }

    /// Findings are lines of `kind sku serial quantity party document line`, units of `sku serial place`, figures of
    /// `sku column=value…`.
    init(
        _ name: String, _ records: String, findings: String = "", units: String? = nil, figures: String = "",
        rules change: (inout PlainRules) -> Void = { _ in }
    ) {
        self.name = name
        var rules = PlainRules(businessDate: "2026-04-05")
        change(&rules)
        world = PlainWorld(rules: rules)
        world.catalogue = Self.catalogue
        world.documents = Self.documents(records)
        self.findings = Self.rows(findings).map { cells in
            PlainFinding(
                kind: cells[0], sku: cells[1], serial: cells[2], quantity: cells[3], party: cells[4],
                document: cells[5], line: cells[6])
        }.sorted()
        self.units = units.map { text in
            Self.rows(text).map { PlainUnit(sku: $0[0], serial: $0[1], place: $0[2]) }.sorted()
        }
        self.figures = Self.rows(figures).flatMap { cells in
            cells.dropFirst().map { cell in
                let parts = cell.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
                return Figure(sku: cells[0], column: parts[0], value: parts[1])
            }
        }
    }

    /// What an outcome has of the figures that the scenario names, in the same order.
    package func figures(of outcome: PlainOutcome) -> [String] {
        let rows = CSVText.records(outcome.stockBySKUText)
        return figures.map { figure in
            let row = rows.first { $0["sku"] == figure.sku } ?? [:]
            return "\(figure.sku) \(figure.column)=\(row[figure.column] ?? "no row")"
        }
    }

    /// The figures wanted, as `figures(of:)` gives them.
    package var wantedFigures: [String] { figures.map { "\($0.sku) \($0.column)=\($0.value)" } }

    /// `P` and `Q` optional, `R` required, `N` none, `M` an IMEI, `G` safety stock 1 and many names, `K` = P + 2 R.
    private static let catalogue: [PlainCatalogueEntry] = {
        var entries = ["P", "Q", "R", "N", "M", "G", "K"].map { PlainCatalogueEntry(sku: $0) }
        entries[2].serials = "required"
        entries[3].serials = "none"
        entries[4].identifier = "imei"
        entries[5].safetyStock = 1
        entries[5].gtin = "09506000134352"
        entries[5].aliases = ["Gadget"]
        entries[5].supplierParts = ["G-1", "Zenit=77"]
        entries[0].supplierParts = ["77"]
        entries[6].components = [.init(sku: "P", count: 1), .init(sku: "R", count: 2)]
        return entries
    }()

    // MARK: Tables

    /// Cells of lines; a dot is empty.
    private static func rows(_ text: String) -> [[String]] {
        text.split(separator: "\n").map { line in
            line.split(separator: " ").map { $0 == "." ? "" : String($0.map { $0 == "~" ? " " : $0 }) }
        }.filter { !$0.isEmpty }
    }

    private static func documents(_ text: String) -> [PlainDocument] {
        var documents: [PlainDocument] = []
        var isApart = true
        for cells in rows(text) {
            if cells == ["again"] {
                isApart = true
                continue
            }
            let record = record(cells)
            let last = documents.last?.records.last
            let isSame = last?.kind == record.kind && last?.scope == record.scope && last?.document == record.document
            if isSame && !isApart {
                documents[documents.count - 1].records.append(record)
            } else {
                documents.append(PlainDocument([record]))
            }
            isApart = false
        }
        return documents
    }

    private static func record(_ cells: [String]) -> PlainRecord {
        func value(_ index: Int) -> String? { cells[index].isEmpty ? nil : cells[index] }
        var record = PlainRecord(kind: PlainRecord.Kind(rawValue: cells[0]) ?? .order)
        record.scope = cells[1]
        record.document = cells[2]
        record.line = value(3)
        record.sku = value(4)
        record.quantity = Int(cells[5])
        record.serials = cells[6].split(separator: ";").map { PlainSerial(String($0)) }
        record.at = value(7)
        if record.kind == .fulfilment { record.shippedAt = record.at }
        if record.kind == .despatch { record.updatedAt = record.at }
        for cell in cells.dropFirst(8) {
            let parts = cell.split(separator: "=", maxSplits: 1).map(String.init)
            set(&record, parts[0], parts.count > 1 ? parts[1] : "")
        }
        return record
    }

    private static func set(_ record: inout PlainRecord, _ field: String, _ value: String) {
        switch field {
        case "shipped": record.status = "shipped"
        case "open": record.status = "open"
        case "cancelled": record.status = "cancelled"
        case "void": record.void = true
        case "other": record.stock = "other"
        case "shipped_at": record.shippedAt = value
        case "shipped_quantity": record.shippedQuantity = Int(value)
        case "updated": record.updatedAt = value
        case "purpose": record.purpose = value
        case "channel": record.channel = value
        case "order": record.reference = value
        case "disposition": record.disposition = value
        case "action": record.action = value
        case "also": record.also = value.split(separator: ";").map(String.init)
        case "part": record.supplierPart = value
        case "gtin": record.gtin = value
        default: preconditionFailure("unknown field \(field)")
        }
    }
}
