import Testing

@testable import XMLStream

@Suite("What nobody reads of a document")
struct XMLCoverageTests {
    private static let trie: XMLTrie = {
        var trie = XMLTrie()
        let root = trie.addRoot(localName: "Note", namespaces: ["urn:n:*"])
        let line = trie.child(of: root, named: "Line")
        trie.reportOpen(line)
        trie.captureText(trie.child(of: line, named: "ID"))
        _ = trie.captureAttribute(line, "n")
        let any = trie.child(of: root, named: "*")
        trie.captureText(trie.child(of: any, named: "Name"))
        return trie
    }()

    @Test("the outermost element of what is not wanted, attributes of what is", arguments: [1, 7, 1000])
    func unread(piece: Int) throws {
        let xml = """
            <E a="1"><H/><Note xmlns="urn:n:1" v="2"><Line n="1" u="EA"><ID s="x">1</ID><Item><ID>2</ID></Item></Line>
            <Line><Item/></Line><Party><Name/><City/></Party></Note><T/></E>
            """
        #expect(
            try Self.unread(xml, piece: piece) == [
                "Note/@v 1", "Note/Line/@u 1", "Note/Line/ID/@s 1", "Note/Line/Item 2", "Note/Party/City 1",
            ])
    }

    @Test("a document without a root of the trie has nothing to tell, a broken one fails")
    func others() throws {
        #expect(try Self.unread("<Note xmlns='urn:m'><X/></Note>", piece: 9).isEmpty)
        #expect(throws: XMLStreamError<Never>.self) { try Self.unread("<Note xmlns='urn:n:1'><X></Note>", piece: 9) }
    }

    private static func unread(_ xml: String, piece: Int) throws -> [String] {
        var rest = Array(xml.utf8)[...]
        let unread = try XMLCoverage(trie: trie).read { room in
            let bytes = rest.prefix(piece)
            room.copyBytes(from: bytes)
            rest = rest.dropFirst(piece)
            return bytes.count
        }
        return unread.map { "\($0.path) \($0.count)" }
    }
}
