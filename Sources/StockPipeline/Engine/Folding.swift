import StockMatching
import StockModel

/// Drives the folds over partitions in memory: openings, consolidate, returns, match, balance (`architecture.md`).
///
/// What comes out depends on the set of records alone, not on workers or partitions: folds see whole keys, and all that
/// they add up can be added in any order.
struct Folding {
    let context: FoldContext
    let workers: Workers
    let partitions: Int
    /// How many files the records come from.
    let files: Int
    /// Where rows come from: the records' memory becomes that of lines and movements.
    var pool = BlockPool()
    /// The buyers of the records, where notices ask for those of lines.
    var buyers: BuyerBook?
    /// One for each worker, where notices look at units.
    var judges: [UnitJudge] = []

    /// What the folds leave to be written.
    struct Outcome {
        var stock: [StockRow]
        /// In groups that each hold all units of some SKUs, in order of the SKUs: one group, unless memory is bounded.
        var units: [[RowList<UnitResult>]]
        var findings: FindingList
        /// Unshipped parts of open order lines of house stock, one for each SKU that they are committed of.
        var demands: [RowList<OpenDemand>]
        var counts: UnitCounts
        /// Records that were consolidated, by file.
        var records: [Int]
        var lines: Int
        var totals: SKUTotals
        var prices: PriceTotals
        var quality: QualityTotals
        var takes: StockTakes
        /// The lines, by the workers that made them.
        var consolidations: [ConsolidationOutput]
        /// Keeps alive what units and findings point at.
        var retained: [AnyObject]
    }

    /// - Parameter afterConsolidation: Is shown lines and movements before they are matched, which uses the movements up.
    func fold(
        _ stores: [RecordStore], progress: (String) -> Void,
        afterConsolidation: ([ConsolidationOutput]) -> Void = { _ in }
    ) -> Outcome {
        progress("consolidating")
        let consolidators = workers.make { _ in
            Consolidator(
                context: context,
                output: ConsolidationOutput(
                    partitions: partitions, skus: context.skus.count, files: files, pool: pool, buyers: buyers))
        }
        let consolidations = consolidators.map(\.output)
        let arena = Arena()
        let (takes, cutOffs) = foldOpenings(stores, consolidators, arena)
        let linesByPartition = consolidate(stores, consolidators, consolidations)
        resolveReturns(consolidators, consolidations, linesByPartition)

        afterConsolidation(consolidations)

        progress("matching")
        let matches = match(consolidations, cutOffs)

        progress("balancing")
        let totals = SKUTotals(count: context.skus.count)
        let prices = PriceTotals(count: context.skus.count)
        var quality = QualityTotals()
        var counts = UnitCounts()
        for consolidation in consolidations {
            totals.combine(consolidation.totals)
            prices.combine(consolidation.prices)
            quality.combine(consolidation.quality)
        }
        for match in matches {
            totals.combine(match.totals)
            quality.combine(match.quality)
            counts.combine(match.counts)
        }
        let balanced = RowList<FindingRow>()
        let stock = balance(totals, consolidations, to: balanced)
        let byWorker = matches.map(\.unitsBySKU)
        let units = (byWorker.first ?? []).indices.map { group in byWorker.map { $0[group] } }
        let findings = FindingList(
            context: context, parts: consolidations.map(\.findings) + matches.map(\.findings) + [balanced],
            totals: totals, units: units, arena: arena, spill: pool.spill)
        return Outcome(
            stock: stock, units: units, findings: findings, demands: consolidations.map(\.demands),
            counts: counts,
            records: (0..<files).map { file in consolidations.reduce(0) { $0 + $1.records[file] } },
            lines: consolidations.reduce(0) { $0 + $1.lines.count }, totals: totals,
            prices: prices, quality: quality, takes: takes,
            consolidations: consolidations, retained: matches + stores + [arena])
    }

    /// Whether there is a point in folding the next partition: not where the disk for what is not in memory is full, because
    /// whoever has asked for the fold throws its outcome away then. Makes room in memory for it.
    private func goesOn() -> Bool {
        guard let spill = pool.spill else { return true }
        spill.relieve()
        return spill.failure == nil
    }

    // MARK: Openings

    private func foldOpenings(_ stores: [RecordStore], _ consolidators: [Consolidator], _ arena: Arena) -> (
        StockTakes, CutOffs
    ) {
        let prepared = (0..<workers.count).map { _ in
            WorkerState((StockTakes(count: context.skus.count), [KeyedRecord]()))
        }
        workers.forEach(stores.count) { worker, store in
            let openings = stores[store].openings
            for index in 0..<openings.count {
                let keyed = consolidators[worker].prepare(opening: openings.pointer(at: index))
                prepared[worker].value.0.note(sku: keyed.sku, at: keyed.record.pointee.at)
                prepared[worker].value.1.append(keyed)
            }
        }
        var takes = StockTakes(count: context.skus.count)
        var bySKU: [Int32: [KeyedRecord]] = [:]
        for state in prepared {
            takes.combine(state.value.0)
            for keyed in state.value.1 { bySKU[keyed.sku, default: []].append(keyed) }
        }
        let cutOffs = takes.cutOffs(in: arena)
        for consolidator in consolidators { consolidator.begin(cutOffs: cutOffs) }
        let groups = WorkerState(Array(bySKU.values))
        workers.forEach(groups.value.count) { worker, group in
            consolidators[worker].fold(openings: groups.value[group])
        }
        return (takes, cutOffs)
    }

    // MARK: Consolidate

    /// Where the lines of one partition lie: the worker that made them, and their range.
    private struct LineRange {
        var worker: Int
        var lines: Range<Int>
    }

    private func consolidate(
        _ stores: [RecordStore], _ consolidators: [Consolidator], _ outputs: [ConsolidationOutput]
    ) -> [LineRange] {
        let ranges = (0..<partitions).map { _ in WorkerState(LineRange(worker: 0, lines: 0..<0)) }
        workers.forEach(partitions) { worker, partition in
            guard goesOn() else { return }
            let start = outputs[worker].lines.count
            consolidators[worker].fold(partition: stores.map { $0.partitions[partition] })
            // The lines hold all that is needed from here on; texts and serial lists lie in the stores' arenas.
            for store in stores { store.partitions[partition].removeAll() }
            ranges[partition].value = LineRange(worker: worker, lines: start..<outputs[worker].lines.count)
        }
        return ranges.map(\.value)
    }

    private func resolveReturns(
        _ consolidators: [Consolidator], _ outputs: [ConsolidationOutput], _ ranges: [LineRange]
    ) {
        var waiting = [[UnsafeMutablePointer<DocumentLine>]](repeating: [], count: partitions)
        for output in outputs {
            for index in 0..<output.waitingReturns.count {
                let line = output.waitingReturns[index]
                waiting[ReturnResolution.partition(of: line.pointee, among: partitions)].append(line)
            }
        }
        let byPartition = WorkerState(waiting)
        workers.forEach(partitions) { worker, partition in
            let range = ranges[partition]
            let lines = outputs[range.worker].lines
            ReturnResolution.resolve(
                byPartition.value[partition],
                lines: { body in for index in range.lines { body(UnsafePointer(lines.pointer(at: index))) } },
                consolidator: consolidators[worker])
        }
    }

    // MARK: Match

    private func match(_ consolidations: [ConsolidationOutput], _ cutOffs: CutOffs) -> [MatchOutput] {
        let matchers = workers.make { worker in
            Matcher(
                context: context, cutOffs: cutOffs, output: MatchOutput(skus: context.skus.count, pool: pool),
                trail: judges.indices.contains(worker) ? judges[worker].trail : nil)
        }
        workers.forEach(partitions) { worker, partition in
            guard goesOn() else { return }
            matchers[worker].fold(partition: consolidations.map { $0.movements.lists[partition] })
        }
        workers.forEach(matchers.count) { _, matcher in matchers[matcher].output.finish() }
        return matchers.map(\.output)
    }

    // MARK: Balance

    private func balance(
        _ totals: SKUTotals, _ consolidations: [ConsolidationOutput], to findings: RowList<FindingRow>
    ) -> [StockRow] {
        let balance = Balance(context: context)
        // Only where a SKU has too little is it asked which of its lines go short.
        let isShort = context.skus.indices.map { sku in
            let figures = totals.figures(of: Int32(sku))
            return figures.committed > max(0, figures.onHand)
        }
        var demands: [Int32: [OpenDemand]] = [:]
        for consolidation in consolidations {
            consolidation.demands.forEachPointer { demand in
                guard isShort[Int(demand.pointee.sku)] else { return }
                demands[demand.pointee.sku, default: []].append(demand.pointee)
            }
        }
        for (sku, lines) in demands {
            balance.oversells(lines, onHand: totals.figures(of: sku).onHand, to: findings)
        }
        return balance.rows(totals, to: findings)
    }
}

/// What belongs to one worker, or is only read while workers run.
///
/// Unchecked because the caller promises it: an instance is touched by one worker at a time, and hand-over happens only
/// where `Workers` waits for all of them.
final class WorkerState<Value>: @unchecked Sendable {
    var value: Value

    init(_ value: Value) { self.value = value }
}
