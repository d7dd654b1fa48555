import Testing

@testable import StockReading

@Suite("Names with numbers")
struct NumberedNamesTests {
    @Test(
        "one text stands for several",
        arguments: [
            ("S_LIN/D_350", "S_LIN/D_350"), ("D_{1..3}", "D_1 D_2 D_3"),
            ("L[Q_{1..2}=SN]/V_{1..2}", "L[Q_1=SN]/V_1 L[Q_2=SN]/V_2"),
            ("LIN{02,04..6}/LIN{03,05..7}", "LIN02/LIN03 LIN04/LIN05 LIN06/LIN07"), ("A{9..11}", "A9 A10 A11"),
        ])
    func texts(written: String, expected: String) throws {
        let count = try NumberedNames.count(written)
        let texts = try (0..<count).map { try NumberedNames.resolve(written, at: $0) }
        #expect(texts.joined(separator: " ") == expected)
    }

    @Test(
        "what is no list of numbers",
        arguments: [
            "D_{1..3", "D_{}", "D_{1}", "D_{3..1}", "D_{a..b}", "D_{1,1..3}", "D_{1..200}", "A{1..2}{1..3}",
            "D_{-1..3}",
        ])
    func mistakes(written: String) {
        #expect(throws: DialectPathParser.Mistake.self) { try NumberedNames.count(written) }
    }
}
