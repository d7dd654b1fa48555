import Testing

@testable import stockbench

@Suite("the floor")
struct FloorTests {
    @Test("counts known files", arguments: [1, 2, 5])
    func knownFiles(threads: Int) throws {
        let folder = try TemporaryFolder()
        try folder.write("a.xml", "<a><b/><b>text</b></a>\n")
        try folder.write("deep/down/c.XML", "<c/>")
        try folder.write("orders.csv", "x,y,z\n1,\"2,\"\"3\",4\n")
        try folder.write("more/last-line-open.csv", "a,b\n1,2")
        try folder.write("workload.json", "{}")
        let report = try FloorRun(files: FloorFile.all(in: folder.path)).measure(threads: threads)
        #expect(report.threads == threads)
        #expect(report.xml.files == 2)
        #expect(report.xml.elements == 4)
        #expect(report.csv.files == 2)
        #expect(report.csv.fields == 10)
        #expect(report.csv.rows == 4)
        #expect(report.bytes == 22 + 4 + 19 + 7)
    }

    @Test("takes the largest file first")
    func order() throws {
        let folder = try TemporaryFolder()
        try folder.write("small.csv", "a\n")
        try folder.write("large.xml", "<a>                </a>")
        try folder.write("also-small.csv", "b\n")
        let names = try FloorFile.all(in: folder.path).map { $0.path.dropFirst(folder.path.count + 1) }
        #expect(names == ["large.xml", "also-small.csv", "small.csv"])
    }

    @Test("a file that is not well-formed is named")
    func broken() throws {
        let folder = try TemporaryFolder()
        try folder.write("broken.xml", "<a><b></a>")
        #expect(throws: BenchError("\(folder.path)/broken.xml: the bare parser cannot read it")) {
            try FloorRun(files: FloorFile.all(in: folder.path)).measure(threads: 2)
        }
    }

    @Test("a folder without any such file is refused")
    func empty() throws {
        let folder = try TemporaryFolder()
        #expect(throws: BenchError("\(folder.path) holds no .xml and no .csv file")) {
            try FloorFile.all(in: folder.path)
        }
    }
}
