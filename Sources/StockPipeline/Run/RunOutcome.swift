package import StockWriting

/// A run that was published, or did all but that.
package struct RunOutcome: Sendable {
    /// `2026-11-23.1`.
    package var runID: String
    /// The published folder; empty for a dry run.
    package var folder: String
    /// The figures of `summary.json`.
    package var summary: RunSummary
    /// 0, 1 or 2; see `RunSummary.exitCode(failOn:)`.
    package var exitCode: Int32

    /// Whether anybody can see what the run made.
    package var isPublished: Bool { !folder.isEmpty }

    package init(runID: String, folder: String, summary: RunSummary, exitCode: Int32) {
        self.runID = runID
        self.folder = folder
        self.summary = summary
        self.exitCode = exitCode
    }
}
