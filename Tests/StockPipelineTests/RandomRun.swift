import Foundation
import StockReading
import StockTestSupport

@testable import StockPipeline

/// One whole run over a world that is written as files, in one layout and with one way to share the work.
struct RandomRun: CustomStringConvertible {
    /// The files in which nothing depends on how a world is spread.
    static let comparable = [
        "stock_by_sku.csv", "stock_units.csv", "quality/suppliers.csv", "quality/lots.csv", "advice/serialisation.csv",
    ]

    let world: PlainWorld
    /// Decides the order of documents and rows and how they are spread over files (`WorldWriter`).
    var layout: UInt64
    var workers: Int
    var partitions: Int
    /// Above how many bytes a file is read in pieces of as many; nil as usual.
    var pieces: Int?
    /// nil for what it needs.
    var memory: MemoryLimit?

    init(_ world: PlainWorld, layout: UInt64 = 1, workers: Int = 1, partitions: Int = 4) {
        self.world = world
        self.layout = layout
        self.workers = workers
        self.partitions = partitions
    }

    /// A run about which everything but the world is left to chance.
    init(_ world: PlainWorld, using random: inout SplitMix64) {
        self.init(
            world, layout: random.next(), workers: Int.random(in: 1...4, using: &random),
            partitions: [1, 3, 16, 64, 200].randomElement(using: &random) ?? 1)
        pieces = [nil, 100, 1000, 5000][Int(layout % 4)]
    }

    var description: String { "layout \(layout), \(workers) workers, \(partitions) partitions, pieces \(pieces ?? 0)" }

    /// Writes the files into `folder` and says how to run over them.
    func settings(in folder: TemporaryFolder) throws -> RunSettings {
        var writer = WorldWriter(world, layout: layout)
        try writer.write(to: URL(fileURLWithPath: folder("in")))
        var settings = RunSettings(
            inputs: [folder("in")], output: folder("out"), rules: try PlainWorldFolding.rules(world.rules),
            workers: workers, partitions: partitions)
        if let pieces { (settings.pieces.threshold, settings.pieces.size) = (pieces, pieces) }
        settings.memory = memory
        return settings
    }

    /// Writes the files, runs over them and publishes, all in a folder of its own.
    func publish() throws -> PublishedRun {
        let folder = TemporaryFolder()
        return PublishedRun(folder: folder, outcome: try Pipeline.run(try settings(in: folder)))
    }
}

/// What a run left in its folder, which goes when this goes.
struct PublishedRun {
    let folder: TemporaryFolder
    let outcome: RunOutcome

    /// The text of a published file; empty if there is none.
    func text(_ name: String) -> String { folder.text("out/latest/\(name)") ?? "" }

    /// The outcome in the plain form of the reference matcher.
    func plainOutcome() throws -> PlainOutcome { try WorldReader.outcome(URL(fileURLWithPath: folder("out/latest"))) }

    /// The rows of `findings.csv` without what depends on where the records lay: status and evidence.
    func findingsWithoutPlaces() -> [[String]] {
        let rows = CSVText.rows(text("findings.csv"))
        let places = ["status", "evidence"].compactMap { rows.first?.firstIndex(of: $0) }
        return rows.map { row in row.indices.filter { !places.contains($0) }.map { row[$0] } }
    }

    /// The first lines in which this and `other` differ, at most `limit`.
    static func differences(_ name: String, _ one: String, _ other: String, limit: Int = 5) -> [String] {
        guard one != other else { return [] }
        let lines = [one, other].map { $0.split(separator: "\n", omittingEmptySubsequences: false) }
        let count = max(lines[0].count, lines[1].count)
        let differing = (0..<count).filter { index in
            !lines.allSatisfy { $0.indices.contains(index) } || lines[0][index] != lines[1][index]
        }
        return differing.prefix(limit).flatMap { index in
            lines.map { "\(name):\(index + 1): \($0.indices.contains(index) ? String($0[index]) : "nothing")" }
        }
    }
}
