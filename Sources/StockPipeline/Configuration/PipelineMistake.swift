internal import StockWriting

/// One thing that is wrong in a pipeline file.
package struct PipelineMistake: Sendable, Equatable {
    /// 1-based; 0 where the file as a whole is wrong.
    package var line: Int
    /// 1-based, in characters; 0 where the file as a whole is wrong.
    package var column: Int
    package var problem: String
    package var remedy: String
}

/// A pipeline file that cannot be used: all its mistakes at once, in the order of their lines.
package struct PipelineFileFailure: Error, Sendable, Equatable, CustomStringConvertible {
    package let path: String
    package let mistakes: [PipelineMistake]

    package var description: String {
        mistakes.map { mistake in
            let place = mistake.line > 0 ? ":\(mistake.line):\(mistake.column)" : ""
            return "\(Printable.line(path))\(place): error: \(mistake.problem)\n  Do: \(mistake.remedy)"
        }
        .joined(separator: "\n")
    }

    package var runFailure: RunFailure { RunFailure(exitCode: 65, description) }
}
