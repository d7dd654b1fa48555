import StockModel
import Testing

@testable import StockNotices

@Suite("folded texts")
struct FoldedTextTests {
    private func letters(_ string: String) -> String {
        var bytes: [UInt8] = []
        FoldedText.append(lettersAndDigitsOf: text(string), to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private func whole(_ string: String) -> String {
        var bytes: [UInt8] = []
        FoldedText.append(wholeOf: text(string), to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private func number(_ string: String) -> String {
        var bytes: [UInt8] = []
        FoldedText.append(firstNumberOf: text(string), to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test("the short way for Latin letters gives what Unicode's tables give")
    func latin() {
        for value in UInt32(0x20)...0xFF where !(0x7F...0xBF).contains(value) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let character = String(Character(scalar))
            #expect(whole("x" + character + "y") == FoldedText.folded(text("x" + character + "y")), "U+\(value)")
            // With a letter that has no short way, the tables are asked for all of it.
            #expect(letters(character + "ł") == letters(character) + "ł", "U+\(value)")
        }
    }

    @Test(
        "letters and digits",
        arguments: [
            ("Ann-Marie O'Neil 3rd", "annmarieoneil3rd"), ("STRASSE", "strasse"), ("Straße", "strasse"),
            ("e\u{301}", "é"), ("ﬁn", "fin"), ("ＡＢＣ１２", "abc12"), ("ΣΊΣΥΦΟΣ", "σίσυφοσ"), ("×÷½", "12"), ("李 雷", "李雷"),
            ("١٢", "١٢"), ("-- !", ""), ("", ""),
        ])
    func folding(_ written: String, _ folded: String) { #expect(letters(written) == folded) }

    @Test(
        "house numbers",
        arguments: [
            ("Weg 12 a", "12"), ("12-14 High St", "12"), ("Weg", ""), ("路３号", "3"), ("Straße 5", "5"), ("", ""),
        ])
    func houses(_ line: String, _ digits: String) { #expect(number(line) == digits) }

    @Test("an e-mail keeps its signs") func email() { #expect(whole("A.B+c@Ex-Ample.COM") == "a.b+c@ex-ample.com") }
}
