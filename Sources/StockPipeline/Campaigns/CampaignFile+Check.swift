package import StockNotices
internal import StockWriting

extension CampaignFile {
    /// What `check` says of a campaign when it knows the data.
    package struct Advice: Sendable, Equatable {
        /// What must be corrected.
        package var mistakes: [PipelineMistake] = []
        /// What a person should know, and may be meant.
        package var warnings: [PipelineMistake] = []
    }

    /// Compares the campaign with what is known.
    ///
    /// - Parameters:
    ///   - selected: How many units and goods it affects or possibly affects; nil where nobody has judged.
    ///   - meant: The SKU that somebody probably meant by one that nothing names.
    package func advice(_ check: CampaignCheck, selected: Int?, meant: (String) -> String?) -> Advice {
        let unknown = Set(check.unknownSKUs)
        var advice = Advice()
        advice.mistakes = skus.filter { unknown.contains($0.sku) }.map { place in
            PipelineMistake(
                line: place.line, column: place.column, problem: "`\(place.sku)` is no SKU that anything names",
                remedy: meant(place.sku).map { "write `\($0)`" } ?? "correct or remove it")
        }
        for serial in check.emptySerials {
            advice.mistakes.append(
                mistake(at: .scope, "`\(serial)` is no serial", remedy: "remove it from the scope"))
        }
        if selected == 0 {
            advice.mistakes.append(
                mistake(
                    at: .scope, "the scope selects nothing",
                    remedy: "compare its serials, SKUs and dates with the notice of the manufacturer"))
        }
        advice.mistakes.sort { ($0.line, $0.column) < ($1.line, $1.column) }
        advice.warnings = warnings(check)
        return advice
    }

    private func warnings(_ check: CampaignCheck) -> [PipelineMistake] {
        var warnings: [PipelineMistake] = []
        let unknown = check.unknownSerials
        if !unknown.isEmpty {
            let shown = unknown.prefix(5).map { "`\($0)`" }.joined(separator: ", ")
            let count = unknown.count
            warnings.append(
                mistake(
                    at: .scope,
                    "\(count) of the serials listed \(count == 1 ? "is" : "are") on no unit: \(shown)\(count > 5 ? ", …" : "")",
                    remedy: "compare them with the manufacturer's notice; those of units that never came may stay"))
        }
        if check.concernsEverySKU {
            warnings.append(
                mistake(
                    at: .scope,
                    "no SKU bounds the scope, so that goods without serials of every SKU are possibly affected",
                    remedy: "put `skus:` beside it under `all:`, unless that is meant"))
        }
        return warnings
    }

    /// What is wrong with the letters that it makes, which are written all the same.
    package var letterWarnings: [PipelineMistake] {
        let picture = picture
        var warnings: [PipelineMistake] = []
        if let problem = picture.problem { warnings.append(mistake(at: .picture, problem, remedy: "")) }
        if let complaint = LetterLayout.complaint(campaign, picture: picture) {
            warnings.append(mistake(at: .notice, complaint, remedy: ""))
        }
        return warnings
    }
}
