import StockLedger
import StockMatching
import StockModel
import StockNotices

/// Finds by a ledger's indexes the serials that a campaign may affect, so that not all units have to be folded for it.
struct LedgerCandidates {
    let units: LedgerUnits
    let names: NoticeNames
    let arena: Arena

    /// The serials of all units that a scope can be true or unknown for, and others; nil where they cannot be told from the
    /// rest.
    ///
    /// Some stand there several times.
    func serials(_ scope: Scope) throws -> [Text]? {
        guard case .anyOf(let conditions) = ScopeCover(scope) else { return nil }
        var all: [Text] = []
        for condition in conditions {
            guard let some = try serials(condition) else { return nil }
            all += some
        }
        return all
    }

    private func serials(_ condition: Condition) throws -> [Text]? {
        switch condition {
        case .serials(let listed): return listed.flatMap(names.serialForms).map { arena.store($0) }
        case .range(let from, let to):
            guard let first = names.serialForms(from).first, let last = names.serialForms(to).first else { return [] }
            let found = try units.lines.serials(from: arena.store(first), to: arena.store(last), arena: arena)
            return found.filter { $0.count == first.utf8.count }
        case .skus(let skus):
            let wanted = Set(skus)
            return try units.serials(ofSKUs: withKits(ids { wanted.contains($0.description) }))
        case .gtins(let gtins):
            return try serials(ofGTINs: Set(gtins.map { ItemGTINs.cleaned($0) }))
        case .asns(let asns):
            let lines = try asns.flatMap { try units.lines.lines(document: arena.store($0), arena: arena) }
            return serials(on: lines.filter { $0.line.kind == .despatch }) + (try withoutDespatch())
        case .suppliers(let suppliers):
            let ids = Set(suppliers.map { units.books.names.names.id(of: $0) })
            let lines = try units.lines.despatchLines(of: ids, from: .min, to: .max, arena: arena)
            return serials(on: lines) + (try withoutDespatch())
        case .received(let days):
            let lines = try units.lines.despatchLines(of: nil, from: days.from, to: days.to, arena: arena)
            return serials(on: lines) + (try withoutDespatch())
        case .lots, .sold: return nil
        }
    }

    private func serials(on lines: [StoredLine]) -> [Text] {
        lines.reduce(into: []) { found, line in for serial in line.line.serials { found.append(serial.text) } }
    }

    /// The serials of units that a despatch may not back: those that were counted, those sold and never received, and
    /// where a stock-take makes history of sales all that were sold.
    private func withoutDespatch() throws -> [Text] {
        var found = serials(on: try units.lines.openings(arena: arena))
        for each in try units.books.findings.suggestions(for: .unknownSerial) { found.append(arena.store(each.serial)) }
        let counted = Set(units.context.skus.indices.map { Int32($0) }.filter { units.isCounted($0) })
        return found + (try units.serials(ofSKUs: withKits(counted)))
    }

    private func ids(where isWanted: (Text) -> Bool) -> Set<Int32> {
        Set(units.context.skus.indices.filter { isWanted(units.context.skus[$0].name) }.map { Int32($0) })
    }

    /// A unit is of the SKU of one of its lines, or of a component of a kit's.
    private func withKits(_ skus: Set<Int32>) -> Set<Int32> {
        skus.union(skus.flatMap { units.context.kits(with: $0) })
    }

    /// A unit's GTIN is that of the line that backs it, else the catalogue's.
    private func serials(ofGTINs gtins: Set<String>) throws -> [Text] {
        var skus = ids { sku in names.facts[sku].map { gtins.contains($0.gtin.description) } ?? false }
        var written = ItemGTINs(context: units.context, arena: arena)
        for item in units.context.items where gtins.contains(written.gtin(ofItem: item).description) {
            skus.insert(units.context.sku(ofItem: item))
            // Where the catalogue does not know the goods, a carrier's GTIN may decide what they are.
            if units.context.isUnlisted(item: item) { skus.formUnion(ids { names.facts[$0]?.gtin.isEmpty == false }) }
        }
        return try units.serials(ofSKUs: withKits(skus))
    }
}
