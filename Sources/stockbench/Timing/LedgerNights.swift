/// Nights on copies of one ledger, and what they are compared with, round by round.
struct LedgerNights {
    let summary: WorkloadSummary
    /// Runs that read the night's files.
    let nights: [ProcessUsage]
    /// Runs right after them, which find no files: what a night costs that has nothing to read, fold and commit.
    let idle: [ProcessUsage]
    /// One-offs over all that the ledger and the night have.
    let oneOffs: [ProcessUsage]

    /// What reading, folding and committing take, round by round.
    var work: [LedgerReport.Seconds] {
        zip(nights, idle).map { night, idle in
            LedgerReport.Seconds(
                wall: max(0, night.wall - idle.wall), core: max(0, night.coreSeconds - idle.coreSeconds))
        }
    }

    /// The rounds in `folder` whose files begin with `size`.
    ///
    /// - Parameter workload: The folder of the workload that the ledger and the night come from.
    init(size: String, workload: String, in folder: String) throws {
        let results = ResultFolder(path: folder)
        self.init(
            summary: try WorkloadSummary.read(folder: workload),
            nights: try results.rounds(ProcessUsage.self, named: "\(size)-night"),
            idle: try results.rounds(ProcessUsage.self, named: "\(size)-idle"),
            oneOffs: try results.rounds(ProcessUsage.self, named: "\(size)-one-off"))
    }

    init(summary: WorkloadSummary, nights: [ProcessUsage], idle: [ProcessUsage], oneOffs: [ProcessUsage]) {
        self.summary = summary
        self.nights = nights
        self.idle = idle
        self.oneOffs = oneOffs
    }
}
