import StockLedger
import StockMatching
import StockModel

/// The findings of what was folded again, and the figures of SKUs that come with them.
final class TouchedFindings {
    private let books: LedgerBooks
    private let context: FoldContext
    private let lines: LineTable
    private let cutOffs: CutOffs
    private let origin: Origin
    private let words: FindingWording
    private let arena = Arena()
    private var origins: Set<String> = []
    private var findings: [OriginFinding] = []
    /// SKUs that have an unknown serial among the new findings.
    private var asking: Set<String> = []

    init(_ books: LedgerBooks, context: FoldContext, lines: LineTable, cutOffs: CutOffs) {
        self.books = books
        self.context = context
        self.lines = lines
        self.cutOffs = cutOffs
        origin = Origin(context: context)
        words = FindingWording(context: context)
    }

    func add(_ rows: RowList<FindingRow>) throws {
        for index in 0..<rows.count { try add(rows[index]) }
    }

    private func add(_ row: FindingRow) throws {
        let finding = words.finding(row)
        if row.kind == .unknownSerial { asking.insert(finding.sku) }
        findings.append(OriginFinding(origin: origin.of(row), listed: try books.listed(finding)))
    }

    /// Takes note of keys that were folded again, whether or not they gave anything.
    func touch(openings: Set<Int32>, documents: Set<DocumentKey>, serials: Set<Text>, identifiers: Set<Text>) {
        for identifier in identifiers { origins.insert(origin.identifier(identifier)) }
        for sku in openings { origins.insert(origin.openings(of: sku)) }
        for document in documents { origins.insert(origin.document(document)) }
        for serial in serials { origins.insert(origin.serial(serial)) }
    }

    /// The figures of all SKUs; of those that were touched, who goes short is looked at again.
    func balance(_ totals: SKUTotals, touched: [SKUTotals]) throws -> [StockRow] {
        let balance = Balance(context: context)
        let rows = RowList<FindingRow>()
        let kept = RowList<DocumentLine>()
        let consolidator = Consolidator(
            context: context,
            output: ConsolidationOutput(partitions: 1, skus: context.skus.count, files: 0, pool: BlockPool()))
        consolidator.begin(cutOffs: cutOffs)
        for sku in 0..<Int32(context.skus.count) where touched.contains(where: { $0.isTouched(sku) }) {
            origins.insert(origin.balance(.oversell, of: sku))
            balance.oversells(
                try demands(of: sku, kept, consolidator), onHand: totals.figures(of: sku).onHand, to: rows)
        }
        let stock = balance.rows(totals, to: rows)
        for row in FindingList.ofWholeRun(context, totals) {
            rows.append(row)
            origins.insert(origin.of(row))
        }
        for sku in 0..<Int32(context.skus.count) {
            origins.insert(origin.balance(.shippedBeyondSupply, of: sku))
            origins.insert(origin.balance(.unknownSKU, of: sku))
        }
        try add(rows)
        withExtendedLifetime(kept) {}
        return stock
    }

    /// What open order lines ask of a SKU.
    private func demands(of sku: Int32, _ kept: RowList<DocumentLine>, _ consolidator: Consolidator) throws
        -> [OpenDemand]
    {
        let all = consolidator.output.demands
        let start = all.count
        for each in [sku] + context.kits(with: sku) {
            for line in try lines.linesToShip(sku: each, arena: arena) {
                consolidator.contribute(kept.appended(line.line))
            }
        }
        return (start..<all.count).map { all[$0] }.filter { $0.sku == sku }
    }

    /// Puts the findings in the place of earlier ones, and looks again for what unknown serials may have been meant where
    /// the units in stock have changed.
    func replace(unitsBefore: RowList<UnitResult>, units: RowList<UnitResult>) throws {
        try books.findings.replace(origins: origins, with: findings)
        var changed = asking
        for list in [unitsBefore, units] {
            for index in 0..<list.count where list[index].place == .inStock {
                changed.insert(context[list[index].sku].name.description)
            }
        }
        var unknown: [String: [(row: Int, listed: ListedFinding)]] = [:]
        for each in try books.findings.listed(kind: .unknownSerial) where changed.contains(each.listed.finding.sku) {
            unknown[each.listed.finding.sku, default: []].append(each)
        }
        let ids = Dictionary(
            uniqueKeysWithValues: context.skus.enumerated().map { ($1.name.description, Int32($0)) })
        for (name, rows) in unknown {
            guard let sku = ids[name] else { continue }
            let inStock = try books.units.serialsInStock(sku: context[sku].name, arena: arena)
            let sentences = Suggestions(context: context, arena: arena).sentences(
                for: rows.map { arena.store($0.listed.finding.serial) }, sku: sku, inStock: inStock)
            for (each, sentence) in zip(rows, sentences) where each.listed.finding.suggestion != sentence {
                try books.findings.setSuggestion(sentence, row: each.row)
            }
        }
    }
}
