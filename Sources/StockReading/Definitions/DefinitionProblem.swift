/// One mistake in a definition, with the place where a person finds it.
package struct DefinitionProblem: Error, Sendable, Equatable, CustomStringConvertible {
    /// The file as given, or the name of a built-in definition.
    package let file: String
    /// 1-based; 0 where the whole file is meant.
    package let line: Int
    /// 1-based; 0 where the whole file is meant.
    package let column: Int
    /// What is wrong and what to write instead.
    package let message: String

    package init(file: String, line: Int = 0, column: Int = 0, message: String) {
        self.file = file
        self.line = line
        self.column = column
        self.message = message
    }

    package var description: String {
        line > 0 ? "\(file):\(line):\(column): \(message)" : "\(file): \(message)"
    }
}
