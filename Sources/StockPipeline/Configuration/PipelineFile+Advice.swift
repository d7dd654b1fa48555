internal import StockModel
internal import StockNotices
internal import Yams

extension PipelineFile {
    /// Reads `advice:`, where the lines are drawn between goods that deserve serials and goods that do not:
    ///
    ///     advice:
    ///       dear: 100                       # a unit that sells for so much is worth following
    ///       cheap: 10                       # one that sells for no more is not
    ///       regulated: [batteries, toys]    # categories in which the law asks who got which unit; [] for none
    ///       many_returns: 8%                # of what shipped
    ///       few_returns: 3%
    ///       few_shipped: 20                 # with fewer units shipped, their share says little
    ///       long_warranty: 24               # months
    mutating func readAdvice(_ entry: ConfigurationReader.Entry?, with reader: inout ConfigurationReader) {
        guard let entry else { return }
        let fields = reader.entries(
            of: entry.node, called: "`advice:`",
            known: [
                "dear", "cheap", "regulated", "many_returns", "few_returns", "few_shipped", "long_warranty",
            ])
        if let dear = reader.amount(fields["dear"], usual: "100") { advice.dear = dear }
        if let cheap = reader.amount(fields["cheap"], usual: "10") { advice.cheap = cheap }
        if let regulated = fields["regulated"] {
            advice.regulatedCategories = reader.items(regulated, example: "regulated: [batteries, toys]").compactMap {
                reader.text($0, called: "an item of `regulated:`", form: "a category as the catalogue has it")
            }
        }
        if let many = reader.share(fields["many_returns"], usual: "8%") { advice.manyReturns = Self.hundredths(many) }
        if let few = reader.share(fields["few_returns"], usual: "3%") { advice.fewReturns = Self.hundredths(few) }
        if let few = reader.number(fields["few_shipped"], in: 1...1_000_000, usual: 20) { advice.fewShipped = few }
        if let long = reader.number(fields["long_warranty"], in: 1...1_200, usual: 24) { advice.longWarranty = long }
        if advice.cheap >= advice.dear {
            reader.note(
                "`cheap:` (\(UnitPrice.text(hundredths: advice.cheap))) is not less than `dear:` "
                    + "(\(UnitPrice.text(hundredths: advice.dear)))",
                at: (fields["cheap"] ?? fields["dear"])?.node.mark, remedy: "leave a gap between the two")
        }
        if advice.fewReturns >= advice.manyReturns {
            reader.note(
                "`few_returns:` is not less than `many_returns:` (\(Self.percent(advice.manyReturns)))",
                at: (fields["few_returns"] ?? fields["many_returns"])?.node.mark,
                remedy: "leave a gap between the two")
        }
    }

    /// A share in hundredths of a percent.
    private static func hundredths(_ share: Double) -> Int { Int((share * 100_00).rounded()) }

    private static func percent(_ hundredths: Int) -> String {
        let text = UnitPrice.text(hundredths: hundredths)
        return (text.hasSuffix(".00") ? String(text.dropLast(3)) : text) + "%"
    }
}
