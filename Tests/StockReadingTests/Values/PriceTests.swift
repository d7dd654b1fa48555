import StockModel
import Testing

@testable import StockReading

@Suite("Prices: hundredths of a currency")
struct PriceTests {
    @Test(
        "what exports write",
        arguments: [
            ("19.99", "19.99"), ("19,99", "19.99"), ("20", "20.00"), ("20.5", "20.50"), ("10.0000", "10.00"),
            ("1.005", "1.01"), ("1.0049", "1.00"), ("1,045.00", "1045.00"), ("1.045,00", "1045.00"),
            ("1,045", "1045.00"), ("1.045", "1.05"), ("1.234.567", "1234567.00"), ("1'234.50", "1234.50"),
            ("1 234,50", "1234.50"), ("1,234,567.8", "1234567.80"), (" 7 \t", "7.00"), ("$1,045.00", "1045.00 USD"),
            ("£20.00", "20.00 GBP"), ("20,00 €", "20.00 EUR"), ("EUR 12.50", "12.50 EUR"), ("12.50eur", "12.50 EUR"),
            ("AU $9.00", "9.00 AUD"), ("1.299,00 zł", "1299.00 PLN"), ("99 kr", "99.00"), ("0.01", "0.01"),
            ("21474836.47", "21474836.47"), ("", "-"), ("  ", "-"), ("0", "-"), ("0.00", "-"), ("0.004", "-"),
            ("21474836.48", "?"), ("-5.00", "?"), ("5.00-", "?"), ("(5.00)", "?"), ("free", "?"), ("n/a", "?"),
            ("1.2.3", "?"), ("1,23,456", "?"), ("12 Main St", "?"), ("$5.00 each", "?"), ("1e3", "?"),
            ("5.", "?"), (String(repeating: "9", count: 400), "?"), ("٥.٠٠", "?"),
        ])
    func point(text: String, expected: String) { #expect(read(text) == expected) }

    @Test(
        "where the decimal separator is a comma",
        arguments: [("1.045", "1045.00"), ("1,045", "1.05"), ("19.99", "19.99"), ("19,99", "19.99")])
    func comma(text: String, expected: String) {
        #expect(read(text, PriceParser(decimalSeparator: .comma)) == expected)
    }

    @Test(
        "the price of a line is divided by its units, half up",
        arguments: [
            ("59.98", 2, "29.99"), ("10.00", 3, "3.33"), ("0.05", 2, "0.03"), ("9.00", 0, "-"), ("0.01", 9, "-"),
        ])
    func line(text: String, units: Int32, expected: String) { #expect(read(text, units: units) == expected) }

    @Test("a column of currencies counts before a sign in the cell")
    func currency() {
        var code = "cad"
        let canadian = code.withUTF8 { Currency(code: $0) }
        #expect(read("$5.00", currency: canadian ?? .unknown) == "5.00 CAD")
        for wrong in ["", "EU", "EURO", "E1R", "€"] {
            var wrong = wrong
            #expect(wrong.withUTF8 { Currency(code: $0) } == nil)
        }
    }

    @Test("a ledger's number gives the same price again")
    func packed() {
        for text in ["19.99 EUR", "0.01", "21474836.47 ZZZ", "5.00 AAA"] {
            guard case .price(let price) = lend(text, { PriceParser().read($0, for: 1, currency: .unknown) }) else {
                Issue.record("\(text)")
                continue
            }
            #expect(UnitPrice(packed: price.packed) == price)
        }
        #expect(UnitPrice(packed: UnitPrice.none.packed) == .none)
    }

    /// `-` for none and `?` for what cannot be read.
    private func read(
        _ text: String, _ parser: PriceParser = PriceParser(), units: Int32 = 1, currency: Currency = .unknown
    ) -> String {
        switch lend(text, { parser.read($0, for: units, currency: currency) }) {
        case .absent: "-"
        case .unreadable: "?"
        case .price(let price):
            [UnitPrice.text(hundredths: Int(price.hundredths)), price.currency.description]
                .filter { !$0.isEmpty }.joined(separator: " ")
        }
    }
}
