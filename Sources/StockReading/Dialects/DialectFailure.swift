package import StockModel

/// Why a whole file of despatch advices cannot be taken. Nothing of it counts.
package struct DialectFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// 1-based line; 0 where it does not apply.
    package let line: Int
    /// The element at fault; may be empty.
    package let field: String
    /// The value at fault, shortened.
    package let value: String
    /// What is wrong and what to do.
    package let problem: String

    package init(line: Int = 0, field: String = "", value: String = "", problem: String) {
        self.line = line
        self.field = field
        self.value = value
        self.problem = problem
    }

    package var description: String {
        let place = line > 0 ? "line \(line): " : ""
        let subject = field.isEmpty ? "" : (value.isEmpty ? "\(field): " : "\(field) \"\(value)\": ")
        return place + subject + problem
    }

    /// The reject of the whole file.
    package func reject(file: Int32) -> Reject {
        Reject(file: file, record: 0, line: line, field: field, value: value, problem: problem)
    }
}
