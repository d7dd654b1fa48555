import Foundation
import Glibc
import StockTestSupport
import Testing

@testable import StockPipeline

/// A file that was read before is known by its mark as long as nothing has happened to it.
@Suite("marks of files")
struct FileMarkTests {
    let folder = TemporaryFolder()
    private let soon = Int(time(nil)) + 60

    init() { folder.makeFile("a.csv", "sku,quantity\nA,1\n") }

    private func mark(_ name: String = "a.csv", now: Int? = nil) -> String? {
        FileMark(path: folder(name), now: now ?? soon)?.text
    }

    @Test("a file that nobody touches keeps its mark")
    func same() {
        #expect(mark() != nil)
        #expect(mark() == mark())
    }

    @Test("a file that was changed a moment ago, or in the future, has none")
    func unsettled() {
        #expect(mark(now: Int(time(nil))) == nil)
        #expect(mark(now: Int(time(nil)) - 3600) == nil)
    }

    @Test("other content of the same size gives another mark, even with the old time of writing")
    func changed() throws {
        let before = mark()
        var status = stat()
        try #require(lstat(folder("a.csv"), &status) == 0)
        usleep(20_000)
        folder.makeFile("a.csv", "sku,quantity\nA,2\n")
        let times = [status.st_atim, status.st_mtim]
        try #require(utimensat(AT_FDCWD, folder("a.csv"), times, 0) == 0)
        #expect(mark() != before)
    }

    @Test("a copy is another file, a link and a missing file have no mark")
    func others() throws {
        try FileManager.default.copyItem(atPath: folder("a.csv"), toPath: folder("b.csv"))
        folder.makeLink("link.csv", to: folder("a.csv"))
        #expect(mark("b.csv") != mark())
        #expect(mark("link.csv") == nil)
        #expect(mark("missing.csv") == nil)
    }
}
