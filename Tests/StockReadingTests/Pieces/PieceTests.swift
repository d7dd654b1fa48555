import Foundation
import StockModel
import StockTestSupport
import Testing

@testable import StockReading

@Suite("Huge files in pieces")
struct PieceTests {
    private static let header = "order_id,sku,shipped_at,serials\n"
    private static let keyed = "Key,Item,Day,Pieces\n"

    /// A file, how it is read where pieces have 40 bytes, and what of it matters.
    private static let cases: [(name: String, text: String, way: PieceReading.Way)] = [
        ("even rows", header + rows(10), .pieces),
        ("CR LF", header.replacing("\n", with: "\r\n") + rows(10).replacing("\n", with: "\r\n"), .pieces),
        ("a byte order mark", "\u{FEFF}" + header + rows(10), .pieces),
        ("one where a piece could begin", header + rows(1, serial: "\"\u{FEFF}S\"") + rows(9), .pieces),
        ("no line end at the end", header + rows(10).dropLast(), .pieces),
        ("line ends and separators in quotes", header + rows(8, serial: "\"S1\nS2,\n\n\""), .pieces),
        ("doubled quotes at every place", header + rows(8, serial: "\"\"\"S1\"\"\n\"\"\"\"\""), .pieces),
        ("blank lines", header + rows(3) + "\n\n\n" + rows(3) + "\n\n" + rows(3), .pieces),
        ("the header again", header + rows(4) + header + rows(4), .pieces),
        ("short and long rows", header + rows(3) + "O,AX\n" + rows(3) + "O,AX,2026-03-01,,x\n" + rows(2), .pieces),
        ("a stray quote", header + rows(3) + "O,5\" AX,2026-03-01,\n" + rows(6), .pieces),
        ("a stray quote in front", header + "O,5\" AX,2026-03-01,\n" + rows(6), .whole),
        (
            "quotes that are odd between two pieces",
            header + rows(2) + "O,5\" AX,2026-03-01,\n" + rows(1, serial: "\"a\nb\"") + rows(5), .fallback
        ),
        ("two stray quotes", header + rows(3) + "O,5\" AX\",2026-03-01,\n" + rows(6), .pieces),
        ("a quote that is never closed", header + rows(3) + "O,\"AX,2026-03-01,\n" + rows(8), .pieces),
        ("lines in front of the header", "An export\nof today\n" + header + rows(10), .pieces),
        ("CR alone", (header + rows(10)).replacing("\n", with: "\r"), .whole),
        ("a zero byte", header + rows(10) + "\u{0}", .whole),
        ("nothing behind the header", header, .whole),
        ("identities", "serial,also\n" + (1...20).map { "S\($0),T\($0)\n" }.joined(), .whole),
        ("a catalogue", "sku,name\n" + (1...20).map { "S\($0),Name\n" }.joined(), .whole),
    ]

    private static func rows(_ count: Int, serial: String = "S") -> String {
        (1...count).map { "O\($0),AX,2026-03-01,\(serial)\n" }.joined()
    }

    @Test("each is read as a whole is, and cut where it can be", arguments: cases.indices)
    func edges(index: Int) throws {
        let (name, text, way) = Self.cases[index]
        try compare(Array(text.utf8), size: 40, wanted: way, name)
    }

    @Test("a piece begins with a document's first row, wherever it is cut")
    func documents() throws {
        let text = Self.keyed + (1...40).map { "K\($0 / 5),AX,\($0 % 5 == 0 ? "2026-03-01" : ""),1\n" }.joined()
        for size in stride(from: 20, to: 120, by: 9) {
            try compare(Array(text.utf8), size: size, wanted: nil, "pieces of \(size) bytes")
        }
        try compare(Array(text.utf8), size: 100, wanted: .pieces, "documents")
    }

    @Test("a row that cannot be taken lets those of its document wait, in other pieces too")
    func waiting() throws {
        let rows = (1...30).map { "K\($0 % 3),AX\($0 % 2),2026-03-01,\($0 == 20 ? "x" : "1")\n" }
        try compare(Array((Self.keyed + rows.joined()).utf8), size: 80, wanted: .pieces, "waiting")
    }

    @Test("the order of day and month is that of all pieces")
    func dates() throws {
        for (last, way) in [("13/03/2026", PieceReading.Way.pieces), ("03/13/2026", .pieces), ("", .pieces)] {
            let rows = (1...20).map { "K\($0),AX,03/04/2026,1\n" } + ["K,AX,\(last),1\n"]
            try compare(Array((Self.keyed + rows.joined()).utf8), size: 80, wanted: way, "dates, \(last)")
        }
        let rows = ["K,AX,13/03/2026,1\n"] + (1...20).map { "K\($0),AX,03/04/2026,1\n" } + ["K,AX,03/13/2026,1\n"]
        try compare(Array((Self.keyed + rows.joined()).utf8), size: 80, wanted: .fallback, "dates that do not agree")
    }

    @Test("more rejects than are listed at first, and more than are allowed")
    func rejects() throws {
        let rows = Array((Self.header + Self.rows(30, serial: "S\nO,,,")).utf8)
        try compare(rows, size: 300, wanted: .pieces, "all rejects") { $0.maxRejectsShare = 1 }
        try compare(rows, size: 300, wanted: .fallback, "too many rejects")
    }

    @Test(
        "what is wrong with the text far behind the header is told as ever", arguments: ["\u{0}", "\u{C3}(", "\u{FF}"])
    func text(_ end: String) throws {
        let bytes = Array((Self.header + Self.rows(20_000)).utf8) + end.unicodeScalars.map { UInt8($0.value) }
        try compare(bytes, size: 100_000, wanted: .fallback, end) { $0.maxRejectsShare = 1 }
    }

    @Test("a line over a limit is told as ever")
    func limit() throws {
        let long = "O,\(String(repeating: "x", count: 1_200_000)),2026-03-01,\n"
        try compare(
            Array((Self.header + Self.rows(9) + long + Self.rows(9)).utf8), size: 100_000, wanted: .fallback, "limit")
    }

    @Test("the hash is that of the file")
    func hash() throws {
        try compare(Array((Self.header + Self.rows(50)).utf8), size: 200, wanted: .pieces, "hash") { $0.hashes = true }
    }

    @Test("a file that changes after it was cut is looked at again in the next run")
    func changed() throws {
        let folder = TemporaryFolder()
        let url = URL(fileURLWithPath: folder("file.csv"))
        try Data((Self.header + Self.rows(50)).utf8).write(to: url)
        let reader = FileReader.cutting(every: 200)
        let file = try #require(
            reader.split(path: url.path, name: "file.csv", index: 0) { items, body in (0..<items).forEach(body) })
        let store = RecordStore(partitions: 3, names: Names())
        let handle = try FileHandle(forWritingTo: url)
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(Self.rows(1).utf8))
        for piece in file.sizes.indices { file.read(piece: piece, into: store) { _ in } }
        guard case .whole = file.conclude() else {
            Issue.record("the pieces count")
            return
        }
        let source = reader.readWhole(file, into: RecordStore(partitions: 3, names: Names()))
        #expect(source.outcome == .deferred)
    }

    /// 400 files; with `SERIALSTOCK_LONG` set, 10,000.
    private static let filesInBlock = ProcessInfo.processInfo.environment["SERIALSTOCK_LONG"] == nil ? 40 : 1000

    private static let readers = [16, 30, 64, 100, 250, 700].map { size in
        FileReader.cutting(every: size) { $0.maxRejectsShare = size % 4 == 0 ? 1 : 0.01 }
    }

    @Test("random files are read as a whole is", arguments: 0..<10)
    func random(block: Int) throws {
        let folder = TemporaryFolder()
        var ways: [PieceReading.Way: Int] = [:]
        for seed in (block * Self.filesInBlock)..<((block + 1) * Self.filesInBlock) {
            var random = SplitMix64(seed: UInt64(seed))
            try Data(PieceTables.file(&random)).write(to: URL(fileURLWithPath: folder("file.csv")))
            for (index, reader) in Self.readers.enumerated() {
                let way = expectEqual(
                    folder("file.csv"), reader, workers: 1 + index % 3, "seed \(seed), reader \(index)")
                ways[way, default: 0] += 1
            }
        }
        for way in PieceReading.Way.allCases {
            #expect(ways[way, default: 0] * 20 > Self.filesInBlock * Self.readers.count, "\(ways)")
        }
    }

    @Test("every fixture is read as a whole is", arguments: [30, 100, 400])
    func fixtures(size: Int) throws {
        let reader = FileReader.cutting(every: size)
        var pieces = 0
        for name in Fixtures.all {
            if .pieces == expectEqual(Fixtures.path(name), reader, workers: 2, "\(name), \(size)") { pieces += 1 }
        }
        #expect(pieces >= 15)
    }

    /// Compares bytes as a file in pieces with the same as a whole.
    private func compare(
        _ bytes: [UInt8], size: Int, wanted: PieceReading.Way?, _ what: String,
        _ change: (inout ReadingSettings) -> Void = { _ in }
    ) throws {
        let folder = TemporaryFolder()
        try Data(bytes).write(to: URL(fileURLWithPath: folder("file.csv")))
        let reader = FileReader.cutting(every: size, change)
        for workers in [1, 2] {
            let way = expectEqual(folder("file.csv"), reader, workers: workers, what)
            #expect(wanted == nil || way == wanted, "\(what)")
        }
    }

    private func expectEqual(_ path: String, _ reader: FileReader, workers: Int, _ what: String) -> PieceReading.Way {
        var way = PieceReading.Way.whole
        let pieces = PieceReading(piecesAt: path, with: reader, workers: workers, way: &way)
        let whole = PieceReading(wholeAt: path, with: reader)
        let difference = zip(pieces.lines, whole.lines).first { $0 != $1 }
        #expect(
            pieces == whole,
            "\(what), \(way): \(difference.map { "\($0)" } ?? "")\n\(pieces.source)\n\(whole.source)")
        return way
    }
}
