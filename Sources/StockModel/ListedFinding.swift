/// Whether a finding is new on a ledger (`semantics.md`, section 9).
package enum FindingStatus: String, Sendable {
    /// Not seen before.
    case new
    /// Seen in an earlier run, and still true.
    case open
    /// Seen in the run before, and no longer true.
    case resolved
}

/// A finding as a list shows it.
package struct ListedFinding: Sendable {
    /// See `Finding.id`.
    package var id: String
    package var finding: Finding
    package var status: FindingStatus
    /// `file#record;file#record…`
    package var evidence: String

    package init(id: String, finding: Finding, status: FindingStatus, evidence: String) {
        self.id = id
        self.finding = finding
        self.status = status
        self.evidence = evidence
    }
}
