package import StockMatching
internal import StockModel
package import StockWriting

/// Why a run published nothing.
package struct RunFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// What the command exits with: 3, 4 or 65.
    package let exitCode: Int32
    /// What, where, why, and in a second line what to do.
    package let description: String
    /// What is wrong, and what to do, without the place; nil where they stand in `description` alone.
    package let cause: (problem: String, remedy: String)?

    package init(exitCode: Int32 = 3, _ description: String) {
        self.exitCode = exitCode
        self.description = description
        cause = nil
    }

    /// A failure in the form that all messages have: `where: error: what`, then what to do.
    package init(exitCode: Int32 = 3, at place: String, _ problem: String, remedy: String) {
        self.exitCode = exitCode
        description = "\(Printable.line(place)): error: \(problem)\n  Do: \(remedy)"
        cause = (problem, remedy)
    }

    /// The run's files could not be written or published.
    package init(_ failure: WritingFailure) { self.init(failure.description) }

    /// The catalogue contradicts itself: all of it at once.
    ///
    /// - Parameter name: what to call a file, by its index.
    package init(_ error: CatalogueError, name: (Int32) -> String) {
        self.init(
            error.problems.map { "\(name($0.entry.file)):\($0.entry.lineNumber): error: \($0.description)" }
                .joined(separator: "\n"))
    }

    package static func == (a: RunFailure, b: RunFailure) -> Bool {
        a.exitCode == b.exitCode && a.description == b.description
    }
}
