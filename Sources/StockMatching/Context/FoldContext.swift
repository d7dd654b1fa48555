package import StockModel

/// What every fold may look at and none may change: rules, catalogue, names, identities. A plain value of pointers into
/// `FoldTables`, which whoever folds keeps alive.
///
/// Folds pass it on millions of times. As a value that holds arrays, each copy would count references that all workers
/// share, which was three quarters of a run's time; so it holds addresses.
package struct FoldContext: BitwiseCopyable, @unchecked Sendable {
    // Sendable: the tables are never changed once made.
    /// By SKU id.
    package let skus: UnsafeBufferPointer<SKUInfo>
    /// By name id of a joined `ItemIdentifiers`: its SKU; −1 for names that are none.
    private let resolved: UnsafeBufferPointer<Int32>
    /// By name id.
    private let names: UnsafeBufferPointer<Text>
    /// By name id: the name's place in byte order.
    private let ranks: UnsafeBufferPointer<Int32>
    package let serialScope: SerialScope
    package let businessDay: Int
    package let staleOpenDays: Int
    package let dropsStaleOpen: Bool
    /// Whether any identifier stands for another one.
    let hasAliases: Bool
    private let owner: Unmanaged<FoldTables>

    fileprivate init(
        _ owner: FoldTables, skus: UnsafeBufferPointer<SKUInfo>, resolved: UnsafeBufferPointer<Int32>,
        names: UnsafeBufferPointer<Text>, ranks: UnsafeBufferPointer<Int32>
    ) {
        self.owner = Unmanaged.passUnretained(owner)
        self.skus = skus
        self.resolved = resolved
        self.names = names
        self.ranks = ranks
        serialScope = owner.rules.serialScope
        businessDay = owner.rules.businessDay
        staleOpenDays = owner.rules.staleOpenDays
        dropsStaleOpen = owner.rules.dropsStaleOpen
        hasAliases = !owner.aliases.isEmpty
    }

    package subscript(sku: Int32) -> SKUInfo { skus[Int(sku)] }

    package func name(_ id: Int32) -> Text { names[Int(id)] }

    package func rank(_ id: Int32) -> Int32 { ranks[Int(id)] }

    /// The SKU that a record's goods resolve to.
    package func sku(of record: Record) -> Int32 { resolved[Int(record.item)] }

    /// The SKU that goods written so resolve to; the item is a name id.
    package func sku(ofItem item: Int32) -> Int32 { resolved[Int(item)] }

    /// The name ids that are written item identifiers.
    package var items: [Int32] { resolved.indices.filter { resolved[$0] >= 0 }.map { Int32($0) } }

    /// Whether the catalogue knows none of the identifiers, so that a GTIN in a serial's carrier may.
    package func isUnlisted(item: Int32) -> Bool { self[resolved[Int(item)]].entry < 0 }

    /// The kits that have a SKU as a component.
    package func kits(with sku: Int32) -> [Int32] { tables.skus.kits(with: sku) }

    /// The tables themselves, for what is not asked millions of times.
    package var tables: FoldTables { owner.takeUnretainedValue() }

    /// The catalogue entry of a SKU.
    package func entry(of sku: Int32) -> CatalogueEntry? { tables.skus.entry(of: sku) }
}

/// The memory behind a `FoldContext`; one for a run.
package final class FoldTables: Sendable {
    package let rules: Rules
    package let skus: SKUTable
    package let aliases: AliasTable
    package let normaliser: SerialNormaliser
    private let names: [Text]
    private let arena = Arena()

    package init(rules: Rules, skus: SKUTable, names: [Text], identities: [Identity]) {
        self.rules = rules
        self.skus = skus
        self.names = names
        normaliser = SerialNormaliser(rules: rules)
        aliases = AliasTable(identities: identities, normaliser: normaliser)
    }

    /// A serial as records' serials are normalised, before any identifier stands for another; nil for none.
    package func normalised(_ serial: String) -> String? {
        let kept = Arena()
        var scratch: [UInt8] = []
        switch normaliser.normalise(kept.store(serial), scratch: &scratch) {
        case .none: return nil
        case .asWritten(let same): return same.description
        case .changed: return String(decoding: scratch, as: UTF8.self)
        }
    }

    /// The same tables, of a run that has met more names since.
    package init(_ others: FoldTables, names: [Text]) {
        rules = others.rules
        skus = others.skus
        aliases = others.aliases
        normaliser = others.normaliser
        self.names = names
    }

    /// The same tables, of a run that knows more names and identities.
    package init(_ others: FoldTables, names: [Text], identities: [Identity]) {
        rules = others.rules
        skus = others.skus
        normaliser = others.normaliser
        aliases = AliasTable(identities: identities, normaliser: normaliser)
        self.names = names
    }

    /// The same tables on another business date.
    package init(_ others: FoldTables, businessDay: Int) {
        var rules = others.rules
        rules.businessDay = businessDay
        self.rules = rules
        skus = others.skus
        aliases = others.aliases
        normaliser = others.normaliser
        names = others.names
    }

    /// Names met after the SKUs were resolved are no goods.
    private var resolvedItems: [Int32] {
        skus.resolved + Array(repeating: -1, count: max(0, names.count - skus.resolved.count))
    }

    /// The context over these tables. It is valid as long as they are.
    package func makeContext() -> FoldContext {
        let order = names.indices.sorted { names[$0] < names[$1] }
        var ranks = [Int32](repeating: 0, count: names.count)
        for (rank, id) in order.enumerated() { ranks[id] = Int32(rank) }
        return FoldContext(
            self, skus: skus.infos.withUnsafeBufferPointer { arena.store(list: $0) },
            resolved: resolvedItems.withUnsafeBufferPointer { arena.store(list: $0) },
            names: names.withUnsafeBufferPointer { arena.store(list: $0) },
            ranks: ranks.withUnsafeBufferPointer { arena.store(list: $0) })
    }
}
