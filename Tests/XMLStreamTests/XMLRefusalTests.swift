import Testing
import XMLStream

/// What refuses a file, and in what words.
@Suite struct XMLRefusalTests {
    @Test("declarations and references of the document's own are refused, the DOCTYPE alone is not")
    func declarations() {
        let declarations: [(String, XMLFailure.Reason)] = [
            ("<!ENTITY one '1'>", .declaration(name: "one")),
            ("<!ENTITY % p SYSTEM 'file:///etc/passwd'>", .declaration(name: "p")),
            ("<!ENTITY x SYSTEM 'file:///etc/passwd'>", .declaration(name: "x")),
            ("<!ENTITY u SYSTEM 'u' NDATA n>", .declaration(name: "u")),
            ("<!ATTLIST a b CDATA 'CASE12'>", .declaration(name: "a")),
            ("<!ATTLIST a b (x|y) 'x'>", .declaration(name: "a")),
            ("<!ELEMENT a ANY>", .declaration(name: "a")),
            ("<!ELEMENT a (b,(c|d)*)>", .declaration(name: "a")),
            ("<!NOTATION n SYSTEM 'n'>", .declaration(name: "n")),
            ("%p;", .entityReference(name: "p")),
        ]
        for (declaration, reason) in declarations {
            for chunk in [1, 4096] {
                #expect(
                    XMLHarness.failure("<!DOCTYPE a [\(declaration)]><a/>", chunk: chunk)?.reason == reason,
                    "\(declaration)")
            }
        }
        let bare = "<!DOCTYPE a PUBLIC '-//X' 'http://127.0.0.1:9/x.dtd'>"
        #expect(XMLHarness.failure("\(bare)<a>&lt;&gt;&amp;&quot;&apos;&#65;</a>") == nil)
        #expect(XMLHarness.failure("<!DOCTYPE a []><a/>") == nil)
        for document in ["<a>&e;</a>", "<a b='&e;'/>", "\(bare)<a>&e;</a>", "\(bare)<a b='&e;'/>"] {
            #expect(XMLHarness.failure(document)?.reason == .entityReference(name: "e"), "\(document)")
        }
    }

    @Test("what loads other files elsewhere is plain content here")
    func ignored() {
        let documents = [
            "<a xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='/etc/passwd' parse='text'/></a>",
            "<?xml-stylesheet href='/etc/passwd'?><a/>", "<?oasis-xml-catalog catalog='/etc/passwd'?><a/>",
            "<a xmlns:x='http://www.w3.org/2001/XMLSchema-instance' x:schemaLocation='u /etc/passwd'/>",
        ]
        for document in documents { #expect(XMLHarness.failure(document) == nil, "\(document)") }
    }

    @Test("a bomb is refused at its first declaration")
    func bombs() {
        var bomb = "<!DOCTYPE a [<!ENTITY l0 'lol'>"
        for level in 1...9 {
            bomb += "<!ENTITY l\(level) '\(String(repeating: "&l\(level - 1);", count: 10))'>"
        }
        #expect(XMLHarness.failure(bomb + "]><a>&l9;</a>")?.reason == .declaration(name: "l0"))
        let large = String(repeating: "x", count: 5_000_000)
        #expect(XMLHarness.failure("<!DOCTYPE a [<!ENTITY e '\(large)'>]><a>&e;</a>") != nil)
    }

    @Test("limits hold on both sides")
    func limits() {
        func nested(_ depth: Int) -> String {
            String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
        }
        func attributes(_ count: Int) -> String {
            "<a" + (0..<count).map { " b\($0)=''" }.joined() + "/>"
        }
        func text(_ count: Int) -> String { String(repeating: "x", count: count) }
        let mebibyte = 1 << 20
        #expect(XMLHarness.failure(nested(64)) == nil)
        for depth in [65, 257, 10_000] {
            #expect(XMLHarness.failure(nested(depth))?.reason == .limit(.depth, value: 64))
        }
        #expect(XMLHarness.failure(attributes(256)) == nil)
        #expect(XMLHarness.failure(attributes(257))?.reason == .limit(.attributes, value: 256))
        #expect(XMLHarness.failure(attributes(1_000_000))?.reason == .limit(.tag, value: 65_536))
        for value in [text(65_537), String(repeating: ">", count: 4_000_000), text(10_000_000)] {
            #expect(XMLHarness.failure("<a b='\(value)'/>", chunk: 512)?.reason == .limit(.tag, value: 65_536))
        }
        #expect(XMLHarness.failure("<a b='\(text(60_000))'>\(text(100_000))</a>") == nil)
        for (start, end) in [("<a>", "</a>"), ("<a><![CDATA[", "]]></a>"), ("<a><b/>", "</a>")] {
            #expect(XMLHarness.failure(start + text(mebibyte) + end) == nil)
            #expect(
                XMLHarness.failure(start + text(mebibyte + 1) + end)?.reason == .limit(.text, value: mebibyte))
        }
        for (start, end) in [("<a/><!--", "-->"), ("<?p ", "?><a/>"), ("<a><!--", "--></a>")] {
            #expect(XMLHarness.failure(start + text(mebibyte) + end) == nil)
            #expect(
                XMLHarness.failure(start + text(mebibyte + 1) + end)?.reason == .limit(.comment, value: mebibyte))
            #expect(XMLHarness.failure(start + text(3 * mebibyte) + end) != nil)
        }
    }

    @Test("the limit of a tag holds to the byte, wherever it begins", arguments: [1000, 4096, 65_536])
    func tagLimit(_ chunk: Int) {
        for place in [0, 1, 3_990, 4_000, 7_777, 65_500] {
            let text = String(repeating: "x", count: place)
            for start in ["<a b='", "<a b=\"'>>", "<a "] {
                let end = start == "<a " ? "/>" : start.contains("\"") ? "\"/>" : "'/>"
                let filler = start == "<a " ? " " : ">"
                let room = 65_536 - start.utf8.count - end.utf8.count
                let tags = [room, room + 1].map { start + String(repeating: filler, count: $0) + end }
                #expect(XMLHarness.failure("<d>\(text)\(tags[0])</d>", chunk: chunk) == nil)
                let limit = XMLFailure(.limit(.tag, value: 65_536), line: 1, byte: Int64(place) + 3)
                #expect(XMLHarness.failure("<d>\(text)\(tags[1])</d>", chunk: chunk) == limit)
            }
        }
        let text = String(repeating: "x", count: 100_000)
        for noTag in ["<!-- don't < it's -->", "<![CDATA[ < ' ]]>", "<?p < ' ?>", "<b c='\"'/>"] {
            #expect(XMLHarness.failure("<a>\(noTag)\(text)</a>", chunk: chunk) == nil, "\(noTag)")
        }
        let long = XMLHarness.failure("<a></a\(String(repeating: "\n", count: 70_000))>", chunk: chunk)
        #expect(long == XMLFailure(.limit(.tag, value: 65_536), line: 1, byte: 3))
    }

    @Test("what is collected to its end is refused before it fills the memory")
    func collected() {
        let text = String(repeating: "x", count: 3 << 20)
        let cases: [(String, XMLFailure.Reason)] = [
            ("<a><!--\(text)", .limit(.construct, value: 1_179_648)),
            ("<?p \(text)", .limit(.construct, value: 1_179_648)),
            ("<!DOCTYPE a [\(String(repeating: " ", count: 3 << 20))", .limit(.construct, value: 1_179_648)),
            ("<a><![CDATA[\(text)", .limit(.text, value: 1_048_576)),
        ]
        for (document, reason) in cases { #expect(XMLHarness.failure(document)?.reason == reason) }
        // Many small ones are none that is large.
        let comments = String(repeating: "<!-- \(String(repeating: "x ", count: 1_500)) -->", count: 1_000)
        #expect(XMLHarness.failure("<a>\(comments)</a>\(comments)") == nil)
    }

    @Test("`]]>` in a text is refused wherever what the parser gets at a time may end")
    func sectionEnd() {
        for back in 0..<20 {
            let text = String(repeating: "x", count: 8_000 - back)
            #expect(XMLHarness.failure("<a>\(text)]]></a>") != nil)
            #expect(XMLHarness.failure("<a>\(text)]]]]]]></a>") != nil)
            #expect(XMLHarness.failure("<a>\(text)]]]] ></a>") == nil)
        }
    }

    @Test("a document cut anywhere before its end is refused")
    func truncation() {
        let document = Array("<?xml version='1.0'?><!-- c --><a b='1'><c>é</c><![CDATA[x]]>&amp;<?p q?></a>".utf8)
        #expect(XMLHarness.failure(document) == nil)
        for length in 0..<document.count {
            for chunk in [1, 4096] { #expect(XMLHarness.failure(Array(document.prefix(length)), chunk: chunk) != nil) }
        }
    }

    @Test("encodings: the allowed ones, and none against the byte order mark")
    func encodings() {
        func named(_ encoding: String) -> [UInt8] { Array("<?xml version=\"1.0\" encoding=\"\(encoding)\"?><a/>".utf8) }
        func wide(_ bytes: [UInt8]) -> [UInt8] { bytes.flatMap { [$0, 0] } }
        for name in ["UTF-8", "utf-8", "US-ASCII", "ISO-8859-1", "windows-1252"] {
            #expect(XMLHarness.failure(named(name)) == nil, "\(name)")
        }
        for name in ["UTF-7", "IBM037", "EUC-JP", "UTF-16", "UTF-32", "Shift_JIS", "none"] {
            #expect(XMLHarness.failure(named(name))?.reason == .encoding(name: name), "\(name)")
        }
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        #expect(XMLHarness.failure(mark + named("UTF-8")) == nil)
        #expect(XMLHarness.failure(mark + named("ISO-8859-1"))?.reason == .encoding(name: "ISO-8859-1"))
        #expect(XMLHarness.failure([0xFF, 0xFE] + wide(named("UTF-16"))) == nil)
        #expect(XMLHarness.failure([0xFF, 0xFE] + wide(named("UTF-8")))?.reason == .encoding(name: "UTF-8"))
        #expect(XMLHarness.failure([0xFF, 0xFE, 0, 0] + Array("<".utf8))?.reason == .encoding(name: "UTF-32"))
        #expect(XMLHarness.failure([0x4C, 0x6F, 0xA7, 0x94])?.reason == .encoding(name: "EBCDIC"))
        for chunk in [1, 3, 100] { #expect(XMLHarness.failure(mark + mark + Array("<a/>".utf8), chunk: chunk) != nil) }
        #expect(XMLHarness.failure("<?xml version='1.0' encoding='UTF-8'standalone='yes'?><a/>") != nil)
        #expect(XMLHarness.failure("<?xml version='1.0' encoding='UTF-8' standalone='yes'?><a/>") == nil)
        #expect(XMLHarness.failure("<?xml version='1.1'?><a/>")?.reason == .version("1.1"))
        let undefined = named("windows-1252").dropLast(2) + [0x3E, 0x81, 0x3C, 0x2F, 0x61, 0x3E]
        #expect(XMLHarness.failure(Array(undefined))?.reason == .notInEncoding(name: "windows-1252"))
        let ascii = named("US-ASCII").dropLast(2) + [0x3E, 0xE9, 0x3C, 0x2F, 0x61, 0x3E]
        #expect(XMLHarness.failure(Array(ascii))?.reason == .notInEncoding(name: "US-ASCII"))
    }

    @Test("invalid UTF-8 is refused at every position")
    func invalidUTF8() {
        let document = Array("<a b='x'>y<!-- z --></a>".utf8)
        for bad: [UInt8] in [[0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82]] {
            for position in 0...document.count {
                let bytes = document[..<position] + bad + document[position...]
                #expect(XMLHarness.failure(Array(bytes)) != nil, "\(bad) at \(position)")
            }
        }
    }

    @Test("byte 0, content behind the root, and compressed files are refused")
    func tails() {
        let documents = ["<a>\0</a>", "<a/>\0<x/>", "<a/>\n\0\0\0\0"]
        for document in documents { #expect(XMLHarness.failure(document)?.reason == .nulByte, "\(document)") }
        for document in ["<a/><b/>", "<a/>text", "<a/>&amp;", "<a/><![CDATA[x]]>", "", " "] {
            #expect(XMLHarness.failure(document) != nil, "\(document)")
        }
        #expect(XMLHarness.failure([0x1F, 0x8B, 8, 0, 0])?.reason == .compressed(kind: "gzip file"))
        #expect(XMLHarness.failure([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0, 0])?.reason == .compressed(kind: "xz file"))
        #expect(XMLHarness.failure([0x50, 0x4B, 3, 4, 0, 0])?.reason == .compressed(kind: "ZIP archive"))
    }

    @Test("errors that the parser itself forgives refuse as well")
    func namespaces() {
        for document in ["<p:a/>", "<a xmlns:p='u' xmlns:q='u' p:x='' q:x=''/>", "<a xmlns:p=''/>", "<a b='1' b='2'/>"]
        {
            #expect(XMLHarness.failure(document) != nil, "\(document)")
        }
    }

    @Test("a message says where, what and what to do")
    func messages() {
        let cases = [
            "<a>\n<b></a>":
                "line 2, byte 11: not well-formed XML: Opening and ending tag mismatch: b line 2 and a. "
                + "Ask the sender for the file again.",
            "<a>\n\u{0}":
                "line 2, byte 4: byte 0: binary data, or a file that was never written to its end. "
                + "Fetch the file again.",
            "<a>\n&x;</a>":
                "line 2, byte 7: a reference to the entity `x`. Only &lt; &gt; &amp; &quot; and &apos; are read; "
                + "ask the sender to write the text itself.",
            "<a>\n<b>":
                "line 2, byte 7: not well-formed XML: Premature end of data in tag b line 2. "
                + "Ask the sender for the file again.",
        ]
        for (document, message) in cases { #expect(XMLHarness.failure(document)?.description == message) }
    }
}
