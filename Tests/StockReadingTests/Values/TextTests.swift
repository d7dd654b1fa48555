import StockReading
import Testing

@Suite("Texts: cleaning, splitting, folding")
struct TextTests {
    private func collapsed(_ text: String) -> String {
        let scratch = ByteScratch(capacity: 2)
        scratch.append(0x7C)
        let range = lend(text) { TextCleaning.appendCollapsed($0, to: scratch) }
        return scratch.bytes(range).text
    }

    @Test(
        "white space is trimmed and folded, control characters are dropped",
        arguments: [
            ("SN-1", "SN-1"), ("  SN-1\r\n", "SN-1"), ("Acme\n    Ltd", "Acme Ltd"), ("a \u{A0} b", "a b"),
            ("\u{A0}\u{2003}a\u{3000}", "a"), ("a\u{0}b\u{1F}c", "abc"), ("a\u{85}b", "a b"), ("a\u{9F}b", "ab"),
            ("01095\u{1D}21A", "01095\u{1D}21A"), ("é£", "é£"), ("日本 語", "日本 語"), ("", ""), (" \n ", ""),
            ("a\u{2028}b", "a b"), ("\u{1}", ""), ("a \u{1} b", "a b"), ("\u{200B}x", "\u{200B}x"), ("Â", "Â"),
        ])
    func collapsing(text: String, expected: String) {
        #expect(collapsed(text) == expected)
    }

    @Test(
        "protection against spreadsheets is taken off",
        arguments: [
            (#"="00123""#, "00123"), ("'00123", "00123"), (" '00123 ", "00123"), ("'", "'"), (#"="""#, ""),
            ("=1", "=" + "1"),
            ("O'Neil", "O'Neil"), ("", ""),
        ])
    func unprotected(text: String, expected: String) {
        #expect(lend(text) { TextCleaning.unprotected($0).text } == expected)
    }

    @Test("a cell of serials is split, trimmed, and keeps repeats")
    func serials() {
        func split(_ cell: String, _ splitter: SerialCell = SerialCell()) -> [String] {
            lend(cell) { cell in
                var parts: [String] = []
                splitter.forEach(in: cell) { parts.append($0.text) }
                return parts
            }
        }
        #expect(split("A; B,C\r\nD;;\u{A0}E ;A") == ["A", "B", "C", "D", "E", "A"])
        #expect(split("A~B|C~", SerialCell(separators: "~|")) == ["A", "B", "C"])
        #expect(split("A;B", SerialCell(separators: "")) == ["A;B"])
        #expect(split(" ; ") == [])
        #expect(split("") == [])
    }

    @Test("words are folded before they are compared")
    func words() {
        let words = Words([("On Hold", 1), ("partially-shipped", 2), ("", 3), ("on_hold", 4), ("Ü", 5)])
        func value(_ word: String) -> Int? { lend(word) { words[$0] } }
        #expect(value("ON-HOLD") == 1)
        #expect(value("on\u{A0}hold ") == 1)
        #expect(value("PartiallyShipped") == 2)
        #expect(value(" - ") == 3)
        #expect(value("Ü") == 5)
        #expect(value("holdon") == nil)
        #expect(value("on hol") == nil)
        #expect(value("on holds") == nil)
        #expect(lend("x") { Words<Int>([])[$0] } == nil)
    }

    @Test(
        "units of measure that count pieces",
        arguments: [
            ("", true), ("EA", true), ("ea ", true), ("C62", true), ("H87", true), ("PCE", true), ("NAR", true),
            ("XPP", true), ("Each", true), ("Stück", true), ("KGM", false), ("PR", false), ("NPR", false),
            ("SET", false),
            ("DZN", false), ("PK", false), ("NMP", false), ("CT", false), ("ST", false), ("MTR", false), ("ZZ", false),
        ])
    func units(unit: String, isPiece: Bool) {
        #expect(lend(unit, Units().isPiece) == isPiece)
    }

    @Test("a definition adds units")
    func furtherUnits() {
        #expect(lend("st", Units(further: ["ST"]).isPiece))
    }

    @Test("scratch keeps what was appended while it grows")
    func scratch() {
        let scratch = ByteScratch(capacity: 1)
        let ranges = (0..<100).map { number in lend("value \(number)") { scratch.append($0) } }
        for (number, range) in ranges.enumerated() { #expect(scratch.bytes(range).text == "value \(number)") }
        scratch.removeAll()
        #expect(scratch.count == 0)
    }
}
