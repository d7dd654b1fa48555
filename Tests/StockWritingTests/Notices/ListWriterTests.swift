import StockModel
import StockTestSupport
import Testing

@testable import StockWriting

@Suite("cells that people open")
struct ListWriterTests {
    private let folder = TemporaryFolder()
    private let arena = Arena()

    private func written(_ text: String) throws -> String {
        let files = try PersonalFolder(new: folder("lists"))
        var writer = ListWriter(try files.newPersonalFile("list.csv"), columns: ["a", "b", "c"])
        writer.text(text)
        writer.list([text, "x"].map { arena.store($0) })
        writer.number(-1)
        try writer.endRow()
        try writer.finish()
        return folder.text("lists/list.csv") ?? ""
    }

    @Test(
        "a text that a spreadsheet would run has an apostrophe before it, a number has not",
        arguments: [
            ("plain", "plain,plain;x,-1"),
            ("=1+1", "'=1+1,'=1+1;x,-1"),
            ("+49 30 123", "'+49 30 123,'+49 30 123;x,-1"),
            ("-5", "'-5,'-5;x,-1"),
            ("@cmd", "'@cmd,'@cmd;x,-1"),
            ("a=b", "a=b,a=b;x,-1"),
            ("'=1", "'=1,'=1;x,-1"),
            // What some programs drop before they look.
            ("  =1", "'  =1,'  =1;x,-1"),
            ("\t=1", "' =1,' =1;x,-1"),
            ("\rx", "' x,' x;x,-1"),
            ("\u{0}=1", "'=1,'=1;x,-1"),
            ("\u{202E}=1", "'=1,'=1;x,-1"),
            // One character that is no equals sign, whose first byte is one.
            ("=\u{338}1", "'=\u{338}1,'=\u{338}1;x,-1"),
            (
                "=HYPERLINK(\"http://x\",\"y\")",
                "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\",\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\");x\",-1"
            ),
        ])
    func formulas(_ text: String, _ row: String) throws {
        #expect(try written(text) == "a,b,c\n\(row)\n")
    }

    @Test(
        "a text is one line without control characters and without what turns the writing direction",
        arguments: [
            ("Ann\nMeyer", "Ann Meyer"), ("Ann\r\nMeyer", "Ann Meyer"), ("Ann\r\rMeyer", "Ann  Meyer"),
            ("Ann\tMeyer", "Ann Meyer"), ("Ann\u{2028}Meyer\u{85}Bo", "Ann Meyer Bo"),
            ("A\u{1}n\u{7F}n\u{9C}", "Ann"), ("\u{202E}gnp\u{202C}.exe\u{2066}", "gnp.exe"),
            // Marks that Arabic and Hebrew need stay, and so does what looks like control bytes and is none.
            ("\u{200F}דוד", "\u{200F}דוד"), ("«Âne» – 12 €", "«Âne» – 12 €"),
        ])
    func lines(_ text: String, _ cell: String) throws {
        #expect(try written(text) == "a,b,c\n\(cell),\(cell);x,-1\n")
    }

    @Test("an empty list is an empty cell")
    func empty() throws {
        let files = try PersonalFolder(new: folder("lists"))
        var writer = ListWriter(try files.newPersonalFile("list.csv"), columns: ["a", "b"])
        writer.list([])
        writer.text("")
        try writer.endRow()
        try writer.finish()
        #expect(folder.text("lists/list.csv") == "a,b\n,\n")
    }
}
