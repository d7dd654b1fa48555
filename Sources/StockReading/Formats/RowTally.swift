/// What the rows of a file, or of a piece of it, came to.
struct RowTally {
    /// Records that were taken.
    var taken = 0
    var rejected = 0
    /// How many of the rejected ones only wait for another row.
    var held = 0
    /// Where the first reject is and what is wrong with it; empty without rejects.
    var firstProblem = ""
    /// Rows for which others must wait, those that were known before included. The next pass obeys what this one found.
    var waiting: WaitingRows
    /// What dates say about day and month, where they were looked at for that.
    var survey = DateSurvey()
    /// A date was met that can be read in two ways; the rows behind it were not read.
    var needsDateOrder = false
    /// A time without zone was read as UTC.
    var assumesUTC = false
    var unreadPrices = UnreadPrices()
    /// Rows that are no records, by why.
    private var passed: [(reason: String, count: Int)] = []

    init(waiting: WaitingRows) { self.waiting = waiting }

    /// Takes note of rows that are no records.
    mutating func pass(_ reason: String, count: Int = 1) {
        if let index = passed.firstIndex(where: { $0.reason == reason }) {
            passed[index].count += count
        } else {
            passed.append((reason, count))
        }
    }

    /// Adds what the rows behind came to.
    mutating func combine(_ next: RowTally) {
        if rejected == 0 { firstProblem = next.firstProblem }
        taken += next.taken
        rejected += next.rejected
        held += next.held
        waiting.combine(next.waiting)
        survey.combine(next.survey)
        needsDateOrder = needsDateOrder || next.needsDateOrder
        assumesUTC = assumesUTC || next.assumesUTC
        unreadPrices.combine(next.unreadPrices)
        for (reason, count) in next.passed { pass(reason, count: count) }
    }

    /// What was passed by or assumed, for the notes of the source.
    var notes: [String] {
        let assumed =
            assumesUTC
            ? ["Times without a zone were read as UTC. Export them with their offset if it is another."] : []
        let prices = [unreadPrices.note].compactMap { $0 }
        return assumed + prices + passed.map { "\($0.count) \($0.count == 1 ? "row" : "rows") skipped: \($0.reason)." }
    }
}
