/// What became of one input file.
package enum SourceOutcome: String, Sendable {
    case read
    case alreadyRead = "already-read"
    case deferred
    case rejected
}

/// One input file, as `sources.csv` tells of it.
package struct Source: Sendable {
    /// The path as given or found, in `/` notation.
    package var file: String
    /// Lower-case hexadecimal, empty where it was not needed.
    package var sha256 = ""
    package var bytes = 0
    /// Kind of records: `despatch`, `order`, `catalogue` …; empty where the file was not understood.
    package var kind = ""
    /// Name of the definition that read it.
    package var format = ""
    /// The header row as it stands in the file; empty for what has none.
    package var header = ""
    /// How the file is written, as far as that was found out.
    package var layout = SourceLayout()
    /// Records taken.
    package var records = 0
    /// Records rejected.
    package var rejected = 0
    package var outcome = SourceOutcome.read
    /// Things worth knowing that cost nothing: skipped footers, unknown columns, an assumed encoding.
    package var notes: [String] = []

    package init(file: String) { self.file = file }
}

/// How a file is written.
package struct SourceLayout: Sendable, Equatable {
    /// The character encoding it was read in; empty where that is not known.
    package var encoding = ""
    /// What separates cells; empty for XML.
    package var delimiter = ""
    /// 1-based line of the header; 0 where there is none.
    package var headerLine = 0
    /// `day-first` or `month-first`, where the file's own dates had to tell it.
    package var dateOrder = ""
    /// Columns that no rule of the format looks at.
    package var unreadColumns: [String] = []

    /// The word in front of the header of a file that says its order of dates, because its own can no longer tell.
    package static let dateOrderKey = "date_order"

    package init() {}
}

/// A record, or with record 0 a whole file, that could not be taken, and why (`files.md`, `rejects.csv`).
package struct Reject: Sendable, Equatable {
    /// Index of the source file.
    package var file: Int32
    /// 1-based record number; 0 for the whole file.
    package var record: Int
    /// 1-based line; 0 where it does not apply.
    package var line: Int
    /// The column or element at fault; may be empty.
    package var field: String
    /// The value at fault, shortened; empty for a buyer's field.
    package var value: String
    /// What is wrong and what to do.
    package var problem: String
    /// The record's text as it stands in the file, without its line end; empty for a whole file.
    package var raw: String

    package init(
        file: Int32, record: Int, line: Int, field: String = "", value: String = "", problem: String, raw: String = ""
    ) {
        self.file = file
        self.record = record
        self.line = line
        self.field = field
        self.value = value
        self.problem = problem
        self.raw = raw
    }
}
