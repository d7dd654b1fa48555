import StockModel
import StockWriting

/// One column of a file in a house format, and what a row has in it.
struct HouseColumn<Row>: Sendable {
    let name: String
    let cell: @Sendable (Row) -> String

    init(_ name: String, _ cell: @escaping @Sendable (Row) -> String) {
        self.name = name
        self.cell = cell
    }

    /// A text as written.
    static func text(_ name: String, _ cell: @escaping @Sendable (Row) -> String) -> HouseColumn {
        HouseColumn(name) { HouseCell.text(cell($0)) }
    }

    static func time(_ name: String, _ cell: @escaping @Sendable (Row) -> Timestamp) -> HouseColumn {
        HouseColumn(name) { cell($0).description }
    }
}

/// One file of the export while it is written.
final class HouseFile<Row> {
    private let file: OutputFile
    private let columns: [HouseColumn<Row>]
    private var rows = CSVRows(capacity: (256 << 10) + 4096)

    init(_ file: OutputFile, columns: [HouseColumn<Row>]) {
        self.file = file
        self.columns = columns
        for column in columns { rows.field(column.name) }
        rows.endRow()
    }

    func append(_ row: Row) throws {
        for column in columns { rows.field(column.cell(row)) }
        rows.endRow()
        if rows.bytes.count >= 256 << 10 { try flush() }
    }

    func finish() throws {
        try flush()
        try file.finish()
    }

    private func flush() throws {
        try file.write(rows.bytes)
        rows.removeAll()
    }
}

/// A buyer's fields, or those of a registration's person.
struct HouseBuyer {
    private let fields: [String]

    /// - Parameter joined: as the ledger keeps them; empty where there is nobody.
    init(joined: String) {
        fields = joined.split(separator: "\u{1F}", omittingEmptySubsequences: false).map(String.init)
    }

    /// Empty where it is not known.
    subscript(field: BuyerField) -> String { fields.indices.contains(field.rawValue) ? fields[field.rawValue] : "" }
}
