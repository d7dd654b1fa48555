package import StockModel

/// One CSV format, as its YAML describes it and validated: which header it has and what its rows mean.
///
/// The language is described in `docs/formats.md`. A definition knows columns by name; `ColumnMap` binds it to the
/// header of one file.
package struct FormatDefinition: Sendable {
    /// What `sources.csv` calls it.
    package var name: String
    /// What people call it: `Shopify orders`.
    package var title: String
    /// Where it was read from.
    package var file: String
    /// What its rows are; nil where files of this format are refused.
    package var kind: FormatKind?
    /// Why files of this format are not read, for what looks like orders and is none.
    package var refusal: String?
    package var header: HeaderRule
    /// Columns that are known and not used; `nil` means all others.
    package var ignored: [String]? = []
    /// The channel of its records where no field says another.
    package var channel = ""
    /// Whether cells may be quoted; tab files of marketplaces are not, and `"` is data there.
    package var isQuoted = true
    package var decimalSeparator = QuantityParser.DecimalSeparator.point
    package var dates = DateRule()
    /// What separates several serials in one cell.
    package var listSeparators = ";,\n\r"
    /// Whether a cell of serials is split at blanks too, where the parts are then as many as the quantity.
    package var splitsAtBlanks = false
    /// How cells of serials are read as a scanner's; nil where they are none.
    package var scan: LabelScan?
    /// How many identifiers in a cell of serials name one unit.
    package var perUnit = PerUnit.one
    package var inheritance: InheritanceRule?
    /// How a row is several lines; nil where it is one.
    package var lines: LinesRule?
    /// Lines that are no records although they stand among them, by their whole text.
    package var footers: [TextPattern] = []
    package var skips: [RowRule] = []
    package var rejections: [RowRule] = []
    package var fields: [FormatField: FieldRule] = [:]
    package var buyer: [BuyerField: FieldRule] = [:]
}

/// The columns that tell a format.
package struct HeaderRule: Sendable {
    /// Of each list one must be there.
    package var all: [[String]] = []
    /// One of these must be there, unless the file has no column that the format does not know.
    package var any: [String] = []
    /// None of these may be there.
    package var none: [String] = []
}

/// How a format writes dates and times.
package struct DateRule: Sendable {
    /// Forms that can be read in one way only.
    package var forms = ["iso"]
    /// Forms with the day before the month, and with the month before the day. Which of them a file uses is decided for
    /// the whole file.
    package var dayFirst: [String] = []
    package var monthFirst: [String] = []
    /// The order where no date of a file tells it; nil to refuse such a file.
    package var otherwise: DateOrder?
    /// The zone of times without offset, an IANA name; nil where only the source can tell.
    package var zone: String?
}

/// Cells that only the first row of a document fills: rows behind it with the same value in `key` take them over.
package struct InheritanceRule: Sendable {
    package var key: [String]
    package var columns: [String]
    /// What a document's first row must be for others to take its cells over; nil for any row.
    package var source: Condition?
    /// Whether a row without key is of the document above it.
    package var continuesWithoutKey = false
}

/// A condition and what it means for the row.
package struct RowRule: Sendable {
    package var condition: Condition
    /// The reason, for the note or the reject.
    package var reason: String
}

extension FormatDefinition {
    /// All columns that it looks at.
    var columns: [String] {
        var all = fields.values.flatMap(\.columns) + buyer.values.flatMap(\.columns) + header.all.flatMap { $0 }
        all += header.any + (skips + rejections).flatMap(\.condition.columns)
        all += (inheritance?.key ?? []) + (inheritance?.columns ?? []) + (ignored ?? [])
        all += inheritance?.source?.columns ?? []
        return all
    }
}
