import Glibc
import StockModel
import StockTestSupport
import StockWriting
import Testing

@testable import StockPipeline

@Suite("input discovery")
struct InputDiscoveryTests {
    let folder = TemporaryFolder()

    @Test("a folder with all folders in it, sorted by bytes")
    func folders() throws {
        for name in ["in", "in/asn", "in/asn/2026"] { folder.makeFolder(name) }
        for name in ["in/b.csv", "in/asn/1.xml", "in/asn/2026/2.xml", "in/Z.csv", "in/é.csv"] {
            folder.makeFile(name, "abc")
        }
        let found = try find(["in"])
        #expect(found.files.map(\.name) == ["Z.csv", "asn/1.xml", "asn/2026/2.xml", "b.csv", "é.csv"])
        #expect(found.files.map(\.path).first == folder("in/Z.csv"))
        #expect(found.files.allSatisfy { $0.bytes == 3 })
        #expect(found.skipped.isEmpty)
        #expect(try find(["in/", "in/./asn", "in/asn/1.xml"]).files == found.files)
    }

    @Test("what is not read is told, and nothing blocks")
    func skipped() throws {
        folder.makeFolder("in")
        folder.makeFolder("in/.git")
        folder.makeFile("in/.git/config")
        for name in ["a.csv", ".hidden", "b.csv.part", "c.TMP", "d.filepart", "e.csv~"] {
            folder.makeFile("in/\(name)")
        }
        folder.makeFile("outside.csv")
        folder.makeLink("in/link.csv", to: folder("outside.csv"))
        folder.makeLink("in/loop", to: folder("in"))
        mkfifo(folder("in/fifo.csv"), 0o600)
        let found = try find(["in"])
        #expect(found.files.map(\.name) == ["a.csv"])
        #expect(
            found.skipped.map { "\($0.file): \($0.outcome.rawValue): \($0.notes.joined())" } == [
                ".git: deferred: hidden folders are not read",
                ".hidden: deferred: hidden files are not read",
                "b.csv.part: deferred: its name says that it is not complete yet; it is left for the next run",
                "c.TMP: deferred: its name says that it is not complete yet; it is left for the next run",
                "d.filepart: deferred: its name says that it is not complete yet; it is left for the next run",
                "e.csv~: deferred: its name says that it is not complete yet; it is left for the next run",
                "fifo.csv: deferred: this is not a plain file",
                "link.csv: deferred: symbolic links are not followed; put the file itself here",
                "loop: deferred: symbolic links are not followed; put the file itself here",
            ])
    }

    @Test("a name that is not UTF-8 is rejected and can be shown")
    func notUTF8() throws {
        folder.makeFolder("in")
        let name = folder("in/").utf8.map { CChar(bitPattern: $0) } + [0x61, -1, 0x62, 0]
        close(open(name, O_CREAT | O_WRONLY, 0o600))
        let found = try find(["in"])
        #expect(found.files.isEmpty)
        #expect(found.skipped.map(\.file) == ["a\\xffb"])
        #expect(found.skipped.map(\.outcome) == [.rejected])
        unlink(name)
    }

    @Test(
        "globs",
        arguments: [
            ("in/*.csv", ["a.csv", "b.csv"]), ("in/?.csv", ["a.csv", "b.csv"]), ("in/a*", ["a.csv", "asn/1.xml"]),
            ("in/**", ["a.csv", "asn/1.xml", "asn/x/2.xml", "b.csv", "c.txt"]),
            ("in/**/*.xml", ["asn/1.xml", "asn/x/2.xml"]), ("in/*/*.xml", ["asn/1.xml"]),
            ("in/**/x/*", ["asn/x/2.xml"]), ("i*/asn/*", ["in/asn/1.xml", "in/asn/x/2.xml"]), ("in/*.none", []),
        ])
    func globs(pattern: String, names: [String]) throws {
        for name in ["in", "in/asn", "in/asn/x"] { folder.makeFolder(name) }
        for name in ["in/a.csv", "in/b.csv", "in/c.txt", "in/.h.csv", "in/asn/1.xml", "in/asn/x/2.xml"] {
            folder.makeFile(name)
        }
        let found = try find([pattern])
        // `a*` meets a folder, which counts with everything in it.
        let expected = pattern == "in/a*" ? ["a.csv", "asn/1.xml", "asn/x/2.xml"] : names
        #expect(found.files.map(\.name) == expected)
        #expect(found.notes.isEmpty == !expected.isEmpty)
    }

    @Test("a path that exists is taken as it is, even with a wildcard in its name")
    func literal() throws {
        folder.makeFile("a*.csv")
        folder.makeFile("ab.csv")
        #expect(try find(["a*.csv"]).files.map(\.name) == ["a*.csv"])
    }

    @Test("two files never have one name")
    func names() throws {
        for name in ["shop", "shop/a", "shop/b", "old", "old/shop", "old/shop/a"] { folder.makeFolder(name) }
        for name in ["shop/a/o.csv", "shop/b/o.csv", "old/shop/a/o.csv", "o.csv", "shop/p.csv"] {
            folder.makeFile(name)
        }
        #expect(try find(["shop/a", "shop/b"]).files.map(\.name) == ["a/o.csv", "b/o.csv"])
        #expect(try find(["shop/a/o.csv", "shop/b/o.csv"]).files.map(\.name) == ["a/o.csv", "b/o.csv"])
        #expect(
            try find(["shop/a", "old/shop/a", "shop/p.csv"]).files.map(\.name)
                == ["old/shop/a/o.csv", "p.csv", "\(folder.name)/shop/a/o.csv"])
        #expect(try find(["shop", "shop/a/o.csv"]).files.map(\.name) == ["a/o.csv", "b/o.csv", "p.csv"])
    }

    @Test("the output folder is not read, wherever it lies, and is no input")
    func output() throws {
        for name in ["in", "in/out", "in/out/runs"] { folder.makeFolder(name) }
        folder.makeFile("in/a.csv")
        folder.makeFile("in/out/runs/stock.csv")
        folder.makeLink("way", to: folder("in/out"))
        #expect(try find(["in"], output: "in/out").files.map(\.name) == ["a.csv"])
        #expect(try find(["in/**"], output: "way").files.map(\.name) == ["a.csv"])
        for input in ["in/out", "way", "in/out/*"] {
            let failure = try #require(throws: RunFailure.self) { try find([input], output: "in/out") }
            #expect(failure.exitCode == 3)
            #expect(failure.description.contains("the output folder is also an input"))
        }
    }

    @Test("the catalogue by its own key, among the inputs or not")
    func catalogue() throws {
        folder.makeFolder("in")
        folder.makeFile("in/a.csv")
        folder.makeFile("in/c.csv")
        folder.makeFile("catalogue.csv")
        let inside = try find(["in"], catalogue: "in/c.csv")
        #expect(inside.files.map(\.name) == ["a.csv", "c.csv"])
        #expect(inside.catalogue == 1)
        let outside = try find(["in"], catalogue: "catalogue.csv")
        #expect(outside.files.map(\.name) == ["a.csv", "c.csv", "catalogue.csv"])
        #expect(outside.catalogue == 2)
        #expect(throws: RunFailure.self) { try find(["in"], catalogue: "none.csv") }
        #expect(throws: RunFailure.self) { try find(["in"], catalogue: "in") }
    }

    @Test("an input that is named and cannot be read stops the run")
    func missing() throws {
        let failure = try #require(throws: RunFailure.self) { try find(["none"]) }
        #expect(
            failure.description == """
                \(folder("none")): error: the input cannot be found: it, or a folder on the way to it, does not exist
                  Do: correct the path
                """)
        #expect(throws: RunFailure.self) { try find(["none/*.csv"]) }
        mkfifo(folder("fifo"), 0o600)
        #expect(throws: RunFailure.self) { try find(["fifo"]) }
    }

    @Test(
        "a file is taken once it has been still long enough",
        arguments: [
            // Settle, seconds since its content was written, seconds since anything was done to it; is it taken?
            (60, 60, 60, true), (60, 59, 59, false), (60, 0, 0, false), (60, 4000, 59, false), (60, 59, 4000, false),
            (60, -59, 100, false), (60, -60, 100, true), (60, -4000, -4000, true), (0, 0, 0, true),
        ])
    func settled(settle: Int, sinceWritten: Int, sinceTouched: Int, isTaken: Bool) {
        let times = FileTimes(modified: 10_000 - sinceWritten, changed: 10_000 - sinceTouched)
        #expect(times.isStill(for: settle, now: 10_000) == isTaken)
    }

    @Test("a file that was written to a moment ago is left for the next run, in a folder, by a glob, by name")
    func unsettled() throws {
        folder.makeFolder("in")
        folder.makeFile("in/a.csv", "x")
        let now = Int(time(nil))
        for inputs in [["in"], ["in/*.csv"], ["in/a.csv"]] {
            let found = try find(inputs, settle: 60, now: now)
            #expect(found.files.isEmpty)
            #expect(found.skipped.map(\.outcome) == [.deferred])
            #expect(
                found.skipped.map(\.notes) == [
                    ["it was written to less than 60 seconds ago; it is left for the next run"]
                ])
            #expect(try find(inputs, settle: 60, now: now + 61).files.map(\.name) == ["a.csv"])
            #expect(try find(inputs, now: now).files.map(\.name) == ["a.csv"])
        }
    }

    @Test("a catalogue that is still being written stops the run")
    func unsettledCatalogue() throws {
        folder.makeFile("catalogue.csv", "x")
        folder.makeFolder("in")
        let now = Int(time(nil))
        let failure = try #require(throws: RunFailure.self) {
            try find(["in"], catalogue: "catalogue.csv", settle: 60, now: now)
        }
        #expect(
            failure.description == """
                \(folder("catalogue.csv")): error: the catalogue was written to less than 60 seconds ago
                  Do: run again when it is complete
                """)
        #expect(try find(["in"], catalogue: "catalogue.csv", settle: 60, now: now + 61).catalogue == 0)
    }

    @Test("the listings that feeds are made from are no inputs, whatever way leads to them")
    func listings() throws {
        folder.makeFolder("in")
        for name in ["in/a.csv", "in/amazon.txt", "in/shopify.csv"] { folder.makeFile(name) }
        folder.makeLink("link.csv", to: folder("in/shopify.csv"))
        let found = try find(["in", "in/amazon.txt"], listings: ["in/../in/amazon.txt", "link.csv", "none.csv"])
        #expect(found.files.map(\.name) == ["a.csv"])
        #expect(found.skipped.isEmpty)
    }

    private func find(
        _ inputs: [String], output: String = "out", catalogue: String? = nil, settle: Int = 0, now: Int = 0,
        listings: [String] = []
    ) throws -> FoundInputs {
        var settings = RunSettings(
            inputs: inputs.map { folder($0) }, catalogue: catalogue.map { folder($0) }, output: folder(output),
            rules: Rules(businessDay: 0))
        settings.settle = settle
        settings.feeds = listings.map { FeedRequest(channel: $0, listings: folder($0)) }
        return try InputDiscovery.find(settings, now: now)
    }
}
