import StockNotices
import Testing

@testable import StockPipeline

@Suite("pipeline file, advice")
struct PipelineAdviceTests {
    @Test("left out, it is as usual")
    func usual() throws {
        #expect(try parse("").advice == AdviceThresholds())
    }

    @Test("every key")
    func complete() throws {
        let file = try parse(
            """
            advice:
              dear: 79.5
              cheap: 4.99
              regulated: [Toys, "Child seats"]
              many_returns: 12.25%
              few_returns: 0%
              few_shipped: 1
              long_warranty: 36
            """)
        var advice = AdviceThresholds()
        (advice.dear, advice.cheap) = (79_50, 4_99)
        advice.regulatedCategories = ["Toys", "Child seats"]
        (advice.manyReturns, advice.fewReturns) = (12_25, 0)
        (advice.fewShipped, advice.longWarranty) = (1, 36)
        #expect(file.advice == advice)
        #expect(file.settings(rules: file.rules(businessDay: 1)).advice == advice)
    }

    @Test("no category need be regulated")
    func unregulated() throws {
        #expect(try parse("advice: {regulated: []}").advice.regulatedCategories.isEmpty)
    }

    @Test("wrong values, with line and column")
    func mistakes() throws {
        let failure = try #require(throws: PipelineFileFailure.self) {
            try parse(
                """
                advice:
                  deer: 100
                  cheap: 9,99
                  dear: -1
                  regulated: toys
                  many_returns: 8
                  few_returns: 9%
                  few_shipped: 0
                  long_warranty: 2 years
                """)
        }
        #expect(
            failure.description == """
                nightly.yaml:4:3: error: `deer` is not a key of `advice:`
                  Do: write `dear`
                nightly.yaml:5:10: error: `cheap:` must be an amount from 0 to 1000000 with at most two decimals, not `9,99`
                  Do: write an amount such as `cheap: 10`
                nightly.yaml:6:9: error: `dear:` must be an amount from 0 to 1000000 with at most two decimals, not `-1`
                  Do: write an amount such as `dear: 100`
                nightly.yaml:7:14: error: `regulated:` must be a list
                  Do: write `regulated: [batteries, toys]`
                nightly.yaml:8:17: error: `many_returns:` must be a share from 0% to 100%, not `8`
                  Do: write a share such as `many_returns: 8%`
                nightly.yaml:9:16: error: `few_returns:` is not less than `many_returns:` (8%)
                  Do: leave a gap between the two
                nightly.yaml:10:16: error: `few_shipped:` must be a whole number from 1 to 1000000, not `0`
                  Do: write a number such as `few_shipped: 20`
                nightly.yaml:11:18: error: `long_warranty:` must be a whole number from 1 to 1200, not `2 years`
                  Do: write a number such as `long_warranty: 24`
                """)
        let crossed = try #require(throws: PipelineFileFailure.self) { try parse("advice: {dear: 10}") }
        #expect(
            crossed.description == """
                nightly.yaml:3:16: error: `cheap:` (10.00) is not less than `dear:` (10.00)
                  Do: leave a gap between the two
                """)
    }

    @Test("wrong amounts", arguments: ["1.", ".5", "1.005", "1000001", "1e3", "", "10 EUR", "nan"])
    func amounts(text: String) {
        #expect(throws: PipelineFileFailure.self) { try parse("advice: {dear: \(text)}") }
    }

    private func parse(_ text: String) throws -> PipelineFile {
        try PipelineFile.parse(
            "inputs: [inbox/]\noutputs: {directory: out}\n\(text)\n", path: "nightly.yaml", folder: "/data")
    }
}
