internal import StockMatching
internal import StockModel
internal import StockNotices
internal import StockReading

/// What the inputs, and the ledger if there is one, say of units and goods, so that campaigns can be judged for real.
struct CheckedGoods {
    /// What a run would compare a campaign with.
    struct Verdict {
        /// How many units and goods it affects or possibly affects.
        var selected: Int
        /// Those of its listed serials (as units are matched by) that units have.
        var met: Set<String>
    }

    let names: NoticeNames
    /// Whether all that a run would judge by is known: the catalogue does not contradict itself, and the ledger, if there is
    /// one, can be read.
    let canBeJudged: Bool
    /// All SKUs that the catalogue or a document line names.
    let skus: [String]
    private let tables: FoldTables
    private let stores: [RecordStore]
    private let workers: Workers
    private let partitions: Int
    /// More than the greatest file of a record.
    private let files: Int

    /// The latest day that there is: what is still on its way is judged as what has come.
    private static let lastDay = Timestamp(iso8601: "9999-12-31")?.day ?? .max

    /// - Parameter entries: Those of the catalogue that count.
    init(
        _ read: CheckedReading, _ ledger: LedgerCheck, _ entries: [CatalogueEntry], _ pipeline: CheckedPipeline,
        workers count: Int
    ) {
        let kept = ledger.records(read.names)
        let isSound = CatalogueReview.problems(in: entries).isEmpty
        canBeJudged = isSound && !ledger.isBroken && (kept != nil || !ledger.isThere)
        let names = read.names.texts
        let table = Self.table(isSound ? entries : [], names)
        let identities = read.stores.flatMap(\.identities) + (kept?.identities ?? [])
        tables = FoldTables(
            rules: pipeline.file.rules(businessDay: Self.lastDay), skus: table, names: names, identities: identities)
        self.names = NoticeNames(tables: tables)
        skus = table.infos.map(\.name.description)
        workers = Workers(count: max(1, count))
        partitions = CheckedReading.partitions
        let base = kept?.files ?? 0
        files = base + read.sources.count
        for list in read.stores.flatMap({ $0.partitions + [$0.openings] }) {
            list.forEachPointer { $0.pointee.file += Int32(base) }
        }
        stores = read.stores + (kept.map { [$0.store] } ?? [])
    }

    private static func table(_ entries: [CatalogueEntry], _ names: [Text]) -> SKUTable {
        do throws(CatalogueError) {
            return try SKUTable(entries: entries, names: names)
        } catch {
            preconditionFailure("the catalogue was reviewed before: \(error)")
        }
    }

    /// The SKU that somebody probably meant by a name.
    func meant(by name: String) -> String? {
        let resolved = names.sku(name)
        return resolved != name ? resolved : NearestWord.of(name, among: skus)
    }

    /// Judges by scopes, once: the records are used up.
    func judge(_ scopes: [Scope]) -> [Verdict] {
        let context = tables.makeContext()
        // Beside each, what asks which units have the serials that it lists.
        let listed = scopes.map { Scope.condition(.serials($0.listedSerials)) }
        // Ranges that are none were mistakes of the campaigns' files.
        let compiled = (scopes + listed).compactMap { try? CompiledScope($0, names: names.scope) }
        precondition(compiled.count == scopes.count * 2, "a campaign was read whose scope cannot be compiled")
        var folding = Folding(
            context: context, workers: workers, partitions: partitions, files: files, pool: BlockPool())
        let recalls = compiled.map { RecallJudge(scope: $0, facts: names.facts) }
        folding.judges = workers.make { _ in
            UnitJudge(recalls: recalls, covers: nil, watched: [:], context: context) { _ in .empty }
        }
        let folded = folding.fold(stores, progress: { _ in })
        let judge = folding.judges[0]
        for other in folding.judges.dropFirst() { judge.combine(other) }
        for unit in judge.unknown { judge.take(unit) }
        let met = judge.recalls[scopes.count...].map { recall in
            Set(recall.finish().units.map(\.history.serial.description))
        }
        let goods = FoldedGoods(folded, buyers: BuyerBook { _ in .empty }, context: context, workers: workers)
        goods.forEachLineWithoutSerials { judge.take($0) }
        for rest in goods.rests() { judge.take(rest) }
        let verdicts = zip(judge.recalls, met).map { Verdict(selected: $0.found, met: $1) }
        withExtendedLifetime((tables, folded.retained, folding.judges, goods)) {}
        return verdicts
    }
}

extension Scope {
    /// All serials that it lists, as written.
    fileprivate var listedSerials: [String] {
        conditions.flatMap { condition -> [String] in
            guard case .serials(let serials) = condition else { return [] }
            return serials
        }
    }
}
