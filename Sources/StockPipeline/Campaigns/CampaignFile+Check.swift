package import StockNotices
internal import StockReading

extension CampaignFile {
    /// What `check` says of a campaign when it knows the data.
    package struct Advice: Sendable, Equatable {
        /// What must be corrected.
        package var mistakes: [PipelineMistake]
        /// What a person should know, and may be meant.
        package var notes: [String]
    }

    /// Compares the campaign with what is known.
    ///
    /// - Parameters:
    ///   - knownSKUs: All that the catalogue or a document line names.
    ///   - selected: How many units and goods it affects or possibly affects; nil where nobody has judged.
    package func advice(_ check: CampaignCheck, knownSKUs: [String], selected: Int?) -> Advice {
        let unknown = Set(check.unknownSKUs)
        var mistakes = skus.filter { unknown.contains($0.sku) }.map { place in
            PipelineMistake(
                line: place.line, column: place.column, problem: "`\(place.sku)` is no SKU that anything names",
                remedy: NearestWord.of(place.sku, among: knownSKUs).map { "write `\($0)`" } ?? "correct or remove it")
        }
        for serial in check.emptySerials {
            mistakes.append(
                PipelineMistake(
                    line: scopePlace.line, column: scopePlace.column, problem: "`\(serial)` is no serial",
                    remedy: "remove it from the scope"))
        }
        if selected == 0 {
            mistakes.append(
                PipelineMistake(
                    line: scopePlace.line, column: scopePlace.column, problem: "the scope selects nothing",
                    remedy: "compare its serials, SKUs and dates with the notice of the manufacturer"))
        }
        return Advice(
            mistakes: mistakes.sorted { ($0.line, $0.column) < ($1.line, $1.column) }, notes: Self.notes(check))
    }

    private static func notes(_ check: CampaignCheck) -> [String] {
        var notes: [String] = []
        if !check.unknownSerials.isEmpty {
            let shown = check.unknownSerials.prefix(5).joined(separator: ", ")
            let rest = check.unknownSerials.count > 5 ? ", …" : ""
            notes.append("\(check.unknownSerials.count) of the serials listed are on no unit: \(shown)\(rest)")
        }
        if check.concernsEverySKU {
            notes.append(
                "no SKU bounds the scope, so that goods without serials of every SKU are possibly affected; if that is not "
                    + "meant, put `skus:` beside it under `all:`")
        }
        return notes
    }
}
