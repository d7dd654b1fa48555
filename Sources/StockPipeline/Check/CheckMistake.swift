internal import StockWriting

/// One thing that `serialstock check` has found.
package struct CheckMistake: Sendable, Equatable {
    package enum Severity: String, Sendable {
        /// Must be corrected: the pipeline cannot run, or its figures would be wrong.
        case error
        /// Should be looked at, and may be meant.
        case warning
    }

    /// The file at fault: the pipeline's as it was named, others by their complete path.
    package var file: String
    /// 1-based; 0 where the file as a whole is meant.
    package var line: Int
    /// 1-based, in characters; 0 where only the line is known, as in tables.
    package var column: Int
    /// The column of a table; empty for other files.
    package var field: String
    package var severity: Severity
    package var problem: String
    /// What to do; empty where `problem` says that too.
    package var remedy: String

    package init(
        file: String, line: Int = 0, column: Int = 0, field: String = "", as severity: Severity = .error,
        _ problem: String, remedy: String
    ) {
        self.file = file
        self.line = line
        self.column = column
        self.field = field
        self.severity = severity
        self.problem = problem
        self.remedy = remedy
    }

    /// As all messages are written: `file:line:column: error: problem`, then what to do.
    ///
    /// - Parameter shown: what to call a file.
    package func description(shown: (String) -> String = { $0 }) -> String {
        var place = Printable.line(shown(file))
        if line > 0 { place += ":\(line)" }
        if column > 0 { place += ":\(column)" }
        let text = Printable.line((field.isEmpty ? "" : "\(field): ") + problem)
        let start = "\(place): \(severity.rawValue): \(text)"
        return remedy.isEmpty ? start : "\(start)\n  Do: \(Printable.line(remedy))"
    }
}

/// What `serialstock check` says of a pipeline.
package struct CheckReport: Sendable, Equatable {
    /// The files that one definition reads.
    package struct Files: Sendable, Equatable {
        package var definition: String
        package var kind: String
        package var files = 0
        package var records = 0
        package var rejected = 0
    }

    /// The pipeline file, as it was named.
    package var pipeline: String
    /// By file (the pipeline itself, then others as they were met), line and column.
    package var mistakes: [CheckMistake] = []
    /// By definition, in byte order.
    package var files: [Files] = []
    /// Files that a run would leave alone: hidden ones, links, and those whose names say that they are not complete.
    package var leftAlone = 0

    package init(pipeline: String) { self.pipeline = pipeline }

    /// How many mistakes of a severity there are.
    package func count(_ severity: CheckMistake.Severity) -> Int {
        mistakes.reduce(0) { $0 + ($1.severity == severity ? 1 : 0) }
    }

    /// 65 where something must be corrected, otherwise 0.
    package var exitCode: Int32 { count(.error) > 0 ? 65 : 0 }

    mutating func sort() {
        var order = [pipeline: 0]
        for mistake in mistakes where order[mistake.file] == nil { order[mistake.file] = order.count }
        mistakes = mistakes.enumerated().sorted { a, b in
            let (x, y) = (a.element, b.element)
            return (order[x.file] ?? 0, x.line, x.column, a.offset) < (order[y.file] ?? 0, y.line, y.column, b.offset)
        }.map(\.element)
    }
}
