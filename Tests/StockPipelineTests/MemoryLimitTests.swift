import StockModel
import StockTestSupport
import Testing

@testable import StockPipeline

@Suite("runs within a limit of memory")
struct MemoryLimitTests {
    @Test(
        "sizes as people write them",
        arguments: [
            ("512MB", 512_000_000), ("512 mb", 512_000_000), ("512M", 512_000_000), ("1.5GB", 1_500_000_000),
            ("2g", 2_000_000_000), ("1TB", 1_000_000_000_000), ("100000KB", 100_000_000), ("64MiB", 67_108_864),
            ("1.5GiB", 1_610_612_736), ("64000000", 64_000_000), ("536870912B", 536_870_912),
        ])
    func sizes(text: String, bytes: Int) throws { #expect(try MemoryLimit.bytes(text) == bytes) }

    @Test(
        "what is no size",
        arguments: ["", "MB", "512XB", "-512MB", "1,5GB", ".5GB", "5.GB", "1.2.3GB", "512iB", "99999999TB", "half"])
    func noSizes(text: String) {
        let error = #expect(throws: MemoryLimitError.self) { try MemoryLimit.bytes(text) }
        #expect(error?.description == "must be a size such as 512MB or 1.5GB, not '\(text)'")
    }

    @Test("what is too small", arguments: ["0", "63.9MB", "512"])
    func tooSmall(text: String) {
        let error = #expect(throws: MemoryLimitError.self) { try MemoryLimit.bytes(text) }
        #expect(error?.description == "must be at least 64MB, not '\(text)'")
    }

    /// Far below what the tests themselves take, so that everything is let go of again and again.
    @Test("a run within a limit gives the same bytes", arguments: 0..<12)
    func sameBytes(seed: UInt64) throws {
        let world = WorldGenerator(seed: seed, records: 1000).world()
        var random = SplitMix64(seed: seed &+ 9_000_000)
        var bounded = RandomRun(world, using: &random)
        bounded.layout = 1
        bounded.memory = MemoryLimit(bytes: 1_000_000)
        let published = try [RandomRun(world), bounded].map { try $0.publish() }
        for name in RandomRun.comparable + ["findings.csv", "rejects.csv", "sources.csv"] {
            let texts = published.map { $0.text(name) }
            let differences = PublishedRun.differences(name, texts[0], texts[1])
            #expect(differences.isEmpty && !texts[0].isEmpty, "\(bounded)\n\(differences.joined(separator: "\n"))")
        }
    }

    @Test("a disk that is full stops the run, and nothing is published")
    func fullDisk() throws {
        let folder = TemporaryFolder()
        var run = RandomRun(WorldGenerator(seed: 1, records: 300).world(), workers: 2)
        run.memory = MemoryLimit(bytes: 64_000_000, folder: folder.path)
        let settings = try run.settings(in: folder)
        let failure = #expect(throws: RunFailure.self) {
            try Pipeline.run(
                settings, budget: { limit throws(RunFailure) in try MemoryBudget(limit, mostBytes: 1 << 20) }
            ) {
                $0.fold($1) { _ in }
            }
        }
        #expect(
            failure?.description == """
                \(folder.path): error: the temporary file for what does not fit into 64 MB of memory cannot grow beyond \
                2 MB: the disk is full
                  Do: make room there, or set TMPDIR to a folder on a disk with room (twice the size of the inputs \
                is plenty), and run again; the previous run is untouched
                """)
        #expect(folder.text("out/latest/stock_units.csv") == nil)
        #expect(folder.names() == ["in", "out"])
    }

    @Test("a folder in which no file can be made is told before anything is read")
    func noFolder() throws {
        let folder = TemporaryFolder()
        var run = RandomRun(WorldGenerator(seed: 1, records: 10).world())
        run.memory = MemoryLimit(bytes: 64_000_000, folder: folder("none"))
        let settings = try run.settings(in: folder)
        let failure = #expect(throws: RunFailure.self) { try Pipeline.run(settings) }
        #expect(
            failure?.description == """
                \(folder("none")): error: no temporary file can be made there: it, or a folder on the way to it, does not \
                exist
                  Do: set TMPDIR to a folder on a disk with room, which this user may write to
                """)
    }

    @Test("large inputs have more partitions, and what is asked for goes before")
    func partitions() {
        var settings = RunSettings(inputs: [], output: "", rules: .init(businessDay: 0))
        #expect(settings.partitions(forBytes: 500_000_000) == 256)
        #expect(settings.partitions(forBytes: 5_000_000_000) == 1192)
        #expect(settings.partitions(forBytes: 1 << 50) == 16_384)
        settings.partitions = 3
        #expect(settings.partitions(forBytes: 5_000_000_000) == 3)
    }
}
