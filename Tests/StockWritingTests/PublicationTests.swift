import Foundation
import Glibc
import StockModel
import StockTestSupport
import Synchronization
import Testing

@testable import StockWriting

/// Folders, locks, links and rights of a publication; and that nothing is left of one that failed.
@Suite("publication")
struct PublicationTests {
    let folder = TemporaryFolder()
    let date = Timestamp(iso8601: "2026-11-23") ?? .absent

    @Test("the first run, then the next: numbered by date, latest switched, old runs kept")
    func numbers() throws {
        #expect(try publish("one") == folder("out/runs/2026-11-23.1"))
        #expect(folder.target("out/latest") == "runs/2026-11-23.1")
        #expect(try publish("two") == folder("out/runs/2026-11-23.2"))
        #expect(try publish("three", on: "2026-11-24") == folder("out/runs/2026-11-24.1"))
        #expect(folder.target("out/latest") == "runs/2026-11-24.1")
        #expect(folder.text("out/runs/2026-11-23.1/a.txt") == "one")
        #expect(folder.text("out/latest/a.txt") == "three")
        #expect(folder.names("out") == [".lock", "latest", "runs"])
        #expect(folder.names("out/runs") == ["2026-11-23.1", "2026-11-23.2", "2026-11-24.1"])
    }

    @Test("the number after the greatest, whatever stands at that name; other names do not count")
    func numberTaken() throws {
        folder.makeFolder("out")
        folder.makeFolder("out/runs")
        folder.makeFile("out/runs/2026-11-23.7")
        folder.makeFolder("out/runs/2026-11-23.08")
        folder.makeFolder("out/runs/2026-11-23.9x")
        folder.makeFolder("out/runs/2026-11-22.40")
        #expect(try publish("x") == folder("out/runs/2026-11-23.8"))
    }

    @Test("folders on the way are made")
    func parents() throws {
        let publication = try Publication(in: folder("a/b/out/"), businessDate: date)
        #expect(try publication.publish() == folder("a/b/out/runs/2026-11-23.1"))
    }

    @Test(
        "personal data is for this user only, under any umask", .serialized,
        arguments: [0o000, 0o022, 0o077] as [mode_t])
    func rights(mask: mode_t) throws {
        let old = umask(mask)
        defer { umask(old) }
        let publication = try Publication(in: folder("out"), businessDate: date)
        let stage = try #require(folder.names("out/runs").first)
        let file = try publication.newPersonalFile("lists/people.csv")
        #expect(folder.mode("out/runs/\(stage)/lists") == S_IFDIR | 0o700)
        #expect(folder.mode("out/runs/\(stage)/lists/people.csv") == S_IFREG | 0o600)
        try file.finish()
        let table = try publication.newFile("rejects.csv", isPersonal: true)
        #expect(folder.mode("out/runs/\(stage)/rejects.csv") == S_IFREG | 0o600)
        try table.finish()
        let plain = try publication.newFile("stock.csv")
        #expect(folder.mode("out/runs/\(stage)/stock.csv") == S_IFREG | (0o644 & ~mask))
        try plain.finish()
        try publication.publish()
    }

    @Test("a publication that is dropped leaves nothing, and latest as it was")
    func dropped() throws {
        try publish("old")
        do {
            let publication = try Publication(in: folder("out"), businessDate: date)
            let file = try publication.newPersonalFile("lists/people.csv")
            try file.write(Array("half".utf8))
        }
        #expect(folder.names("out/runs") == ["2026-11-23.1"])
        #expect(folder.names("out") == [".lock", "latest", "runs"])
        #expect(folder.text("out/latest/a.txt") == "old")
    }

    @Test("a second publication is refused, with the process that holds the folder; afterwards it may")
    func concurrent() throws {
        var first: Publication? = try Publication(in: folder("out"), businessDate: date)
        let refusal = try #require(throws: WritingFailure.self) {
            try Publication(in: folder("out"), businessDate: date)
        }
        #expect(
            refusal.description == """
                \(folder("out/.lock")): error: the output folder is in use: another run (process \(getpid())) writes there
                  Do: wait until it has ended, then run again
                """)
        #expect(folder.names("out/runs").count == 1)
        #expect(folder.text("out/.lock") == "\(getpid())\n", "the refused one touches nothing of the holder's")
        try first?.publish()
        first = nil
        #expect(folder.text("out/.lock") == "")
        try publish("second")
        #expect(folder.target("out/latest") == "runs/2026-11-23.2")
    }

    @Test("many publications at once: each that got through has its own whole run")
    func race() async throws {
        let path = folder("out")
        let date = date
        let published = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<40 {
                group.addTask {
                    guard let publication = try? Publication(in: path, businessDate: date),
                        let file = try? publication.newFile("a.txt")
                    else { return false }
                    return (try? file.write(Array("x".utf8))) != nil && (try? file.finish()) != nil
                        && (try? publication.publish()) != nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(published >= 1)
        #expect(folder.names("out/runs").count == published)
        #expect(folder.target("out/latest") == "runs/2026-11-23.\(published)")
    }

    @Test("what a crashed run left is removed; what is not ours or in use stays")
    func stale() throws {
        folder.makeFolder("out")
        folder.makeFolder("out/runs")
        for name in [".tmp-2026-11-22.1-4711", ".tmp-mine", ".tmp-2026-11-22.1", ".tmp-2026-11-22.2-1"] {
            folder.makeFolder("out/runs/\(name)")
            folder.makeFolder("out/runs/\(name)/lists")
            folder.makeFile("out/runs/\(name)/lists/people.csv", "Jane")
        }
        folder.makeFile("out/runs/.tmp-2026-11-22.3-9", "a file")
        folder.makeLink("out/.latest-2026-11-22.1-4711", to: "runs/2026-11-22.1")
        folder.makeFile("out/.latest-2026-11-22.1-4712", "a file")
        let held = open(folder("out/runs/.tmp-2026-11-22.2-1"), O_RDONLY | O_DIRECTORY)
        #expect(flock(held, LOCK_EX | LOCK_NB) == 0)
        defer { close(held) }

        try publish("new")
        #expect(
            folder.names("out/runs") == [
                ".tmp-2026-11-22.1", ".tmp-2026-11-22.2-1", ".tmp-2026-11-22.3-9", ".tmp-mine", "2026-11-23.1",
            ])
        #expect(folder.names("out") == [".latest-2026-11-22.1-4712", ".lock", "latest", "runs"])
    }

    @Test("removing a stale folder follows no link out of it")
    func staleLink() throws {
        folder.makeFolder("precious")
        folder.makeFile("precious/file", "mine")
        folder.makeFolder("out")
        folder.makeFolder("out/runs")
        folder.makeFolder("out/runs/.tmp-2026-11-22.1-4711")
        folder.makeLink("out/runs/.tmp-2026-11-22.1-4711/lists", to: folder("precious"))
        folder.makeLink("out/runs/.tmp-2026-11-22.2-4711", to: folder("precious"))
        try publish("new")
        #expect(folder.text("precious/file") == "mine")
        #expect(folder.names("out/runs") == [".tmp-2026-11-22.2-4711", "2026-11-23.1"])
    }

    @Test("a real file or folder at latest is refused, before anything is written and before the switch")
    func latestInTheWay() throws {
        folder.makeFolder("out")
        folder.makeFolder("out/latest")
        let failure = try #require(throws: WritingFailure.self) {
            try Publication(in: folder("out"), businessDate: date)
        }
        #expect(
            failure.description == """
                \(folder("out/latest")): error: the run cannot be published: it must be a symbolic link, and a real file \
                or folder is there
                  Do: move it away, or choose another output folder
                """)
        #expect(folder.names("out") == [".lock", "latest"])

        rmdir(folder("out/latest"))
        do {
            let publication = try Publication(in: folder("out"), businessDate: date)
            folder.makeFile("out/latest", "somebody's")
            #expect(throws: WritingFailure.self) { try publication.publish() }
        }
        #expect(folder.text("out/latest") == "somebody's")
        #expect(folder.names("out/runs").isEmpty)
    }

    @Test("a run's name that is taken while it is written is refused")
    func nameTakenMeanwhile() throws {
        try publish("old")
        do {
            let publication = try Publication(in: folder("out"), businessDate: date)
            folder.makeFolder("out/runs/2026-11-23.2")
            #expect(throws: WritingFailure.self) { try publication.publish() }
        }
        #expect(folder.names("out/runs") == ["2026-11-23.1", "2026-11-23.2"])
        #expect(folder.target("out/latest") == "runs/2026-11-23.1")
    }

    @Test("where the link cannot be switched, the run is taken back")
    func switchFails() throws {
        try publish("old")
        do {
            let publication = try Publication(in: folder("out"), businessDate: date)
            // Something at the link's temporary name, made after the check for leftovers.
            folder.makeFile("out/\(StageName(publication.runID).link)", "in the way")
            #expect(throws: WritingFailure.self) { try publication.publish() }
        }
        #expect(folder.names("out/runs") == ["2026-11-23.1"])
        #expect(folder.target("out/latest") == "runs/2026-11-23.1")
        #expect(folder.text("out/latest/a.txt") == "old")
    }

    @Test("what cannot be an output folder is refused and untouched")
    func notAFolder() throws {
        folder.makeFile("file", "text")
        let file = try #require(throws: WritingFailure.self) {
            try Publication(in: folder("file"), businessDate: date)
        }
        #expect(
            file.description == """
                \(folder("file")): error: the folder cannot be used: a file of that name is in its place
                  Do: move the file away, or choose another output folder
                """)
        let below = try #require(throws: WritingFailure.self) {
            try Publication(in: folder("file/out"), businessDate: date)
        }
        #expect(below.code == ENOTDIR)
        folder.makeFolder("real")
        folder.makeLink("link", to: folder("real"))
        for path in ["link", "link/"] {
            let link = try #require(throws: WritingFailure.self) {
                try Publication(in: folder(path), businessDate: date)
            }
            #expect(link.code == ELOOP)
        }
        #expect(folder.names("real").isEmpty)
        #expect(throws: WritingFailure.self) { try Publication(in: "", businessDate: date) }
        #expect(folder.text("file") == "text")
    }

    @Test("a link, a file or a FIFO in place of runs or of the lock is refused, and its target untouched")
    func inTheWay() throws {
        folder.makeFolder("elsewhere")
        folder.makeFolder("out")
        folder.makeLink("out/runs", to: folder("elsewhere"))
        #expect(throws: WritingFailure.self) { try Publication(in: folder("out"), businessDate: date) }
        #expect(folder.names("elsewhere").isEmpty)

        folder.makeFolder("two")
        folder.makeLink("two/.lock", to: folder("precious"))
        #expect(throws: WritingFailure.self) { try Publication(in: folder("two"), businessDate: date) }
        #expect(folder.mode("precious") == 0)

        folder.makeFolder("three")
        mkfifo(folder("three/.lock"), 0o600)
        #expect(throws: WritingFailure.self) { try Publication(in: folder("three"), businessDate: date) }
    }

    @Test("a file that exists is not written over")
    func fileExists() throws {
        let publication = try Publication(in: folder("out"), businessDate: date)
        let stage = try #require(folder.names("out/runs").first)
        folder.makeFile("precious", "mine")
        folder.makeLink("out/runs/\(stage)/stock.csv", to: folder("precious"))
        let failure = try #require(throws: WritingFailure.self) { try publication.newFile("stock.csv") }
        #expect(failure.code == EEXIST)
        #expect(folder.text("precious") == "mine")
    }

    @Test("a folder without write permission is refused", .enabled(if: geteuid() != 0, "root may write everywhere"))
    func readOnly() throws {
        folder.makeFolder("out", mode: 0o555)
        let failure = try #require(throws: WritingFailure.self) {
            try Publication(in: folder("out"), businessDate: date)
        }
        #expect(failure.code == EACCES)
    }

    @Test("a full disk: the file, the reason, what to do")
    func fullDisk() throws {
        let full = open("/dev/full", O_WRONLY)
        try #require(full >= 0)
        let file = OutputFile(descriptor: full, path: "a.csv", shownPath: "out/a.csv", register: FileRegister())
        let failure = try #require(throws: WritingFailure.self) { try file.write(Array("x".utf8)) }
        #expect(
            failure.description == """
                out/a.csv: error: the file cannot be written: the disk is full
                  Do: make room on the disk, then run again; the previous run is untouched
                """)
    }

    @Test("a file that cannot be put on disk is a failure")
    func syncFails() throws {
        var pipes: [Int32] = [0, 0]
        try #require(pipe(&pipes) == 0)
        defer { close(pipes[0]) }
        let file = OutputFile(descriptor: pipes[1], path: "a", shownPath: "out/a", register: FileRegister())
        try file.write(Array("x".utf8))
        #expect(throws: WritingFailure.self) { try file.finish() }
    }

    @Test("a reader of latest sees whole runs only", .timeLimit(.minutes(1)))
    func reader() throws {
        try publish("1")
        let path = folder("out/latest")
        let seen = Atomic<Int>(0)
        let mixed = Atomic<Int>(0)
        let isDone = Atomic<Bool>(false)
        // A thread of its own: the tests around this one may keep all of the pool's busy.
        let reading = Thread {
            while !isDone.load(ordering: .relaxed) {
                mixed.add(Self.isWhole(path) ? 0 : 1, ordering: .relaxed)
                seen.add(1, ordering: .relaxed)
            }
        }
        reading.start()
        var number = 1
        while number < 60 || seen.load(ordering: .relaxed) < 100 {
            number += 1
            try publish("\(number)")
        }
        isDone.store(true, ordering: .relaxed)
        #expect(mixed.load(ordering: .relaxed) == 0)
    }

    /// Whether the run at `path` has both its files, of one run, and its manifest.
    private static func isWhole(_ path: String) -> Bool {
        // One folder opened, then everything from it.
        let run = open(path, O_RDONLY | O_DIRECTORY)
        guard run >= 0 else { return false }
        defer { close(run) }
        let text = text(run, "a.txt")
        return text != nil && text == self.text(run, "b.txt") && self.text(run, "manifest.json") != nil
    }

    private static func text(_ folder: Int32, _ name: String) -> String? {
        let file = openat(folder, name, O_RDONLY)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = read(file, &buffer, buffer.count)
        return count < 0 ? nil : String(decoding: buffer[..<count], as: UTF8.self)
    }

    @discardableResult
    private func publish(_ text: String, on day: String = "2026-11-23") throws -> String {
        let date = try #require(Timestamp(iso8601: day))
        let publication = try Publication(in: folder("out"), businessDate: date)
        for name in ["a.txt", "b.txt"] {
            let file = try publication.newFile(name)
            try file.write(Array(text.utf8))
            try file.finish()
        }
        return try publication.publish()
    }
}
