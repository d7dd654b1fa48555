internal import ByteSource
internal import StockModel

/// Why nothing of a file is taken. A single record that cannot be taken is a `Reject`, not a failure.
struct FileFailure: Error {
    /// What `sources.csv` says became of the file.
    var outcome = SourceOutcome.rejected
    /// 1-based line; 0 where the whole file is meant.
    var line = 0
    /// The column or element at fault; may be empty.
    var field = ""
    /// The value at fault, shortened; may be empty.
    var value = ""
    /// What is wrong and what to do.
    var problem: String

    init(_ problem: String, outcome: SourceOutcome = .rejected, line: Int = 0, field: String = "") {
        self.problem = problem
        self.outcome = outcome
        self.line = line
        self.field = field
    }
}

extension FileFailure {
    /// The file could not be opened or read to its end. Its name stands beside the problem wherever that is shown.
    init(_ error: ByteSourceError) {
        self.init(error.problem.prefix(1).uppercased() + error.problem.dropFirst())
    }

    /// Throws if more records of a file are rejected than the settings allow: more than 20, and more than their share.
    ///
    /// - Parameter first: the first reject, for the message.
    static func check(
        taken: Int, rejected: Int, allowed share: Double, first: @autoclosure () -> String
    ) throws(FileFailure) {
        let records = taken + rejected
        guard ReadingSettings.rejectsWhole(taken: taken, rejected: rejected, allowed: share) else { return }
        let percent = (share * 1000).rounded() / 10
        let allowed = percent == percent.rounded() ? "\(Int(percent))" : "\(percent)"
        throw FileFailure(
            "\(rejected) of \(records) records cannot be taken, more than 20 and more than \(allowed) %, so nothing of the "
                + "file is. The first: \(first())")
    }

    /// Somebody was still writing the file.
    static var changedWhileRead: FileFailure {
        FileFailure(
            "The file changed while it was read; it is looked at again in the next run.", outcome: .deferred)
    }
}
