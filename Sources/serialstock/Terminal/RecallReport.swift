internal import StockPipeline
internal import StockWriting

/// What a person reads when a campaign's lists were made.
enum RecallReport {
    static func lines(of outcome: RecallJob.Outcome) -> [String] {
        let recall = outcome.recall
        var lines = ["Recall \(Printable.line(recall.campaign)), \(Printable.line(recall.title))", ""]
        lines.append("\(figure(recall.affected)) affected: \(figures(recall))")
        if recall.possiblyAffected > 0 { lines.append("\(figure(recall.possiblyAffected)) possibly affected") }
        lines.append("")
        if recall.unreachable > 0 {
            lines += TextTable.wrapped(
                "\(Figures.count(recall.unreachable, "unit")) with customers whom nothing here reaches: "
                    + "unreachable.csv says what is missing.", width: 78)
        }
        for note in outcome.notes { lines += TextTable.wrapped("Note: \(Printable.line(note))", width: 78) }
        if outcome.isRemembered {
            lines.append("The ledger remembers who is told by these lists.")
        }
        lines.append("Files: \(WorkingFolder.shown(recall.folder))/")
        return lines
    }

    private static func figures(_ recall: RunSummary.Recall) -> String {
        let parts = [
            ("to be pulled from the shelf", recall.stoppable), ("with customers", recall.withCustomers),
            ("told now", recall.toldNow), ("told before", recall.toldBefore), ("remedied", recall.remedied),
        ]
        return parts.filter { $0.1 > 0 }.map { "\(Figures.grouped($0.1)) \($0.0)" }.joined(separator: ", ")
    }

    private static func figure(_ count: Int) -> String { Figures.count(count, "unit") }
}
