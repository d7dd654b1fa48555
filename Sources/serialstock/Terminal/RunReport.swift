internal import Glibc
internal import StockModel
internal import StockPipeline
internal import StockWriting

/// What a person reads at the end of a run: the figures, the findings, and where the files are; at most 80 columns wide
/// but for paths.
enum RunReport {
    static func text(of outcome: RunOutcome) -> String {
        text(of: outcome, keepsRejects: access("\(outcome.folder)/\(RejectsFiles.folder)", F_OK) == 0)
    }

    /// - Parameter keepsRejects: whether the run's folder holds rejected records, to be corrected.
    static func text(of outcome: RunOutcome, keepsRejects: Bool) -> String {
        let summary = outcome.summary
        let latest = WorkingFolder.shown(latestPath(of: outcome.folder))
        var lines = [heading(outcome), ""]
        lines += block("Read", read(summary))
        lines += block("Stock", stock(summary))
        lines += block("Units", units(summary))
        lines += findings(summary, latest: latest)
        if outcome.isPublished { lines += rejects(summary, latest: latest, keepsRejects: keepsRejects) }
        lines += feeds(summary)
        lines += recalls(summary)
        let files = outcome.isPublished ? "\(latest)/" : "none: nothing was published, and no ledger was changed"
        lines += block("Files", [files])
        // The empty line behind the last block becomes the end of the text.
        return lines.joined(separator: "\n")
    }

    private static func heading(_ outcome: RunOutcome) -> String {
        let summary = outcome.summary
        let duration = Figures.duration(summary.durationMilliseconds)
        let name = outcome.isPublished ? "Run" : "Dry run of"
        return "\(name) \(outcome.runID), business date \(summary.businessDate), \(duration)"
    }

    /// What was read; then, if there is any, what was not.
    private static func read(_ summary: RunSummary) -> [String] {
        let files = summary.files
        let records = Figures.count(summary.records.values.reduce(0, +), "record")
        let others = [
            (files.alreadyRead, "file", "read before"), (files.deferred, "file", "left for later"),
            (files.rejected, "file", "rejected"), (summary.rejectedRecords, "record", "rejected"),
        ]
        let rest = others.filter { $0.0 > 0 }.map { "\(Figures.count($0.0, $0.1)) \($0.2)" }
        return ["\(Figures.count(files.read, "file")) (\(Figures.size(files.bytes))), \(records)"]
            + wrapped(rest)
    }

    private static func stock(_ summary: RunSummary) -> [String] {
        let stock = summary.stock
        let kits = stock.kits > 0 ? ", \(Figures.count(stock.kits, "kit"))" : ""
        return [
            Figures.count(stock.skus, "SKU") + kits,
            row([("on hand", stock.onHand), ("committed", stock.committed), ("available", stock.available)]),
            row([("sellable", stock.sellable), ("oversold", stock.oversold), ("inbound", stock.inbound)]),
        ]
    }

    private static func units(_ summary: RunSummary) -> [String] {
        let places = RunSummary.places.filter { summary.units[$0, default: 0] > 0 }
        guard !places.isEmpty else { return ["none"] }
        return wrapped(places.map { "\($0.word) \(Figures.grouped(summary.units[$0, default: 0]))" })
    }

    private static func findings(_ summary: RunSummary, latest: String) -> [String] {
        let counts = Severity.allCases.map { severity in
            Figures.count(summary.findingTotal(severity), severity.word, plural: severity == .info ? "info" : nil)
        }
        var lines = block("Findings", [counts.joined(separator: ", ")])
        lines.removeLast()
        let kinds = summary.findings.filter { $0.value > 0 }.sorted { a, b in
            if a.key.severity != b.key.severity { return a.key.severity < b.key.severity }
            return a.value == b.value ? a.key.rawValue < b.key.rawValue : a.value > b.value
        }
        for (kind, count) in kinds {
            let start = "  \(padded(kind.severity.word, 8)) \(padded(Figures.grouped(count), 7, right: true))"
            lines.append("\(start)  \(padded(kind.rawValue, 24)) \(kind.gloss)")
        }
        return lines + [""]
    }

    private static func rejects(_ summary: RunSummary, latest: String, keepsRejects: Bool) -> [String] {
        guard summary.hasRejects else { return [] }
        guard keepsRejects else { return block("Rejects", ["see \(latest)/rejects.csv"]) }
        return block(
            "Rejects",
            [
                "see \(latest)/rejects.csv; correct the records in", "\(latest)/rejects/ and read them again",
            ])
    }

    /// The stock uploads, then why others were not written.
    private static func feeds(_ summary: RunSummary) -> [String] {
        guard !summary.feeds.isEmpty else { return [] }
        let written = summary.feeds.filter { !$0.file.isEmpty }
        var lines = wrapped(written.map { "\(Printable.line($0.channel)) \(Figures.count($0.listings, "listing"))" })
        let lacking = summary.feeds.filter { $0.file.isEmpty }
        for (problem, feeds) in Dictionary(grouping: lacking, by: \.problem).sorted(by: { $0.key < $1.key }) {
            let channels = feeds.map(\.channel).joined(separator: ", ")
            lines += TextTable.wrapped(Printable.line("\(channels) not written: \(problem)"), width: 70)
        }
        return block("Feeds", lines)
    }

    /// The campaigns, then why others were not carried out.
    private static func recalls(_ summary: RunSummary) -> [String] {
        guard !summary.recalls.isEmpty else { return [] }
        var lines: [String] = []
        for recall in summary.recalls {
            let text =
                recall.folder.isEmpty
                ? "not carried out: \(recall.problem)"
                : "\(recall.campaign): \(Figures.count(recall.affected, "unit")) affected, "
                    + "\(Figures.grouped(recall.stoppable)) in the house, \(Figures.grouped(recall.toldNow)) told now, "
                    + "\(Figures.grouped(recall.unreachable)) unreachable"
            lines += TextTable.wrapped(Printable.line(text), width: 70)
        }
        return block("Recalls", lines)
    }

    /// Lines under a word in the margin, and an empty one.
    private static func block(_ title: String, _ lines: [String]) -> [String] {
        lines.enumerated().map { padded($0 == 0 ? title : "", 9) + " " + $1 } + [""]
    }

    /// Items behind one another, in lines that fit beside the margin.
    private static func wrapped(_ items: [String]) -> [String] {
        var lines: [String] = []
        for (index, item) in items.enumerated() {
            let text = index < items.count - 1 ? item + "," : item
            if let last = lines.last, last.count + 1 + text.count <= 70 {
                lines[lines.count - 1] = "\(last) \(text)"
            } else {
                lines.append(text)
            }
        }
        return lines
    }

    private static func row(_ figures: [(name: String, value: Int)]) -> String {
        figures.map { "\(padded($0.name, 9)) \(padded(Figures.grouped($0.value), 11, right: true))" }
            .joined(separator: "   ")
    }

    private static func padded(_ text: String, _ width: Int, right: Bool = false) -> String {
        let blanks = String(repeating: " ", count: max(0, width - text.count))
        return right ? blanks + text : text + blanks
    }

    /// `out/latest` for `out/runs/2026-11-23.1`.
    private static func latestPath(of folder: String) -> String {
        let parts = folder.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
        return (parts + ["latest"]).joined(separator: "/")
    }
}

/// Numbers as people read them.
enum Figures {
    /// `1,234,567`
    static func grouped(_ number: Int) -> String {
        let digits = String(number.magnitude)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text += "," }
            text.append(digit)
        }
        return number < 0 ? "-" + text : text
    }

    /// `1 file`, `2 files`
    static func count(_ number: Int, _ word: String, plural: String? = nil) -> String {
        "\(grouped(number)) \(number == 1 ? word : plural ?? word + "s")"
    }

    /// `512 bytes`, `1.4 MB`
    static func size(_ bytes: Int) -> String {
        for (limit, unit) in [(1_000_000_000, "GB"), (1_000_000, "MB"), (1000, "kB")] where bytes >= limit {
            let tenths = (bytes + limit / 20) / (limit / 10)
            return "\(grouped(tenths / 10)).\(tenths % 10) \(unit)"
        }
        return count(bytes, "byte")
    }

    /// `42 ms`, `1.4 s`, `2 min 5 s`
    static func duration(_ milliseconds: Int) -> String {
        guard milliseconds >= 1000 else { return "\(milliseconds) ms" }
        guard milliseconds >= 60_000 else { return "\(milliseconds / 1000).\(milliseconds % 1000 / 100) s" }
        return "\(milliseconds / 60_000) min \(milliseconds / 1000 % 60) s"
    }
}

/// Paths as seen from where the program was started.
enum WorkingFolder {
    /// `path` without the working folder in front of it.
    static func shown(_ path: String) -> String {
        guard let current = getcwd(nil, 0) else { return path }
        defer { free(current) }
        let folder = String(cString: current) + "/"
        return path.hasPrefix(folder) ? String(path.dropFirst(folder.count)) : path
    }
}
