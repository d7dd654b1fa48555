import Glibc
import StockModel
import StockTestSupport
import Testing

@testable import StockWriting

/// The steps in which a run on a ledger publishes, a crash between any two of them, and what the next start makes of it.
@Suite("publication in steps")
struct LedgerPublicationTests {
    let folder = TemporaryFolder()
    let date = Timestamp(iso8601: "2026-11-23") ?? .absent

    @Test("placed: there and not seen; then the latest")
    func steps() throws {
        try publish()
        let publication = try started()
        #expect(try publication.place() == folder("out/runs/2026-11-23.2"))
        #expect(folder.names("out/runs") == ["2026-11-23.1", "2026-11-23.2"])
        #expect(folder.target("out/latest") == "runs/2026-11-23.1")
        #expect(folder.target("out/.placed-2026-11-23.2") == "runs/2026-11-23.2")
        try publication.makeLatest()
        #expect(folder.target("out/latest") == "runs/2026-11-23.2")
        #expect(folder.names("out") == [".lock", "latest", "runs"])
    }

    @Test("a run that was placed and whose commit failed is taken back")
    func takenBack() throws {
        try publish()
        do {
            let publication = try started()
            _ = try publication.place()
        }
        #expect(folder.names("out/runs") == ["2026-11-23.1"])
        #expect(folder.names("out") == [".lock", "latest", "runs"])
    }

    @Test("a run stays where only the switch failed, and the next start finishes it")
    func switchFails() throws {
        try publish()
        do {
            let publication = try started()
            _ = try publication.place()
            folder.makeFile("out/\(StageName(publication.runID).link)", "in the way")
            #expect(throws: WritingFailure.self) { try publication.makeLatest() }
        }
        #expect(folder.names("out/runs") == ["2026-11-23.1", "2026-11-23.2"])
        #expect(folder.target("out/latest") == "runs/2026-11-23.1")
        let recovery = try Publication.recover(in: folder("out"), publishing: run("2026-11-23.2"))
        #expect(recovery.finished == folder("out/runs/2026-11-23.2"))
        #expect(folder.target("out/latest") == "runs/2026-11-23.2")
        #expect(folder.names("out") == [".lock", "latest", "runs"])
    }

    /// What a crash leaves of the second run, and what the ledger knows then.
    struct Crash: CustomTestStringConvertible, Sendable {
        let testDescription: String
        /// Names in `out` and in `out/runs` besides those of the first run.
        var links: [String: String] = [:]
        var runs: [String] = []
        var latest = "runs/2026-11-23.1"
        var isPublishing = false
        /// What there is after the next start.
        var finished = false
        var isLost = false
        var discarded: [String] = []
        var runsAfter = ["2026-11-23.1"]
        var latestAfter = "runs/2026-11-23.1"
    }

    static let second = "2026-11-23.2"
    static let mark = [".placed-\(second)": "runs/\(second)"]
    static let crashes = [
        Crash(testDescription: "before anything was written"),
        Crash(testDescription: "while the folder was written", runs: [".tmp-\(second)-4711"]),
        Crash(testDescription: "before the folder got its name", links: mark, runs: [".tmp-\(second)-4711"]),
        Crash(testDescription: "before the commit", links: mark, runs: [second], discarded: [second]),
        Crash(
            testDescription: "after the commit", links: mark, runs: [second], isPublishing: true, finished: true,
            runsAfter: ["2026-11-23.1", second], latestAfter: "runs/\(second)"),
        Crash(
            testDescription: "in the middle of the switch",
            links: mark.merging([".latest-\(second)-4711": "runs/\(second)"]) { a, _ in a }, runs: [second],
            isPublishing: true, finished: true, runsAfter: ["2026-11-23.1", second], latestAfter: "runs/\(second)"),
        Crash(
            testDescription: "after the switch", links: mark, runs: [second], latest: "runs/\(second)",
            isPublishing: true, finished: true, runsAfter: ["2026-11-23.1", second], latestAfter: "runs/\(second)"),
        Crash(
            testDescription: "after the ledger's last word, the mark still there", links: mark, runs: [second],
            latest: "runs/\(second)", runsAfter: ["2026-11-23.1", second], latestAfter: "runs/\(second)"),
        Crash(testDescription: "and somebody removed the folder", isPublishing: true, isLost: true),
    ]

    @Test("a crash is finished or discarded by the next start; doing that twice changes nothing", arguments: crashes)
    func recovers(crash: Crash) throws {
        try publish()
        for name in crash.runs {
            folder.makeFolder("out/runs/\(name)")
            folder.makeFile("out/runs/\(name)/a.txt", "two")
        }
        for (name, target) in crash.links { folder.makeLink("out/\(name)", to: target) }
        unlink(folder("out/latest"))
        folder.makeLink("out/latest", to: crash.latest)

        let publishing = crash.isPublishing ? run(Self.second) : nil
        let recovery = try Publication.recover(in: folder("out"), publishing: publishing)
        #expect(recovery.finished == (crash.finished ? folder("out/runs/\(Self.second)") : nil))
        #expect(recovery.isLost == crash.isLost)
        #expect(recovery.discarded.map(\.description) == crash.discarded)
        #expect(folder.names("out/runs") == crash.runsAfter)
        #expect(folder.target("out/latest") == crash.latestAfter)
        #expect(folder.names("out") == [".lock", "latest", "runs"])

        var again = try Publication.recover(in: folder("out"), publishing: publishing)
        again.discarded = recovery.discarded
        #expect(again == recovery)
        #expect(folder.names("out/runs") == crash.runsAfter)
    }

    @Test("runs that were published without a ledger are none of its business")
    func foreignRuns() throws {
        try publish()
        try publish()
        let recovery = try Publication.recover(in: folder("out"), publishing: nil)
        #expect(recovery == Recovery())
        #expect(folder.names("out/runs") == ["2026-11-23.1", "2026-11-23.2"])
    }

    @Test("an output folder that is not there yet is not made")
    func noFolder() throws {
        #expect(try Publication.recover(in: folder("out"), publishing: nil) == Recovery())
        #expect(try Publication.recover(in: folder("out"), publishing: run("2026-11-23.1")).isLost)
        #expect(folder.names().isEmpty)
    }

    @Test("a number that the ledger remembers is not used again, though its folder is gone")
    func numbers() throws {
        let publication = try Publication(in: folder("out"), businessDate: date, after: run("2026-11-23.7"))
        #expect(publication.runID.description == "2026-11-23.8")
        let other = try Publication(in: folder("two"), businessDate: date, after: run("2026-11-22.7"))
        #expect(other.runID.description == "2026-11-23.1")
    }

    private func run(_ name: String) -> RunID? { RunID(name) }

    private func started() throws -> Publication {
        let publication = try Publication(in: folder("out"), businessDate: date)
        let file = try publication.newFile("a.txt")
        try file.write(Array("x".utf8))
        try file.finish()
        return publication
    }

    private func publish() throws { try started().publish() }
}
