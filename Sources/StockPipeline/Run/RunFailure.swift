package import StockWriting

/// Why a run published nothing.
package struct RunFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// What the command exits with: 3, or 65 for a pipeline file that is wrong.
    package let exitCode: Int32
    /// What, where, why, and in a second line what to do.
    package let description: String

    package init(exitCode: Int32 = 3, _ description: String) {
        self.exitCode = exitCode
        self.description = description
    }

    /// A failure in the form that all messages have: `where: error: what`, then what to do.
    package init(exitCode: Int32 = 3, at place: String, _ problem: String, remedy: String) {
        self.init(exitCode: exitCode, "\(Printable.line(place)): error: \(problem)\n  Do: \(remedy)")
    }

    /// The run's files could not be written or published.
    package init(_ failure: WritingFailure) { self.init(failure.description) }
}
