import Testing
import XMLStream

/// What a trie gets out of a document.
@Suite struct XMLStreamTests {
    private static let document = """
        <?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE d SYSTEM "http://127.0.0.1:9/none.dtd">
        <env:E xmlns:env="urn:env"><d xmlns="urn:d" no="7">
          <line n="1"
                q='&lt;"&#38;&amp;amp;'><id>A<!-- x -->B<?pi y?>C</id><qty><![CDATA[1]]>0</qty></line>
          <line n="2">own<id>é€😀</id> text<x><y>deep</y></x></line>
          <empty/><d><id>inner</id></d>
        </d></env:E>

        """

    private static let harness = XMLHarness(
        paths: [
            "d+", "d/line+", "d/line/@n", "d/line/@q", "d/line", "d/line/id", "d/line/qty", "d/line/*/y", "d/empty",
        ])

    private static let expected = [
        "open d @3:116",
        "open d/line @4:143 n=1 q=<\"&&amp;",
        "close d/line/id [ABC]",
        "close d/line/qty [10]",
        "close d/line @4:143 []",
        "open d/line @6:252 n=2",
        "close d/line/id [é€😀]",
        "close d/line/*/y [deep]",
        "close d/line @6:252 [own text]",
        "close d/empty []",
        "close d @3:116",
    ]

    @Test(
        "events, texts, attributes and positions are the same for any size of the pieces fed",
        arguments: [1, 2, 3, 5, 64, 4096])
    func chunks(_ chunk: Int) throws {
        let events = try Self.harness.events(Self.document, chunk: chunk)
        #expect(events == Self.expected)
    }

    @Test(
        "the same at every place where what the parser gets at a time may end, and where what is read at a time may",
        arguments: [(4000, 4096), (4000, 1), (65_536, 1 << 20)])
    func cuts(_ end: Int, _ chunk: Int) throws {
        let harness = XMLHarness(paths: ["d/line/id", "d/line/@q"])
        let plain = try harness.events(Self.document)
        for back in 0..<Self.document.utf8.count {
            let padding = String(repeating: " ", count: end - back - 7)
            let document = Self.document.replacing("<env:E", with: "<!--\(padding)--><env:E")
            #expect(try harness.events(document, chunk: chunk) == plain)
        }
    }

    @Test("what the parser sees in one piece elsewhere, it sees so at any place", arguments: [4000, 8000, 65_536])
    func cutText(_ end: Int) throws {
        let cases = [
            ("a\r\nb\rc", "a\nb\nc"), ("é€😀", "é€😀"), ("&#233;&lt;&amp;&#x20AC;", "é<&€"), ("a]]b]>c]", "a]]b]>c]"),
            ("<![CDATA[]]]]><![CDATA[>]]>", "]]>"), ("a<!-- - -->b<?p ??>c", "abc"), ("<x y='é>'/>z", "z"),
        ]
        for (written, text) in cases {
            for back in 0...written.utf8.count + 7 {
                let padding = String(repeating: "x", count: end - back)
                let events = try XMLHarness(paths: ["d/i"]).events("<d><i>\(padding)\(written)</i></d>", chunk: end)
                #expect(events == ["close d/i [\(padding)\(text)]"])
            }
        }
    }

    @Test("blanks outside of the root, as many as there may be, change no position", arguments: [1, 2])
    func blanks(_ width: Int) throws {
        let (blanks, many) = (String(repeating: " \t \r\n", count: 20_000), String(repeating: " \n", count: 700_000))
        let document = "<?xml version='1.0'?>\(blanks)<!-- c -->\(blanks)<!DOCTYPE d>\(blanks)<d><i>1</i></d>\(many)"
        let mark: [UInt8] = width == 1 ? [] : [0xFF, 0xFE]
        let bytes = mark + document.utf8.flatMap { [$0] + [UInt8](repeating: 0, count: width - 1) }
        let place = mark.count + (300_000 + 21 + 10 + 12 + 3) * width
        let events = try XMLHarness(paths: ["d/i+", "d/i"]).events(bytes, chunk: 5000)
        #expect(events == Self.element("60001:\(place)", "1"))
    }

    /// The events of an element `i`, for the paths `d/i+` and `d/i`.
    private static func element(_ position: String, _ text: String) -> [String] {
        ["open d/i @\(position)", "close d/i @\(position) [\(text)]"]
    }

    @Test("positions are those of the `<` in the file, for both line ends")
    func positions() throws {
        for lineEnd in ["\n", "\r\n"] {
            var document = "<d>\(lineEnd)"
            var expected: [String] = []
            for number in 1...70_000 {
                if number % 10 == 1 {
                    expected += Self.element("\(number + 1):\(document.utf8.count)", "\(number)")
                    document += "<i>\(number)</i>"
                }
                document += "é\(lineEnd)"
            }
            document += "</d>"
            let events = try XMLHarness(paths: ["d/i+", "d/i"]).events(document)
            #expect(events == expected)
        }
    }

    @Test("a document in another encoding gives the same texts, with positions in the file")
    func encodings() throws {
        let body = "<d>ü<i>ä</i>\u{20AC}😀<i>ö</i></d>"
        func wide(_ text: String, highFirst: Bool) -> [UInt8] {
            text.utf16.flatMap { unit in
                let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
                return highFirst ? [high, low] : [low, high]
            }
        }
        let harness = XMLHarness(paths: ["d/i+", "d/i"])
        let head = "<?xml version='1.0' encoding='UTF-16'?>"
        for highFirst in [true, false] {
            let start = head.utf16.count + 4
            for marked in [true, false] {
                let bytes = wide((marked ? "\u{FEFF}" : "") + head + body, highFirst: highFirst)
                let first = 2 * (start + (marked ? 1 : 0))
                for chunk in [1, 2, 3, 5, 4096] {
                    let events = try harness.events(bytes, chunk: chunk)
                    #expect(events == Self.element("1:\(first)", "ä") + Self.element("1:\(first + 22)", "ö"))
                }
            }
        }
        let latin =
            Array("<?xml version='1.0' encoding='ISO-8859-1'?><d>".utf8) + [0xFC] + Array("<i>".utf8) + [0xE4]
            + Array("</i></d>".utf8)
        #expect(try harness.events(latin) == Self.element("1:47", "ä"))
        let western =
            Array("<?xml version='1.0' encoding='windows-1252'?><d><i>".utf8) + [0x80]
            + Array("</i></d>".utf8)
        #expect(try harness.events(western) == Self.element("1:48", "€"))
        #expect(try harness.events("\u{FEFF}<d><i>x</i></d>") == Self.element("1:6", "x"))
    }

    @Test("a root is known by name and namespace, and at any depth")
    func roots() throws {
        let document = "<w><a xmlns='urn:x:1'><i>1</i></a><a><i>2</i></a><b:a xmlns:b='urn:y'><i>3</i></b:a></w>"
        func texts(_ namespaces: [String]) throws -> [String] {
            try XMLHarness(paths: ["a/i"], namespaces: namespaces).events(document).map { String($0.suffix(3)) }
        }
        #expect(try texts([]) == ["[1]", "[2]", "[3]"])
        #expect(try texts([""]) == ["[2]"])
        #expect(try texts(["urn:x:1"]) == ["[1]"])
        #expect(try texts(["urn:x:*", "urn:y"]) == ["[1]", "[3]"])
        #expect(try texts(["urn:x"]) == [])
    }

    @Test("text of any length comes whole, in pieces of any size", arguments: [1000, 20_000, 65_536, 1 << 20])
    func longText(_ chunk: Int) throws {
        for length in [300, 65_536, 200_000, 1 << 20] {
            let text = String(repeating: "0123456é]]", count: length / 11)
            let document = "<d><i>\(text)</i><i><![CDATA[\(text)]]></i></d>"
            let events = try XMLHarness(paths: ["d/i"]).events(document, chunk: chunk)
            #expect(events.count == 2)
            #expect(events.allSatisfy { $0.hasSuffix(" [\(text)]") })
        }
    }

    @Test("a comment with a `<` and a long text behind it is no tag", arguments: [4096, 20_000, 65_536, 1 << 20])
    func longComment(_ chunk: Int) throws {
        let filler = String(repeating: "x ", count: 200_000)
        let document = "<d><!-- a < b \(filler)--><i>1</i><?p < \(filler)?><i>2</i><![CDATA[ < \(filler)]]></d>"
        let events = try XMLHarness(paths: ["d/i"]).events(document, chunk: chunk)
        #expect(events.map { String($0.suffix(3)) } == ["[1]", "[2]"])
    }

    @Test("a text goes on over what is handed over in between, with whatever is in it")
    func textOverBatches() throws {
        let filler = String(repeating: "<!-- \(String(repeating: "x ", count: 1000)) -->", count: 100)
        let inner = "b<x>c\(filler)<y>d\(filler)</y></x>e"
        let document = "<d><i>a\(filler)\(inner)\(filler)f</i><j>1<i>\(filler)2</i>3</j></d>"
        let events = try XMLHarness(paths: ["d/i", "d/j", "d/j/i"]).events(document)
        #expect(events == ["close d/i [abef]", "close d/j/i [2]", "close d/j [13]"])
    }

    @Test("of a document of any size, no more is handed over and asked for at a time")
    func hugeDocument() throws {
        var trie = XMLTrie()
        trie.captureText(trie.child(of: trie.addRoot(localName: "d"), named: "i"))
        let lines = Array(String(repeating: "<i>0123456789</i>\n", count: 1000).utf8)
        let pieces = [Array("<d>".utf8)] + [[UInt8]](repeating: lines, count: 300) + [Array("</d>".utf8)]
        var (asked, taken) = (0, 0)
        try XMLStream(trie: trie)
            .read { room in
                guard asked < pieces.count else { return 0 }
                room.copyBytes(from: pieces[asked])
                asked += 1
                return pieces[asked - 1].count
            } events: { batch in
                taken += batch.events.count
                // What came of the last piece, and of what was left of the one before.
                #expect(batch.events.count <= 1_300 && asked * 1000 - taken < 2_500)
            }
        #expect(taken == 300_000)
    }

    private enum Stop: Error { case here }

    @Test("who reads and who takes may stop in the middle, and are not asked again", arguments: [1, 5, 64, 4096])
    func interruptions(_ chunk: Int) throws {
        let document = Array("<d>\(String(repeating: "<i>1</i>", count: 20_000))</d>".utf8)
        var lines: [String] = []
        var calls = 0
        #expect(throws: XMLStreamError<Stop>.self) {
            try XMLHarness(paths: ["d/i"]).read(into: &lines) { (room) throws(Stop) in
                calls += 1
                if calls == 21 { throw .here }
                room.copyBytes(from: document[((calls - 1) * chunk)..<(calls * chunk)])
                return chunk
            }
        }
        #expect(calls == 21)
        #expect(lines.count <= 20 * chunk / 8)
        var (batches, rest) = (0, document[...])
        var trie = XMLTrie()
        trie.captureText(trie.child(of: trie.addRoot(localName: "d"), named: "i"))
        #expect(throws: XMLStreamError<Stop>.self) {
            try XMLStream(trie: trie).read { (room) throws(Stop) in
                #expect(batches == 0)
                let piece = rest.prefix(min(chunk, room.count))
                room.copyBytes(from: piece)
                rest = rest.dropFirst(piece.count)
                return piece.count
            } events: { (_) throws(Stop) in
                batches += 1
                throw .here
            }
        }
        #expect(batches == 1)
    }

    @Test("what stands before a fault is told, and nothing behind it", arguments: [1, 7, 4096])
    func faults(_ chunk: Int) {
        let start = "<d><i>1</i><i>2</i>"
        for fault in ["<i></j>", "&x;", "<!DOCTYPE d>", "<i x='<'/>", "]]>", "<i", "<p:i/>"] {
            var lines: [String] = []
            let document = Array("\(start)\(fault)<i>3</i></d>".utf8)
            #expect(XMLHarness(paths: ["d/i"]).read(document, chunk: chunk, into: &lines) != nil, "\(fault)")
            #expect(lines.filter { $0 != "close d/i []" } == ["close d/i [1]", "close d/i [2]"], "\(fault)")
        }
    }

    @Test("a prefix tells the first elements, cut or damaged as it may be")
    func outline() {
        let document = "<?xml version='1.0'?><e:E xmlns:e='urn:e' v='1&amp;2'><d xmlns='urn:d'/><x>\u{0}"
        let all = [
            XMLOutlineElement(
                depth: 0, localName: "E", namespace: "urn:e", attributes: [.init(name: "v", value: "1&2")]),
            XMLOutlineElement(depth: 1, localName: "d", namespace: "urn:d"),
        ]
        func outline(_ bytes: [UInt8], _ limit: Int) -> [XMLOutlineElement] {
            bytes.withUnsafeBytes { XMLOutline.elements(ofPrefix: $0, limit: limit) }
        }
        let bytes = Array(document.utf8)
        #expect(outline(Array(bytes.prefix(72)), 10) == all)
        #expect(outline(bytes, 1) == [] || outline(bytes, 1) == [all[0]])
        #expect(outline(Array(bytes.prefix(72)), 1) == [all[0]])
        #expect(outline(Array("no xml".utf8), 5) == [])
        #expect(outline([], 5) == [])
        // A tag that is cut is not told of, and an end at any place is no failure.
        for length in 22...72 {
            let prefix = Array(bytes.prefix(length))
            let seen = prefix.withUnsafeBytes { XMLOutline.look(atPrefix: $0, limit: 5) }
            #expect(seen.elements == Array(all.prefix(length < 54 ? 0 : length < 72 ? 1 : 2)) && seen.failure == nil)
        }
    }
}
