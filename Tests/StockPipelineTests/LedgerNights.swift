import Foundation
import StockModel
import StockReading
import StockTestSupport

@testable import StockPipeline

/// A world's files, spread over nights on a ledger.
struct LedgerNights {
    let folder = TemporaryFolder()
    /// The files that have come, by their path.
    private(set) var files: [String: String] = [:]
    private let rules: Rules
    private let layout: RandomRun
    private var all: [String: String]
    /// The ids of campaigns that are judged every night.
    private let campaigns: [String]
    private var isFirst = true
    /// What is asked for of warranties; nil for nothing.
    var warranty: WarrantySettings?

    init(_ world: PlainWorld, layout: RandomRun) throws {
        rules = try PlainWorldFolding.rules(world.rules)
        self.layout = layout
        campaigns = []
        var writer = WorldWriter(world, layout: layout.layout)
        all = writer.files()
    }

    /// Nights with campaigns.
    init(_ notices: WorldNotices, layout: RandomRun) throws {
        rules = try PlainWorldFolding.rules(notices.world.rules)
        self.layout = layout
        campaigns = notices.campaigns.map(\.id)
        var writer = WorldWriter(notices.world, layout: layout.layout)
        all = writer.files().merging(notices.files) { first, _ in first }
        folder.makeFolder("campaigns")
        for campaign in notices.campaigns { folder.makeFile("campaigns/\(campaign.id).yaml", campaign.text) }
    }

    /// One more file that can come.
    mutating func add(_ text: String, at path: String) { all[path] = text }

    /// The paths of all files, whether or not they have come.
    var paths: [String] { all.keys.sorted() }

    var ledger: String { folder("ledger.sqlite") }

    /// A night in which the files at `paths` come, with the business date that many days before the world's.
    mutating func run(_ paths: [String], daysBefore: Int = 0, wave: Int? = nil) throws -> RunOutcome {
        for path in paths {
            files[path] = all[path]
            try put(path, in: "inbox")
        }
        var settings = settings("inbox", "out", daysBefore: daysBefore)
        settings.ledger = LedgerSettings(path: ledger, pipeline: "nights")
        if let size = layout.pieces { (settings.pieces.threshold, settings.pieces.size) = (size, size) }
        settings.ledger?.isMade = isFirst
        settings.notices.wave = wave
        isFirst = false
        return try Pipeline.run(settings)
    }

    /// A file comes no more.
    mutating func takeAway(_ path: String) throws {
        files[path] = nil
        try FileManager.default.removeItem(atPath: folder("inbox/\(path)"))
    }

    /// The first night of a new ledger, over all files that have come.
    ///
    /// - Returns: Where the ledger is.
    func anew(daysBefore: Int) throws -> String {
        for name in ["all", "new", "new.sqlite"] { try? FileManager.default.removeItem(atPath: folder(name)) }
        try FileManager.default.createDirectory(atPath: folder("all"), withIntermediateDirectories: true)
        for path in files.keys { try put(path, in: "all") }
        var settings = settings("all", "new", daysBefore: daysBefore)
        settings.ledger = LedgerSettings(path: folder("new.sqlite"), pipeline: "new")
        settings.ledger?.isMade = true
        _ = try Pipeline.run(settings)
        return folder("new.sqlite")
    }

    /// One run over all files that have come, without a ledger.
    func oneOff(daysBefore: Int = 0) throws {
        try? FileManager.default.removeItem(atPath: folder("all"))
        try? FileManager.default.removeItem(atPath: folder("one"))
        try FileManager.default.createDirectory(atPath: folder("all"), withIntermediateDirectories: true)
        for path in files.keys { try put(path, in: "all") }
        _ = try Pipeline.run(settings("all", "one", daysBefore: daysBefore))
    }

    /// What differs between the last night and `oneOff`: the two stock files, quality and advice, and findings without
    /// status and evidence.
    func differences() -> [String] {
        var found: [String] = []
        for name in RandomRun.comparable {
            found += PublishedRun.differences(name, text("out", name), text("one", name))
        }
        let findings = ["out", "one"].map { Self.comparable(text($0, "findings.csv")) }
        found += PublishedRun.differences("findings.csv", findings[0], findings[1])
        return found + recallDifferences(["units.csv", "quarantine.csv"])
    }

    /// What differs in some files of the campaigns' folders.
    func recallDifferences(_ names: [String], _ comparable: (String) -> String = { $0 }) -> [String] {
        campaigns.flatMap { campaign in
            names.flatMap { name in
                let path = "recalls/\(campaign)/\(name)"
                return PublishedRun.differences(path, comparable(text("out", path)), comparable(text("one", path)))
            }
        }
    }

    /// How many rows a list of recipients has in the last night, of all campaigns together.
    func recipients(_ name: String) -> Int {
        campaigns.reduce(0) { $0 + CSVText.records(text("out", "recalls/\($1)/\(name)")).count }
    }

    /// The rows of the last night's list of warranties that end soon.
    func expiring() -> [[String: String]] { CSVText.records(text("out", "warranty/expiring.csv")) }

    private func text(_ output: String, _ name: String) -> String { folder.text("\(output)/latest/\(name)") ?? "" }

    /// The findings that are true, without what a ledger alone knows and without their places.
    static func comparable(_ findings: String) -> String {
        let rows = CSVText.rows(findings)
        guard let header = rows.first, let status = header.firstIndex(of: "status"),
            let evidence = header.firstIndex(of: "evidence")
        else { return "" }
        return rows.filter { $0[status] != "resolved" }.map { row in
            row.indices.filter { $0 != status && $0 != evidence }.map { row[$0] }.joined(separator: ",")
        }.joined(separator: "\n")
    }

    private func put(_ path: String, in place: String) throws {
        let file = URL(fileURLWithPath: folder("\(place)/\(path)"))
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data((all[path] ?? "").utf8).write(to: file)
    }

    private func settings(_ input: String, _ output: String, daysBefore: Int) -> RunSettings {
        var rules = rules
        rules.businessDay -= daysBefore
        var settings = RunSettings(
            inputs: [folder(input)], output: folder(output), rules: rules, workers: layout.workers,
            partitions: layout.partitions)
        if !campaigns.isEmpty { settings.notices.campaigns = [folder("campaigns")] }
        settings.notices.warranty = warranty
        return settings
    }
}
