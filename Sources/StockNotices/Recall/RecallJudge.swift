package import StockModel

/// Judges units, order lines and stock by one campaign's scope, one after another (`notices.md`, section 1).
///
/// One for each worker; `combine` brings what they found together, in any order.
package struct RecallJudge: Sendable {
    private let scope: CompiledScope
    private let facts: CatalogueFacts
    /// Those of each judge that was combined, so that whole units are moved about but once, when all are there.
    private var units: [[AffectedGoods.Unit]] = [[]]
    private var loose: [AffectedGoods.Loose] = []
    /// Units that are not affected themselves and whose serial was perhaps mistaken.
    private var mistaken: [UnitHistory] = []

    package init(scope: CompiledScope, facts: CatalogueFacts) {
        self.scope = scope
        self.facts = facts
    }

    /// Judges a unit by each of its custodies; one is enough.
    package mutating func take(_ unit: UnitHistory) {
        var best: (truth: Truth, index: Int)?
        for index in unit.custodies.indices where unit.custodies[index].isOne {
            let truth = scope.judge(unit.custodies[index], of: unit)
            if best.map({ $0.truth <= truth }) ?? true { best = (truth, index) }
        }
        guard let best else { return }
        guard best.truth != .no else {
            if !unit.suggestion.isEmpty { mistaken.append(unit) }
            return
        }
        units[0].append(
            AffectedGoods.Unit(
                history: unit, custody: unit.custodies[best.index], doubt: best.truth == .yes ? nil : .unknownOrigin))
    }

    /// Judges what has left with an order line beyond its serials: as the line's SKU, or as a kit's components.
    package mutating func take(_ line: OrderLine) {
        let count = line.shippedWithoutSerials
        guard count > 0 else { return }
        let parts = facts.parts(of: line.sku)
        let isKit = parts.count != 1 || parts[0].sku != line.sku
        // A kit's line with serials is judged by these alone.
        guard !isKit || line.serials == 0 else { return }
        let soldOn = line.soldAt.isAbsent ? nil : line.soldAt.day
        for part in parts {
            add(line, sku: part.sku, quantity: part.count * count, scope.judge(goodsOf: part.sku, soldOn: soldOn))
        }
    }

    /// Judges the stock of a SKU beyond its units.
    package mutating func take(_ rest: SKURest) {
        guard rest.quantity > 0 else { return }
        add(nil, sku: rest.sku, quantity: rest.quantity, scope.judge(goodsOf: rest.sku, soldOn: nil))
    }

    private mutating func add(_ line: OrderLine?, sku: Text, quantity: Int, _ truth: Truth) {
        guard truth != .no else { return }
        loose.append(
            AffectedGoods.Loose(
                line: line, sku: sku, quantity: quantity, doubt: truth == .yes ? nil : .noSerial))
    }

    /// The SKUs of which affected units are in stock: one of these may have been meant where a serial was misread.
    package var affectedInStock: Set<Text> {
        Set(units.joined().lazy.filter { $0.doubt == nil && $0.place == .inStock }.map(\.history.sku))
    }

    /// How much is affected or possibly so, of what was seen.
    package var found: Int { units.reduce(loose.count + mistaken.count) { $0 + $1.count } }

    /// Takes what another worker has found.
    package mutating func combine(_ other: RecallJudge) {
        units += other.units
        loose += other.loose
        mistaken += other.mistaken
    }

    /// All that was found, once everything is judged.
    package func finish() -> AffectedGoods {
        var units = self.units
        if !mistaken.isEmpty {
            var affected: Set<SerialOfSKU> = []
            for unit in units.joined() where unit.doubt == nil {
                affected.insert(SerialOfSKU(serial: unit.history.serial, sku: unit.history.sku))
            }
            for unit in mistaken where affected.contains(SerialOfSKU(serial: unit.suggestion, sku: unit.sku)) {
                guard let custody = unit.lastCustody else { continue }
                units[0].append(AffectedGoods.Unit(history: unit, custody: custody, doubt: .mistakenSerial))
            }
        }
        // Their names alone are sorted: to move whole units about costs far more.
        var order = units.indices.flatMap { part in
            units[part].indices.map { place in
                let unit = units[part][place].history
                return (serial: unit.serial, sku: unit.sku, part: part, place: place)
            }
        }
        order.sort { a, b in
            let serials = Text.compare(a.serial, b.serial)
            return serials != 0 ? serials < 0 : a.sku < b.sku
        }
        var goods = AffectedGoods(facts: facts)
        goods.units = order.map { units[$0.part][$0.place] }
        goods.loose = loose.sorted(by: Self.precedes)
        return goods
    }

    private struct SerialOfSKU: Hashable {
        let serial: Text
        let sku: Text
    }

    private static func precedes(_ a: AffectedGoods.Loose, _ b: AffectedGoods.Loose) -> Bool {
        guard let x = a.line?.key, let y = b.line?.key else {
            return (a.line == nil) == (b.line == nil) ? a.sku < b.sku : a.line != nil
        }
        return x != y ? x < y : a.sku < b.sku
    }
}
