import StockLedger
import StockMatching
import StockModel
import StockNotices
import StockWriting

/// What a run says of goods in the long run: the quality of suppliers and lots, and which SKUs deserve serials.
struct GoodsLists {
    /// One for each supplier, and one for each of his lots of which there is something to tell.
    var quality: [QualitySum]
    /// What a unit usually sells for, by SKU.
    var prices: [Int32: UnitPrice]
    /// Findings that are true, by the name of their SKU; see `AdviceThresholds.doubtful`.
    var doubts: [String: Int]
    /// How many campaigns affect some of a SKU, by its name.
    var recalls: [String: Int]

    /// - Parameters:
    ///   - stock: The SKUs; kits are sold as one and have no units.
    ///   - context: By which they were folded.
    func write(
        _ stock: [StockRow], _ context: FoldContext, _ thresholds: AdviceThresholds, to publication: Publication
    ) throws(WritingFailure) {
        try QualityFiles.write(QualityLists(quality), to: publication)
        try AdviceFile.write(SerialAdvice.rows(profiles(stock, context), thresholds), to: publication)
    }

    private func profiles(_ stock: [StockRow], _ context: FoldContext) -> [SKUProfile] {
        let ids = Dictionary(
            context.skus.enumerated().map { ($1.name.description, Int32($0)) }, uniquingKeysWith: { first, _ in first })
        return stock.compactMap { row in
            guard let figures = row.figures, let sku = ids[row.sku] else { return nil }
            var profile = SKUProfile(sku: row.sku)
            profile.name = row.name
            profile.serials = context[sku].policy
            if let entry = context.entry(of: sku) {
                profile.category = entry.category
                profile.warrantyMonths = entry.warrantyMonths ?? 0
            }
            if let price = prices[sku] {
                (profile.price, profile.currency) = (Int(price.hundredths), price.currency.description)
            }
            (profile.shipped, profile.returned) = (figures.shipped, figures.cameBack)
            profile.fraudFindings = doubts[row.sku] ?? 0
            profile.recalls = recalls[row.sku] ?? 0
            return profile
        }
    }
}

extension Notices.Outcome {
    /// How many campaigns affect some of a SKU, by its name.
    var recallsBySKU: [String: Int] {
        var counts: [String: Int] = [:]
        for (_, recall) in recalls {
            let affected = Set(recall.rows.filter { $0.doubt == nil }.map(\.sku))
            for sku in affected { counts[sku.description, default: 0] += 1 }
        }
        return counts
    }
}

extension GoodsLists {
    /// Those of a run that has folded everything in memory.
    init(_ folded: Folding.Outcome, _ names: Names, _ context: FoldContext, _ noticed: Notices.Outcome?) {
        var doubts: [String: Int] = [:]
        for index in folded.findings.indices {
            let row = folded.findings.row(at: index)
            guard row.sku >= 0, AdviceThresholds.doubtful.contains(row.kind) else { continue }
            doubts[context[row.sku].name.description, default: 0] += 1
        }
        self.init(
            quality: folded.quality.sums(names), prices: folded.prices.usual, doubts: doubts,
            recalls: noticed?.recallsBySKU ?? [:])
    }

    /// Those of a run on a ledger.
    ///
    /// - Parameter findings: All that the run lists, resolved ones too.
    init(
        _ books: LedgerBooks, _ context: FoldContext, findings: [ListedFinding], _ noticed: Notices.Outcome?
    ) throws {
        let prices = PriceTotals(count: context.skus.count)
        try books.transaction.prices().read(into: prices, skus: SKUNames(names: books.names, context: context))
        var doubts: [String: Int] = [:]
        for each in findings where each.status != .resolved && AdviceThresholds.doubtful.contains(each.finding.kind) {
            doubts[each.finding.sku, default: 0] += 1
        }
        self.init(
            quality: try books.transaction.quality().notable(), prices: prices.usual, doubts: doubts,
            recalls: noticed?.recallsBySKU ?? [:])
    }
}
