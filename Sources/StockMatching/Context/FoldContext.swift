package import StockModel

/// What every fold may look at and none may change: rules, catalogue, names, identities. One for a run, shared by all
/// workers.
package struct FoldContext: Sendable {
    package let rules: Rules
    package let skus: SKUTable
    /// By name id.
    package let names: [Text]
    /// By name id: the name's place in byte order.
    package let ranks: [Int32]
    package let aliases: AliasTable
    package let normaliser: SerialNormaliser

    package init(rules: Rules, skus: SKUTable, names: [Text], identities: [Identity]) {
        self.rules = rules
        self.skus = skus
        self.names = names
        normaliser = SerialNormaliser(rules: rules)
        aliases = AliasTable(identities: identities, normaliser: normaliser)
        let order = names.indices.sorted { names[$0] < names[$1] }
        var ranks = [Int32](repeating: 0, count: names.count)
        for (rank, id) in order.enumerated() { ranks[id] = Int32(rank) }
        self.ranks = ranks
    }

    package func name(_ id: Int32) -> Text { names[Int(id)] }

    package func rank(_ id: Int32) -> Int32 { ranks[Int(id)] }

    /// The SKU that a record's goods resolve to.
    package func sku(of record: Record) -> Int32 { skus.resolved[Int(record.item)] }
}
