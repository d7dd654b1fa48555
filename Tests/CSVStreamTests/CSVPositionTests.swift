import Testing

@testable import CSVStream

/// Reading on in the midst of a file, and counting what lies before a place.
@Suite struct CSVPositionTests {
    private struct Random {
        var state: UInt64

        mutating func next(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(count))
        }
    }

    /// The start of a text, and where its next record starts.
    static let starts: [(text: String, next: CSVPosition?)] = [
        ("a,b\n1,2\n", CSVPosition(record: 3, line: 3, byte: 8)),
        ("a,b\r\n\r\n", CSVPosition(record: 2, line: 3, byte: 7)),
        ("a,\"b\n\"\n", CSVPosition(record: 2, line: 3, byte: 7)),
        ("a\n1,x\"y\n", CSVPosition(record: 3, line: 3, byte: 8)),
        ("a,\"b\n", nil),
        ("a,b\n1,2", nil),
        ("a,b", nil),
        ("a\rb\r", nil),
    ]

    @Test("the next record is told between two records, where lines end with LF", arguments: starts.indices)
    func next(index: Int) {
        let (text, next) = Self.starts[index]
        #expect(CSVHarness.readPart(text).next == next, "\(text.debugDescription)")
    }

    @Test("whoever reads on at the next record finds what one stream finds")
    func readOn() {
        var random = Random(state: 11)
        let alphabet = ["a", "b", "\"", ",", "\n", "\n", "\r\n", "\r", " ", "é", "\"\"", "\"x\ny\""]
        var compared = 0
        for _ in 0..<5000 {
            let text = "h\n" + (0..<random.next(40)).map { _ in alphabet[random.next(alphabet.count)] }.joined()
            let bytes = Array(text.utf8)
            let end = bytes.indices.filter { bytes[$0] == 0x0A }[random.next(bytes.count { $0 == 0x0A })] + 1
            let (rows, next) = CSVHarness.readPart(String(decoding: bytes[..<end], as: UTF8.self))
            guard let next else { continue }
            compared += 1
            let whole = CSVHarness.read(text)
            let rest = CSVHarness.read(String(decoding: bytes[end...], as: UTF8.self), from: next)
            #expect(rows + rest.rows == whole.rows, "\(text.debugDescription) at \(end)")
            #expect(rest.lineCount == whole.lineCount, "\(text.debugDescription) at \(end)")
            #expect(rest.missingFinalLineEnd == whole.missingFinalLineEnd || end == bytes.count)
        }
        #expect(compared > 2000)
    }

    @Test(
        "quotes and line feeds are counted at any length", arguments: [0, 1, 63, 64, 65, 1000, 64 * 255, 64 * 255 + 70])
    func tally(count: Int) {
        var random = Random(state: UInt64(count))
        for alphabet in [[0x22], [0x0A], [0x22, 0x0A, 0x61, 0x2C], Array(UInt8.min...UInt8.max)] as [[UInt8]] {
            let bytes = (0..<count).map { _ in alphabet[random.next(alphabet.count)] }
            var tally = LineTally()
            bytes.withUnsafeBytes { tally.add($0) }
            #expect(tally.quotes == bytes.count { $0 == 0x22 } && tally.lineFeeds == bytes.count { $0 == 0x0A })
        }
    }

    @Test("a line ends at the first line end outside quotes")
    func line() {
        func end(_ text: String, behind before: String = "", isQuoted: Bool = true) -> Int? {
            var tally = LineTally()
            Array(before.utf8).withUnsafeBytes { tally.add($0) }
            return Array(text.utf8).withUnsafeBytes { tally.addLine($0, isQuoted: isQuoted) }
        }
        #expect(end("ab\nc\n") == 3)
        #expect(end("\"a\n\"\r\nc\n") == 6)
        #expect(end("a\n\",b\nc", behind: "x,\"") == 6)
        #expect(end("a\n\",b\nc", behind: "x,\"", isQuoted: false) == 2)
        #expect(end("a\n", behind: "\"") == nil)
    }
}
