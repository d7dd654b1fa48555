import CSVStream
import Testing

/// Records, positions and broken quoting. In the tables `!1` is a stray quote, `!2` an open one, `!3` a foreign line
/// end.
@Suite struct CSVStreamTests {
    /// A text, and the rows that must come out of it.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let text: String
        let rows: [String]
        var missing = false
        var options = CSVOptions()

        var testDescription: String { name }
    }

    private static let cases = [
        Case(name: "empty", text: "", rows: []),
        Case(
            name: "plain", text: "a,b\n1,2\n", rows: ["1 1:0 [a|b] a,b", "2 2:4 [1|2] 1,2"]),
        Case(
            name: "CR LF, blank lines counted", text: "a,b\r\n\r\n  \r\n1,2\r\n",
            rows: ["1 1:0 [a|b] a,b", "2 4:11 [1|2] 1,2"]),
        Case(name: "CR alone", text: "a,b\r\r1,2\r", rows: ["1 1:0 [a|b] a,b", "2 3:5 [1|2] 1,2"]),
        Case(
            name: "LF and CR LF mixed", text: "a\r\nb\nc\r\n", rows: ["1 1:0 [a] a", "2 2:3 [b] b", "3 3:5 [c] c"]),
        Case(name: "no final line end", text: "a\nb,", rows: ["1 1:0 [a] a", "2 2:2 [b|] b,"], missing: true),
        Case(name: "no final line end behind a quote", text: "\"a\"", rows: ["1 1:0 [a] \"a\""], missing: true),
        Case(
            name: "line ends inside quotes", text: "\"a\r\nb\",\"c\nd\"\n\"\re\"\nf\n",
            rows: ["1 1:0 [a\r\nb|c\nd] \"a\r\nb\",\"c\nd\"", "2 4:13 [\re] \"\re\"", "3 5:18 [f] f"]),
        Case(
            name: "doubled quotes, empty cells, blanks", text: "\"a\"\"b\",, c ,\"\"\n",
            rows: ["1 1:0 [a\"b||c|] \"a\"\"b\",, c ,\"\""]),
        Case(
            name: "stray quotes", text: "a,b\n1,x\"y,3\n1,\"x\"y,3\n4,5\n",
            rows: ["1 1:0 [a|b] a,b", "2 2:4 !1 1,x\"y,3", "3 3:12 !1 1,\"x\"y,3", "4 4:21 [4|5] 4,5"]),
        Case(
            name: "a quote left open, found at the next quote", text: "a\n1,\"x\n2,y\n3,\"z\"\n4\n",
            rows: ["1 1:0 [a] a", "2 2:2 !1 1,\"x", "3 3:7 [2|y] 2,y", "4 4:11 [3|z] 3,\"z\"", "5 5:17 [4] 4"]),
        Case(
            name: "a quote left open, found at the end", text: "a\n1,\"x\n2,y\n\n3",
            rows: ["1 1:0 [a] a", "2 2:2 !2 1,\"x", "3 3:7 [2|y] 2,y", "4 5:12 [3] 3"], missing: true),
        Case(
            name: "a quote left open in the last line", text: "a\n\"b\n", rows: ["1 1:0 [a] a", "2 2:2 !2 \"b"]),
        Case(
            name: "bare CR outside quotes", text: "a\nb\rc\n\"d\r\"\n\re\nf\n",
            rows: ["1 1:0 [a] a", "2 2:2 !3 b\rc", "3 3:6 [d\r] \"d\r\"", "4 4:11 !3 \re", "5 5:14 [f] f"]),
        Case(
            name: "LF among CR", text: "a\rb\nc\r\"d\n\"\r",
            rows: ["1 1:0 [a] a", "2 2:2 !3 b\nc", "3 3:6 [d\n] \"d\n\""]),
        Case(
            name: "TAB", text: "a\t\tb\n\t\t\n x \t\"y\"\t\n",
            rows: ["1 1:0 [a||b] a\t\tb", "2 2:5 [||] \t\t", "3 3:8 [x|y|]  x \t\"y\"\t"],
            options: CSVOptions(delimiter: 0x09)),
        Case(
            name: "no quoting", text: "a\"b;\"c\n\";\n", rows: ["1 1:0 [a\"b|\"c] a\"b;\"c", "2 2:7 [\"|] \";"],
            options: CSVOptions(delimiter: 0x3B, quote: nil)),
        Case(
            name: "other line separators are data", text: "a\u{2028}b\u{85}c\n",
            rows: [
                "1 1:0 [a\u{2028}b\u{85}c] a\u{2028}b\u{85}c"
            ]),
    ]

    @Test("rows, positions and raw bytes, for any size of the pieces fed", arguments: cases)
    func rows(_ test: Case) {
        for chunk in [1, 2, 3, 5, 64, 4096] {
            for stop in [1, 2, Int.max] {
                let result = CSVHarness.read(
                    test.text, chunk: chunk, options: test.options, stopAfterRows: stop)
                #expect(result.rows == test.rows, "chunk \(chunk), stop \(stop)")
                #expect(result.failure == nil)
                #expect(result.missingFinalLineEnd == test.missing)
            }
        }
    }

    @Test("only wanted columns are copied, and it may change behind the header")
    func wanted() throws {
        let result = CSVHarness.read("a,b,c,d\n1,2,3,4\n", wanted: [false, true, false])
        #expect(result.rows == ["1 1:0 [-|b|-|-] a,b,c,d", "2 2:8 [-|2|-|-] 1,2,3,4"])
        let stream = CSVStream(options: CSVOptions())
        var batch = CSVBatch()
        let bytes = Array("a,b\n1,2\n3,4\n".utf8)
        try bytes.withUnsafeBytes { whole in
            let taken = try stream.feed(whole, into: &batch, stopAfterRows: 1)
            #expect(taken == 4)
            #expect(batch.fields.map(\.count) == [1, 1])
            stream.wanted = [false, true]
            try stream.feed(UnsafeRawBufferPointer(rebasing: whole[taken...]), into: &batch)
            #expect(batch.fields.map(\.count) == [-1, 1, -1, 1])
            #expect(batch.withBytes(of: batch.fields[3]) { Array($0) } == Array("4".utf8))
        }
    }

    @Test("one stray quote never swallows the lines behind it, whatever the piece")
    func strayQuoteAtAnyPlace() {
        let lines = ["id,name,n", "1,\"x, y\",2", "2,\"p\"\"q\",3", "3,plain,4", "4,\"\",5"]
        for broken in lines.indices {
            for place in 0...lines[broken].utf8.count {
                var edited = lines
                edited[broken].insert("\"", at: edited[broken].index(edited[broken].startIndex, offsetBy: place))
                let text = edited.joined(separator: "\n") + "\n"
                let rows = CSVHarness.read(text, chunk: 7).rows
                // Every other line is read as itself; at most the line behind may be part of a record that is whole.
                let intact = lines.indices.filter { $0 != broken && $0 != broken + 1 }
                for line in intact {
                    #expect(rows.contains { $0.hasSuffix("] \(lines[line])") }, "\(text)")
                }
            }
        }
    }

    @Test("limits: a line alone over one ends the file, a quote left open is given up")
    func limits() {
        func text(_ count: Int) -> String { String(repeating: "x", count: count) }
        let small = CSVOptions(fieldLimit: 100, recordLimit: 1000, columnLimit: 10)
        let cases: [(String, CSVOptions, CSVFailure.Limit?)] = [
            ("a\n" + text(100) + "\n", small, nil),
            ("a\n" + text(101) + "\n", small, .field(100)),
            ("a\n\"" + text(101) + "\"\n", small, .field(100)),
            ("a\n" + text(2000), small, .record(1000)),
            ("a\n1,2,3,4,5,6,7,8,9,10\n", small, nil),
            ("a\n1,2,3,4,5,6,7,8,9,10,11\n", small, .columns(10)),
            ("a\n" + text(1 << 20) + "\n", CSVOptions(), nil),
            ("a\n" + text((1 << 20) + 1) + "\n", CSVOptions(), .field(1 << 20)),
            ("a\n" + text(5 << 20), CSVOptions(), .record(4 << 20)),
            ("a\n" + String(repeating: ",", count: 100_000) + "\n", CSVOptions(), .columns(16_384)),
        ]
        for (document, options, limit) in cases {
            for chunk in [64, 65_536] {
                let result = CSVHarness.read(document, chunk: chunk, options: options)
                #expect(result.failure?.reason == limit.map { .limit($0) })
                #expect(result.rows.first == "1 1:0 [a] a")
                if limit != nil { #expect(result.failure?.line == 2 && result.failure?.byte == 2) }
            }
        }
        let open = "\"a\n" + String(repeating: "0123456789abcdefghi\n", count: 60_000)
        for options in [small, CSVOptions()] {
            let result = CSVHarness.read(open, chunk: 65_536, options: options)
            #expect(result.rows.count == 60_001)
            #expect(result.rows[0] == "1 1:0 !2 \"a")
            #expect(result.rows.last == "60001 60001:1199983 [0123456789abcdefghi] 0123456789abcdefghi")
        }
        #expect(
            CSVHarness.read("a\n" + text(101) + "\n", options: small).failure?.description
                == "record 2, line 2, byte 2: a cell is longer than 100 bytes. "
                + "This is no such export, or its line ends are lost.")
    }

    @Test("broken quoting on every line costs no more than a small factor")
    func brokenEverywhere() {
        let lines = String(repeating: "\"x\n\"\"\n", count: 100_000)
        #expect(CSVHarness.read(lines, chunk: 65_536).rows.count > 100_000)
    }

    @Test("random texts give the same rows for any size of the pieces")
    func random() {
        var state: UInt64 = 42
        func next(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(count))
        }
        let alphabet = ["a", "\"", ",", "\n", "\r\n", "\r", " ", "é", "\"\""]
        for _ in 0..<3000 {
            let text = (0..<next(30)).map { _ in alphabet[next(alphabet.count)] }.joined()
            let whole = CSVHarness.read(text)
            for chunk in [1, 3] {
                let parts = CSVHarness.read(text, chunk: chunk, stopAfterRows: chunk == 1 ? 1 : .max)
                #expect(parts.rows == whole.rows, "\(text.debugDescription)")
                #expect(parts.lineCount == whole.lineCount)
            }
        }
    }

    @Test("lines that libcsv does not see come out as if it had")
    func plainLines() {
        var state: UInt64 = 7
        func next(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(count))
        }
        let pieces = [
            "a", "bc", "defghijklm", ",", ";", "\t", " ", "  ", "\n", "\r\n", "\r", "\"", "é", "\u{C}", "'", "0",
        ]
        let variants = [
            CSVOptions(), CSVOptions(delimiter: 0x3B), CSVOptions(delimiter: 0x09, quote: nil),
            CSVOptions(delimiter: 0x20), CSVOptions(fieldLimit: 6, recordLimit: 12, columnLimit: 3),
        ]
        for round in 0..<20_000 {
            // Few quotes and returns in most texts, so that plain lines are many.
            let count = next(4) == 0 ? pieces.count : 10
            let text = (0..<next(40)).map { _ in pieces[next(count)] }.joined()
            let options = variants[round % variants.count]
            let wanted = round % 3 == 0 ? [true, false, true] : nil
            let chunk = 1 + next(50)
            let both = [true, false].map {
                CSVHarness.read(text, chunk: chunk, options: options, wanted: wanted, splitsPlainLines: $0)
            }
            #expect(both[0].rows == both[1].rows, "\(text.debugDescription) by \(options)")
            #expect(
                both[0].failure == both[1].failure && both[0].lineCount == both[1].lineCount, "\(text.debugDescription)"
            )
            #expect(both[0].missingFinalLineEnd == both[1].missingFinalLineEnd, "\(text.debugDescription)")
        }
    }
}
