import Glibc
import StockModel
import StockTestSupport
import Testing

@testable import StockWriting

@Suite("old runs")
struct PruningTests {
    let folder = TemporaryFolder()

    @Test(
        "so many are kept, the newest by date and number",
        arguments: [
            (1, ["2026-11-24.1"]), (2, ["2026-11-23.10", "2026-11-24.1"]),
            (3, ["2026-11-23.10", "2026-11-23.9", "2026-11-24.1"]),
            (9, ["2026-11-22.1", "2026-11-23.10", "2026-11-23.9", "2026-11-24.1"]),
        ])
    func keeps(count: Int, left: [String]) throws {
        for name in ["2026-11-22.1", "2026-11-23.9", "2026-11-23.10"] { makeRun(name) }
        #expect(try publish(on: "2026-11-24", keeping: count).isEmpty)
        #expect(folder.names("out/runs") == left)
        #expect(folder.text("out/latest/a.txt") == "x")
    }

    @Test("a run of an older business date that has just been published stays")
    func backdated() throws {
        for name in ["2026-11-22.1", "2026-11-23.1"] { makeRun(name) }
        _ = try publish(on: "2026-01-01", keeping: 1)
        #expect(folder.names("out/runs") == ["2026-01-01.1"])
        _ = try publish(on: "2026-11-24", keeping: 2)
        #expect(folder.names("out/runs") == ["2026-01-01.1", "2026-11-24.1"])
    }

    @Test("what is no run of ours stays: files, links, folders without that run's manifest")
    func foreign() throws {
        makeRun("2026-11-01.1")
        folder.makeFolder("out/runs/2026-11-02.1")
        folder.makeFile("out/runs/2026-11-02.1/notes.txt", "mine")
        makeRun("2026-11-03.1", manifestOf: "2026-11-04.1")
        folder.makeFile("out/runs/2026-11-05.1", "a file")
        folder.makeFolder("precious")
        folder.makeFile("precious/manifest.json", manifest("2026-11-06.1"))
        folder.makeLink("out/runs/2026-11-06.1", to: folder("precious"))
        folder.makeFolder("out/runs/archive")
        makeRun("2026-11-07.1")
        folder.makeFolder("out/runs/2026-11-07.1/lists", mode: 0o700)
        folder.makeLink("out/runs/2026-11-07.1/lists/link", to: folder("precious"))
        #expect(try publish(on: "2026-11-23", keeping: 1).isEmpty)
        #expect(
            folder.names("out/runs") == [
                "2026-11-02.1", "2026-11-03.1", "2026-11-05.1", "2026-11-06.1", "2026-11-23.1", "archive",
            ])
        #expect(folder.names("precious") == ["manifest.json"])
        #expect(folder.text("out/runs/2026-11-02.1/notes.txt") == "mine")
    }

    @Test("the run that latest points at stays, even if that is not this one")
    func latest() throws {
        for name in ["2026-11-01.1", "2026-11-02.1"] { makeRun(name) }
        let publication = try started(on: "2026-11-23")
        try publication.publish()
        unlink(folder("out/latest"))
        folder.makeLink("out/latest", to: "runs/2026-11-01.1")
        publication.prune(keeping: 1)
        #expect(folder.names("out/runs") == ["2026-11-01.1", "2026-11-23.1"])
    }

    @Test("what a run could not be removed for is said", .enabled(if: geteuid() != 0, "root may remove everything"))
    func stubborn() throws {
        makeRun("2026-11-01.1")
        folder.makeFolder("out/runs/2026-11-01.1/sub")
        folder.makeFile("out/runs/2026-11-01.1/sub/file", "x")
        chmod(folder("out/runs/2026-11-01.1/sub"), 0o555)
        let problems = try publish(on: "2026-11-23", keeping: 1)
        #expect(problems.count == 1)
        #expect(folder.text("out/latest/a.txt") == "x")
    }

    private func makeRun(_ name: String, manifestOf run: String? = nil) {
        folder.makeFolder("out")
        folder.makeFolder("out/runs")
        folder.makeFolder("out/runs/\(name)")
        folder.makeFile("out/runs/\(name)/a.txt", "old")
        folder.makeFile("out/runs/\(name)/manifest.json", manifest(run ?? name))
    }

    private func manifest(_ run: String) -> String {
        "{\n  \"run\": \"\(run)\",\n  \"business_date\": \"2026-11-01\"\n}\n"
    }

    private func started(on day: String) throws -> Publication {
        let date = try #require(Timestamp(iso8601: day))
        let publication = try Publication(in: folder("out"), businessDate: date)
        let file = try publication.newFile("a.txt")
        try file.write(Array("x".utf8))
        try file.finish()
        return publication
    }

    private func publish(on day: String, keeping count: Int) throws -> [String] {
        let publication = try started(on: day)
        try publication.publish()
        return publication.prune(keeping: count)
    }
}
