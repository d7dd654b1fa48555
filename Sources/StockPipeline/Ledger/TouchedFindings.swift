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
    /// The unknown serials among the new findings, by SKU.
    private var asking: [String: Set<String>] = [:]

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
        if row.kind == .unknownSerial { asking[finding.sku, default: []].insert(finding.serial) }
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
        let changed = changedStock(unitsBefore, units)
        let ids = Dictionary(
            uniqueKeysWithValues: context.skus.enumerated().map { ($1.name.description, Int32($0)) })
        var unknown: [Int32: [FindingTable.Suggested]] = [:]
        for each in try books.findings.suggestions(for: .unknownSerial) {
            guard let sku = ids[each.sku] else { continue }
            // What was not near and did not come or go changes no answer.
            let serial = arena.store(each.serial)
            if asking[each.sku]?.contains(each.serial) == true || changed[sku]?.hasNear(serial) == true {
                unknown[sku, default: []].append(each)
            }
        }
        for (sku, rows) in unknown {
            let inStock = try books.units.serialsInStock(sku: context[sku].name, arena: arena)
            let sentences = Suggestions(context: context, arena: arena).sentences(
                for: rows.map { arena.store($0.serial) }, sku: sku, inStock: inStock)
            for (each, sentence) in zip(rows, sentences) where each.suggestion != sentence {
                try books.findings.setSuggestion(sentence, row: each.row)
            }
        }
    }

    /// The serials that have come into stock or left it, by SKU.
    private func changedStock(_ before: RowList<UnitResult>, _ now: RowList<UnitResult>) -> [Int32: NearMatch] {
        var changed: [Int32: Set<Text>] = [:]
        for list in [before, now] {
            for index in 0..<list.count where list[index].place == .inStock {
                let (sku, serial) = (list[index].sku, list[index].serial)
                if changed[sku, default: []].remove(serial) == nil { changed[sku, default: []].insert(serial) }
            }
        }
        return changed.compactMapValues { $0.isEmpty ? nil : NearMatch(serials: Array($0)) }
    }
}
