package import StockMatching
package import StockModel

/// SKUs have other ids in each run, in byte order of their names; the ledger keeps them by name.
package final class SKUNames {
    private let names: NameTable
    private let context: FoldContext
    private var stored: [Int32]
    private var current: [Int32: Int32] = [:]
    private let ids: [Text: Int32]

    package init(names: NameTable, context: FoldContext) {
        self.names = names
        self.context = context
        stored = Array(repeating: -1, count: context.skus.count)
        ids = Dictionary(uniqueKeysWithValues: context.skus.enumerated().map { ($1.name, Int32($0)) })
    }

    /// The run's id of the SKU of this name; nil where nothing names it any more.
    package func id(of name: Text) -> Int32? { ids[name] }

    /// The ledger's id of a SKU's name.
    func stored(_ sku: Int32) throws -> Int32 {
        if stored[Int(sku)] < 0 { stored[Int(sku)] = try names.stored(names.names.id(of: context[sku].name)) }
        return stored[Int(sku)]
    }

    /// The run's id of the SKU whose name has this id in the ledger.
    func current(_ id: Int32) throws -> Int32 {
        if let known = current[id] { return known }
        guard let sku = ids[names.names.text(of: try names.current(id))] else {
            throw LedgerFailure.damaged("a line is of a SKU that nothing names")
        }
        current[id] = sku
        return sku
    }
}
