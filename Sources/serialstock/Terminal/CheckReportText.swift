internal import StockPipeline
internal import StockWriting

/// What `check` prints.
enum CheckReportText {
    /// For people: the mistakes, then how many there are, and which definitions read the files.
    static func lines(of report: CheckReport, isQuiet: Bool = false) -> [String] {
        let mistakes = report.mistakes.map { $0.description(shown: WorkingFolder.shown) }
        guard !isQuiet else { return mistakes }
        return mistakes + (mistakes.isEmpty ? [] : [""]) + ["\(Printable.line(report.pipeline)): \(verdict(report))"]
            + files(report)
    }

    private static func verdict(_ report: CheckReport) -> String {
        let (errors, warnings) = (report.count(.error), report.count(.warning))
        switch (errors, warnings) {
        case (0, 0): return "all is well"
        case (0, _): return "all is well, with \(Figures.count(warnings, "warning"))"
        case (_, 0): return Figures.count(errors, "mistake")
        default: return "\(Figures.count(errors, "mistake")), \(Figures.count(warnings, "warning"))"
        }
    }

    private static func files(_ report: CheckReport) -> [String] {
        guard !report.files.isEmpty else { return [] }
        var table = TextTable(["files", "definition", "kind", "records"])
        for each in report.files {
            let rejected = each.rejected > 0 ? ", \(Figures.grouped(each.rejected)) rejected" : ""
            table.add([
                Figures.grouped(each.files), each.definition, each.kind, Figures.grouped(each.records) + rejected,
            ])
        }
        let rest = report.leftAlone > 0 ? ["  \(Figures.count(report.leftAlone, "file")) left alone"] : []
        return table.lines(indent: 2) + rest
    }

    /// The same for programs; its keys are described in `docs/pipelines.md`.
    static func json(of report: CheckReport) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("pipeline", report.pipeline)
            json.member("errors", report.count(.error))
            json.member("warnings", report.count(.warning))
            json.member("mistakes", report.mistakes) { json, mistake in
                json.object { json in
                    json.member("severity", mistake.severity.rawValue)
                    json.member("file", mistake.file)
                    json.member("line", mistake.line)
                    json.member("column", mistake.column)
                    json.member("field", mistake.field)
                    json.member("problem", mistake.problem)
                    json.member("remedy", mistake.remedy)
                }
            }
            json.member("definitions", report.files) { json, each in
                json.object { json in
                    json.member("definition", each.definition)
                    json.member("kind", each.kind)
                    json.member("files", each.files)
                    json.member("records", each.records)
                    json.member("rejected", each.rejected)
                }
            }
            json.member("left_alone", report.leftAlone)
        }
        return json.text
    }
}
