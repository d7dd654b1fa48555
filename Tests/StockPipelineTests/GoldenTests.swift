import Foundation
import StockModel
import StockTestSupport
import StockWriting
import Testing

@testable import StockPipeline

/// The shop of `fixtures/`, run as `scripts/demo` runs it, byte by byte.
///
/// After a change that is meant, `SERIALSTOCK_UPDATE_GOLDEN=1 swift test --filter GoldenTests` writes the files anew; read
/// what has changed in them before it is committed.
@Suite("golden files")
struct GoldenTests {
    static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let golden = repository.appendingPathComponent("fixtures/golden").path
    static let updates = ProcessInfo.processInfo.environment["SERIALSTOCK_UPDATE_GOLDEN"] != nil
    /// These hold times.
    static let withTimes: Set = ["manifest.json", "summary.json"]

    let folder = TemporaryFolder()

    @Test("the shop is published as the golden files have it")
    func shop() throws {
        let outcome = try run()
        #expect(outcome.exitCode == 2, "one record is rejected")
        let kinds = outcome.summary.findings.filter { $0.value > 0 }
        #expect(kinds.count >= 15)

        let files = try Self.files(folder("out/latest/"))
        #expect(files.count >= 6)
        if Self.updates { try update(files) }
        #expect(try Self.files(Self.golden) == files)
        for file in files {
            // Decoded here: Foundation would drop a byte order mark.
            let wanted = try Data(contentsOf: URL(fileURLWithPath: "\(Self.golden)/\(file)"))
            let differences = PublishedRun.differences(
                file, String(decoding: wanted, as: UTF8.self), folder.text("out/latest/\(file)") ?? "")
            #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
        }
    }

    private func run() throws -> RunOutcome {
        let pipeline = try PipelineFile.read(Self.repository.appendingPathComponent("pipelines/marketplace.yaml").path)
        let date = try #require(Timestamp(iso8601: "2026-11-23"))
        var settings = pipeline.settings(rules: pipeline.rules(businessDay: date.day))
        settings.output = folder("out")
        settings.workers = 2
        return try Pipeline.run(settings)
    }

    private func update(_ files: [String]) throws {
        let manager = FileManager.default
        if manager.fileExists(atPath: Self.golden) { try manager.removeItem(atPath: Self.golden) }
        for file in files {
            let target = URL(fileURLWithPath: "\(Self.golden)/\(file)")
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
