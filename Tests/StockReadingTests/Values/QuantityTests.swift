import StockReading
import Testing

@Suite("Quantities: whole, not negative, at most 1,000,000,000")
struct QuantityTests {
    @Test(
        "with a decimal point",
        arguments: [
            ("10", .value(10)), ("10.000", .value(10)), ("0", .value(0)), ("0010", .value(10)), (" 7 \t", .value(7)),
            ("\u{A0}7\u{A0}", .value(7)), ("1000000000", .value(1_000_000_000)), ("1000000001", .tooLarge),
            (String(repeating: "9", count: 400), .tooLarge), ("9223372036854775808", .tooLarge), ("", .absent),
            ("  ", .absent), ("2.5", .fraction), ("0.001", .fraction), ("-1", .negative), ("-0", .negative),
            ("10.000-", .negative), ("-1.5", .negative), ("+5", .notANumber), ("1,5", .notANumber),
            ("1,000", .notANumber), ("1_000", .notANumber), ("0x10", .notANumber), ("NaN", .notANumber),
            ("10.", .notANumber), (".5", .notANumber), ("1.0.0", .notANumber), ("-", .notANumber), ("1 0", .notANumber),
            ("ten", .notANumber), ("１０", .notANumber), ("١٠", .notANumber), ("1e3", .spreadsheetDamage),
            ("3.56868E+14", .spreadsheetDamage), ("5,5E+12", .spreadsheetDamage), ("--1", .notANumber),
        ] as [(String, Quantity)])
    func point(text: String, expected: Quantity) {
        #expect(lend(text, QuantityParser().parse) == expected)
    }

    @Test(
        "with a decimal comma, where a point could mean thousands",
        arguments: [
            ("10,000", .value(10)), ("2,5", .fraction), ("1.000", .notANumber), ("5.5E+12", .spreadsheetDamage),
        ] as [(String, Quantity)])
    func comma(text: String, expected: Quantity) {
        #expect(lend(text, QuantityParser(decimalSeparator: .comma).parse) == expected)
    }

    @Test(
        "identifiers that a spreadsheet rounded",
        arguments: [
            ("6.37702E+15", true), ("5,5E+12", true), ("1E+15", true), ("3.5e+14", true), ("1E5", false),
            ("12E+05", false), ("1E+5", false), ("1E-15", false), ("E+15", false), ("AB1E+15", false), ("", false),
            ("1.E+15", false), ("1E+1555", false),
        ])
    func rounded(text: String, expected: Bool) {
        #expect(lend(text, SpreadsheetDamage.isRounded) == expected)
    }

    @Test("every refusal says what is wrong and what to do")
    func problems() {
        let refusals: [Quantity] = [.absent, .fraction, .negative, .notANumber, .tooLarge, .spreadsheetDamage]
        for refusal in refusals { #expect(refusal.problem.hasSuffix(".") && refusal.number == nil) }
        #expect(Quantity.value(3).problem.isEmpty)
    }
}
