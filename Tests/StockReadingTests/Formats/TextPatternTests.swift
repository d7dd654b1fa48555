import StockReading
import Testing

@Suite("Patterns")
struct TextPatternTests {
    @Test(
        "whole matches",
        arguments: [
            ("abc", "ABC", true), ("abc", "abcd", false), ("a.c", "axc", true), ("a.c", "ac", false),
            ("\\d+", "0123", true), ("\\d+", "", false), ("\\d*", "", true), ("[A-C]{2}", "aB", true),
            ("[A-C]{2}", "aD", false), ("[^,]+", "a;b", true), ("[^,]+", "a,b", false), ("a?b?c", "bc", true),
            ("x{2,3}", "x", false), ("x{2,3}", "xxx", true), ("x{2,3}", "xxxx", false), ("x{2,}", "xxxxxx", true),
            ("a\\.b", "a.b", true), ("a\\.b", "axb", false), ("[]a]+", "]a", true), ("[a-]+", "-a-", true),
            ("", "", true),
            (".*TikTokOrderID:\\d+.*", "vip, TikTokOrderID:57, x", true), (".*tik:\\d+.*", "tiktik:5", true),
            (".*tik:\\d+.*", "tiktik 5", false), ("colou?r: \\d", "COLOR: 1", true),
            ("colou?r: \\d", "Colour: 1", true),
            ("x{0,2}yz", "yz", true), ("x{2,}y", "XXXY", true), ("a*b*", "bb", true), ("é+", "éé", false),
        ])
    func matches(pattern: String, text: String, result: Bool) throws {
        let compiled = try TextPattern(pattern)
        #expect(lend(text) { compiled.matches($0) } == result)
    }

    @Test(
        "the first match, its group if there is one",
        arguments: [
            ("TikTokOrderID:(\\d+)", "a TikTokOrderID:0123, b", "0123"), ("\\d+", "ab 12 34", "12"),
            ("SN-([A-Z0-9]+)", "x", nil), ("a+", "baaac", "aaa"), ("(a*)b", "xaab", "aa"), ("b(c?)", "ab", ""),
        ] as [(String, String, String?)])
    func first(pattern: String, text: String, result: String?) throws {
        let compiled = try TextPattern(pattern)
        #expect(lend(text) { compiled.firstMatch(in: $0)?.text } == result)
    }

    @Test("all matches")
    func all() throws {
        let pattern = try TextPattern("SN[: ]*([A-Z]\\d{3})")
        var found: [String] = []
        lend("SN: A001, sn B002; SNC0031 SN:") { pattern.forEachMatch(in: $0) { found.append($0.text) } }
        #expect(found == ["A001", "B002", "C003"])
    }

    @Test("time grows with text times pattern, and no further")
    func linear() throws {
        let pattern = try TextPattern(String(repeating: "a*", count: 60) + "b")
        let text = String(repeating: "a", count: 20_000)
        #expect(lend(text) { pattern.matches($0) } == false)
        #expect(lend(text) { pattern.firstMatch(in: $0) } == nil)
    }

    @Test(
        "what is no pattern",
        arguments: ["(a", "a)", "(a)(b)", "[a", "a{", "a{x}", "a{3,2}", "a{999}", "*a", "a|b", "\\w", "a\\", "[c-a]"])
    func mistakes(pattern: String) {
        #expect(throws: TextPattern.Mistake.self) { try TextPattern(pattern) }
    }
}
