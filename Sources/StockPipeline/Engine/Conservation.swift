import StockMatching
import StockModel

/// The two laws that every run checks before it publishes (`architecture.md`): nothing that was read is lost on the way,
/// and no unit comes from nothing.
struct Conservation {
    let reading: Reading.Outcome
    let folded: Folding.Outcome

    /// - Throws: where a law is broken: a mistake of the program, so that nothing may be published.
    func check() throws(RunFailure) {
        var kept = folded.records
        // One identity record may name several identifiers.
        for record in Set(reading.stores.flatMap(\.identities).map { Evidence(file: $0.file, number: $0.number) }) {
            kept[Int(record.file)] += 1
        }
        for (file, rows) in reading.noticeRows { kept[file] += rows }
        for entry in reading.stores.flatMap(\.catalogue) { kept[Int(entry.file)] += 1 }
        for (source, count) in zip(reading.sources, kept) where source.records != count {
            throw Self.broken("\(source.file) gave \(source.records) records, but \(count) were counted")
        }
        let counts = folded.counts
        guard counts.isConserved else { throw Self.broken(counts) }
    }

    static func broken(_ counts: UnitCounts) -> RunFailure {
        broken(
            "\(counts.backed) custodies are backed, but \(counts.accepted) openings and receipts were accepted and "
                + "\(counts.survivors) units survived a stock-take")
    }

    static func broken(_ what: String) -> RunFailure {
        RunFailure(
            at: "the run", "a law of conservation is broken: \(what)",
            remedy: "nothing was published; report this with the inputs that show it")
    }
}
