/// Rows that cannot be taken, and for which others must wait.
///
/// Where the rows of a document have no line numbers, its lines are counted for each article, in their order. If one is
/// rejected, those behind it would be counted as what comes before them, and the rejected one, corrected and read alone, as
/// the first. So all rows of that article in that document are rejected together, and come back together.
struct WaitingRows {
    /// A document, and an article in it: empty where nobody can tell which, so that it may be any.
    struct Place: Hashable {
        var document: String
        var item: String
    }

    /// The first row at each place that cannot be taken, by its line.
    private var culprits: [Place: Int] = [:]
    private var lines: Set<Int> = []

    var isEmpty: Bool { lines.isEmpty }
    /// How many rows cannot be taken of their own.
    var count: Int { lines.count }

    /// Takes note of a row that cannot be taken; not of one that only waits.
    mutating func note(_ place: Place, line: Int) {
        lines.insert(line)
        if culprits[place] == nil { culprits[place] = line }
    }

    /// Takes note of what was found in the rows behind.
    mutating func combine(_ next: WaitingRows) {
        lines.formUnion(next.lines)
        culprits.merge(next.culprits) { first, _ in first }
    }

    /// The line of the row for which a row must wait; nil where there is none, or it is one that cannot be taken itself.
    func culprit(at place: Place, line: Int) -> Int? {
        guard !lines.contains(line) else { return nil }
        return culprits[place] ?? culprits[Place(document: place.document, item: "")]
    }

    /// What a row that waits is told.
    static func problem(culprit: Int) -> RowProblem {
        RowProblem(
            "This row waits for line \(culprit), which is of the same document and cannot be taken: rows without line "
                + "numbers count in their order. Correct that one and leave this as it is.")
    }
}
