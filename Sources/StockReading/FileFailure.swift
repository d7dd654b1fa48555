internal import StockModel

/// Why nothing of a file is taken. A single record that cannot be taken is a `Reject`, not a failure.
struct FileFailure: Error {
    /// What `sources.csv` says became of the file.
    var outcome = SourceOutcome.rejected
    /// 1-based line; 0 where the whole file is meant.
    var line = 0
    /// The column or element at fault; may be empty.
    var field = ""
    /// What is wrong and what to do.
    var problem: String

    init(_ problem: String, outcome: SourceOutcome = .rejected, line: Int = 0, field: String = "") {
        self.problem = problem
        self.outcome = outcome
        self.line = line
        self.field = field
    }
}
