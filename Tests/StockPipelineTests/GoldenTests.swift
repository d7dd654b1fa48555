import Foundation
import StockModel
import StockReading
import StockTestSupport
import StockWriting
import Testing

@testable import StockPipeline

/// The pipelines of `fixtures/` that `scripts/demo` runs, byte by byte.
///
/// After a change that is meant, `SERIALSTOCK_UPDATE_GOLDEN=1 swift test --filter GoldenTests` writes the files anew; read
/// what has changed in them before it is committed.
@Suite("golden files")
struct GoldenTests {
    static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let updates = ProcessInfo.processInfo.environment["SERIALSTOCK_UPDATE_GOLDEN"] != nil
    /// These hold times.
    static let withTimes: Set = ["manifest.json", "summary.json"]

    let folder = TemporaryFolder()

    /// Sizes above which files are read in pieces.
    static let pieces = [64 << 20, 1000, 100]

    @Test("the shop is published as the golden files have it", arguments: pieces)
    func shop(size: Int) throws {
        let outcome = try run("marketplace", pieces: size)
        #expect(outcome.exitCode == 2, "one record is rejected")
        let kinds = outcome.summary.findings.filter { $0.value > 0 }
        #expect(kinds.count >= 15)
        try compare("shop")
    }

    @Test("the recall's mailing is made as the golden files have it", arguments: pieces)
    func recall(size: Int) throws {
        let outcome = try run("recall", pieces: size)
        #expect(outcome.exitCode == 0)
        let campaign = try #require(outcome.summary.recalls.first)
        #expect(campaign.campaign == "R-2026-014" && campaign.problem.isEmpty && outcome.summary.notes.isEmpty)
        try compare("recall")
    }

    /// Runs a pipeline of `pipelines/` into `out`.
    private func run(_ name: String, pieces size: Int) throws -> RunOutcome {
        let pipeline = try PipelineFile.read(Self.repository.appendingPathComponent("pipelines/\(name).yaml").path)
        let date = try #require(Timestamp(iso8601: "2026-11-23"))
        var settings = pipeline.settings(rules: pipeline.rules(businessDay: date.day))
        settings.output = folder("out")
        settings.workers = 2
        settings.pieces.threshold = size
        settings.pieces.size = size
        return try Pipeline.run(settings)
    }

    private func compare(_ name: String) throws {
        let golden = Self.repository.appendingPathComponent("fixtures/golden/\(name)").path
        let files = try Self.files(folder("out/latest/"))
        #expect(files.count >= 6)
        if Self.updates { try update(files, in: golden) }
        #expect(try Self.files(golden) == files)
        for file in files {
            // Decoded here: Foundation would drop a byte order mark.
            let wanted = try Data(contentsOf: URL(fileURLWithPath: "\(golden)/\(file)"))
            let differences = PublishedRun.differences(
                file, String(decoding: wanted, as: UTF8.self), folder.text("out/latest/\(file)") ?? "")
            #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
        }
    }

    private func update(_ files: [String], in golden: String) throws {
        let manager = FileManager.default
        if manager.fileExists(atPath: golden) { try manager.removeItem(atPath: golden) }
        for file in files {
            let target = URL(fileURLWithPath: "\(golden)/\(file)")
            try manager.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data((folder.text("out/latest/\(file)") ?? "").utf8).write(to: target)
        }
    }

    /// The files below a folder that hold no times, in order.
    private static func files(_ folder: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder).filter { path in
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: "\(folder)/\(path)", isDirectory: &isFolder)
            return !isFolder.boolValue && !withTimes.contains(path)
        }.sorted()
    }
}
