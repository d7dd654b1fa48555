internal import StockModel

/// `summary.json`: the run's figures; its keys and their order are described in `docs/summary.md`.
package enum SummaryFile {
    package static let name = "summary.json"

    /// Writes the summary of this publication, and returns it with the run's id.
    @discardableResult
    package static func write(
        _ summary: RunSummary, to publication: Publication
    ) throws(WritingFailure) -> RunSummary {
        var complete = summary
        complete.runID = publication.runID.description
        let file = try publication.newFile(name)
        try file.write(text(of: complete))
        try file.finish()
        return complete
    }

    /// The file's bytes.
    package static func text(of summary: RunSummary) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("run", summary.runID)
            json.member("business_date", summary.businessDate.description)
            json.member("started_at", summary.startedAt.description)
            json.member("finished_at", summary.finishedAt.description)
            json.member("duration_ms", summary.durationMilliseconds)
            json.member("files") { append(summary.files, to: &$0) }
            json.member("records") { appendRecords(of: summary, to: &$0) }
            json.member("findings") { appendFindings(of: summary, to: &$0) }
            json.member("stock") { append(summary.stock, to: &$0) }
            json.member("units") { appendUnits(of: summary, to: &$0) }
            json.member("feeds", summary.feeds) { json, feed in
                json.object { json in
                    json.member("channel", feed.channel)
                    json.member("file", feed.file)
                    json.member("listings", feed.listings)
                    json.member("left_out", feed.leftOut)
                    json.member("unlisted", feed.unlisted)
                    json.member("problem", feed.problem)
                }
            }
            json.member("recalls", summary.recalls) { json, recall in
                json.object { json in
                    json.member("campaign", recall.campaign)
                    json.member("title", recall.title)
                    json.member("folder", recall.folder)
                    json.member("affected", recall.affected)
                    json.member("stoppable", recall.stoppable)
                    json.member("with_customers", recall.withCustomers)
                    json.member("told_now", recall.toldNow)
                    json.member("told_before", recall.toldBefore)
                    json.member("remedied", recall.remedied)
                    json.member("unreachable", recall.unreachable)
                    json.member("possibly_affected", recall.possiblyAffected)
                    json.member("problem", recall.problem)
                }
            }
            json.member("expiring_warranties", summary.expiring ?? 0)
            json.member("notes", summary.notes) { json, note in
                json.object { json in
                    json.member("file", note.file)
                    json.member("note", note.text)
                }
            }
        }
        return json.text
    }

    private static func append(_ files: RunSummary.Files, to json: inout JSONWriter) {
        json.member("total", files.total)
        json.member("read", files.read)
        json.member("already-read", files.alreadyRead)
        json.member("deferred", files.deferred)
        json.member("rejected", files.rejected)
        json.member("bytes", files.bytes)
    }

    private static func appendRecords(of summary: RunSummary, to json: inout JSONWriter) {
        json.member("total", summary.records.values.reduce(0, +))
        json.member("rejected", summary.rejectedRecords)
        json.member("by_kind") { json in
            for kind in RunSummary.recordKinds { json.member(kind, summary.records[kind, default: 0]) }
            let others = summary.records.keys.filter { !RunSummary.recordKinds.contains($0) }
            for kind in others.sorted(by: ByteOrder.precedes) { json.member(kind, summary.records[kind, default: 0]) }
        }
    }

    private static func appendFindings(of summary: RunSummary, to json: inout JSONWriter) {
        json.member("total", summary.findingTotal)
        json.member("by_severity") { json in
            for severity in Severity.allCases { json.member(severity.word, summary.findingTotal(severity)) }
        }
        json.member("by_kind") { json in
            for kind in FindingKind.allCases { json.member(kind.rawValue, summary.findings[kind, default: 0]) }
        }
    }

    private static func append(_ stock: RunSummary.Stock, to json: inout JSONWriter) {
        json.member("skus", stock.skus)
        json.member("kits", stock.kits)
        json.member("opening", stock.opening)
        json.member("received", stock.received)
        json.member("returned", stock.returned)
        json.member("adjusted", stock.adjusted)
        json.member("shipped", stock.shipped)
        json.member("on_hand", stock.onHand)
        json.member("committed", stock.committed)
        json.member("available", stock.available)
        json.member("oversold", stock.oversold)
        json.member("blocked", stock.blocked)
        json.member("sellable", stock.sellable)
        json.member("inbound", stock.inbound)
    }

    private static func appendUnits(of summary: RunSummary, to json: inout JSONWriter) {
        json.member("total", RunSummary.places.reduce(0) { $0 + summary.units[$1, default: 0] })
        for place in RunSummary.places { json.member(place.word, summary.units[place, default: 0]) }
    }
}
