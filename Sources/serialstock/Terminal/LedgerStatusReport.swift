internal import StockModel
internal import StockPipeline
internal import StockReading

/// A ledger's figures as a person reads them, at most 80 columns wide, or as one JSON object.
enum LedgerStatusReport {
    static func lines(_ status: LedgerStatus) -> [String] {
        var table = TextTable()
        table.add(["Size", Figures.size(status.size)])
        table.add(["Runs", runs(status)])
        let published = status.runs.last { !$0.runID.isEmpty }
        if let published { table.add(["Last", about(published)]) }
        // What has changed the ledger since, and is not published.
        if let last = status.runs.last, last != published { table.add(["Then", about(last)]) }
        if status.publishing > 0 {
            table.add([
                "Unfinished",
                "\(Figures.count(status.publishing, "run")) committed, and not published to its end; the next run finishes it",
            ])
        }
        table.add(["Findings", findings(status)])
        table.add(["To ship", waiting(status.toShip, "order line", "ordered")])
        table.add(["To arrive", waiting(status.toArrive, "despatch line", "due")])
        if status.expiries > 0 {
            table.add(["Warranties", "\(Figures.count(status.expiries, "end")) of which somebody was written"])
        }
        return table.lines() + [""] + files(status) + told(status)
    }

    private static func runs(_ status: LedgerStatus) -> String {
        guard let first = status.runs.first, let last = status.runs.last else { return "none yet" }
        return "\(Figures.grouped(status.runs.count)), business dates \(first.businessDate) to \(last.businessDate)"
    }

    private static func about(_ run: LedgerStatus.Run) -> String {
        guard !run.runID.isEmpty else { return "\(run.pipeline), ended \(run.endedAt)" }
        let pipeline = run.pipeline.isEmpty ? "" : " of \(run.pipeline)"
        return "\(run.runID)\(pipeline), ended \(run.endedAt), \(Figures.count(run.records, "new record"))"
    }

    private static func findings(_ status: LedgerStatus) -> String {
        [FindingStatus.new, .open, .resolved].map {
            "\(Figures.grouped(status.findings[$0, default: 0])) \($0.rawValue)"
        }
        .joined(separator: ", ")
    }

    private static func waiting(_ waiting: LedgerStatus.Waiting, _ what: String, _ word: String) -> String {
        guard waiting.lines > 0 else { return "nothing" }
        let days = [waiting.oldest, waiting.newest].map { String($0.description.prefix(10)) }
        let range = days[0] == days[1] ? days[0] : "\(days[0]) to \(days[1])"
        return "\(Figures.count(waiting.lines, what))" + (range.isEmpty ? "" : ", \(word) \(range)")
    }

    private static func files(_ status: LedgerStatus) -> [String] {
        var table = TextTable(["kind", "files", "records", "rejected"])
        for each in status.files {
            table.add([
                each.kind, Figures.grouped(each.files), Figures.grouped(each.records), Figures.grouped(each.rejected),
            ])
        }
        if status.retractedFiles > 0 { table.add(["(taken back)", Figures.grouped(status.retractedFiles), "", ""]) }
        return status.files.isEmpty && status.retractedFiles == 0 ? ["no file was read yet"] : table.lines()
    }

    /// A table of its own where anybody was told of a recall.
    private static func told(_ status: LedgerStatus) -> [String] {
        guard !status.told.isEmpty else { return [] }
        var table = TextTable(["told of recall", "wave", "orders", "cards", "of these possibly", "units"])
        for each in status.told {
            table.add([
                each.campaign, String(each.wave), Figures.grouped(each.orders), Figures.grouped(each.registrations),
                Figures.grouped(each.possibly), Figures.grouped(each.units),
            ])
        }
        return [""] + table.lines()
    }

    // MARK: JSON

    static func json(_ status: LedgerStatus) -> String {
        var json = JSONText()
        json.add("bytes", status.size)
        json.add("runs", status.runs.count)
        if let first = status.runs.first { json.add("first_run") { add(first, to: &$0) } }
        if let last = status.runs.last { json.add("last_run") { add(last, to: &$0) } }
        json.add("unfinished_runs", status.publishing)
        json.add("files", objects: status.files) { each, json in
            json.add("kind", each.kind)
            json.add("files", each.files)
            json.add("records", each.records)
            json.add("rejected", each.rejected)
        }
        json.add("retracted_files", status.retractedFiles)
        json.add("findings") { json in
            json.add("new", status.findings[.new, default: 0])
            json.add("open", status.findings[.open, default: 0])
            json.add("resolved", status.findings[.resolved, default: 0])
        }
        json.add("told", objects: status.told) { each, json in
            json.add("campaign", each.campaign)
            json.add("wave", each.wave)
            json.add("orders", each.orders)
            json.add("registrations", each.registrations)
            json.add("possibly", each.possibly)
            json.add("units", each.units)
        }
        json.add("warranty_ends_told", status.expiries)
        json.add("to_ship") { add(status.toShip, to: &$0) }
        json.add("to_arrive") { add(status.toArrive, to: &$0) }
        return json.closed
    }

    private static func add(_ run: LedgerStatus.Run, to json: inout JSONText) {
        json.add("run", run.runID)
        json.add("pipeline", run.pipeline)
        json.add("business_date", run.businessDate)
        json.add("started_at", run.startedAt)
        json.add("ended_at", run.endedAt)
        json.add("outcome", run.outcome)
        json.add("records", run.records)
        json.add("folder", run.folder)
    }

    private static func add(_ waiting: LedgerStatus.Waiting, to json: inout JSONText) {
        json.add("lines", waiting.lines)
        json.add("oldest", waiting.oldest)
        json.add("newest", waiting.newest)
    }
}
