import StockMatching
import StockModel
import StockNotices

/// Makes what notices ask of units, lines and stock of what the folds made. One for each worker.
final class GoodsMaker {
    private let context: FoldContext
    private let arena = Arena()
    private var gtins: ItemGTINs

    init(context: FoldContext) {
        self.context = context
        gtins = ItemGTINs(context: context, arena: arena)
    }

    // MARK: Units

    /// A unit as its life left it.
    ///
    /// - Parameter sharesSerial: Another unit has the same serial.
    func history(of lived: LifeTrail.Unit, serial: Text, sharesSerial: Bool) -> UnitHistory {
        var unit = UnitHistory(serial: serial)
        unit.sharesSerial = sharesSerial
        unit.place = lived.place
        unit.custodies = lived.custodies.map(custody)
        for step in lived.steps where step.movement.kind == .order && step.custody < unit.custodies.count {
            var sale = Sale(line: key(step.movement.line), at: step.movement.at, hasLeft: step.movement.hasLeft)
            sale.isDuplicate = step.from == .sold || step.from == .inRepair
            sale.isHistory = step.isHistory
            sale.reference = UInt(bitPattern: step.movement.line)
            unit.custodies[step.custody].sales.append(sale)
        }
        unit.claimants = lived.claimants.map(sale)
        unit.freed = lived.freed.map(sale)
        return unit
    }

    /// Whether a sale of the unit is `unknown-serial`: nothing backs a custody that has one.
    static func isUnknown(_ lived: LifeTrail.Unit) -> Bool {
        lived.steps.contains { step in
            step.movement.kind == .order && !step.isHistory && lived.custodies.indices.contains(step.custody)
                && !lived.custodies[step.custody].isBacked
        }
    }

    private func custody(_ lived: LifeTrail.Custody) -> Custody {
        var custody = Custody(sku: lived.sku < 0 ? .empty : context[lived.sku].name)
        switch lived.end {
        case .last: custody.end = .last
        case .vendorReturn: custody.end = .vendorReturn
        case .stockTake: custody.end = .stockTake
        }
        guard let line = lived.backing else { return custody }
        custody.gtin = gtins.gtin(ofItem: line.pointee.item)
        custody.lot = lot(lived.batch)
        if custody.lot.isEmpty { custody.lot = lot(line.pointee.batch) }
        custody.backing =
            line.pointee.kind == .despatch
            ? .despatch(
                supplier: context.name(line.pointee.scope), asn: line.pointee.document, day: line.pointee.at.day)
            : .opening
        return custody
    }

    /// The lot of a batch id; empty for −1.
    private func lot(_ batch: Int32) -> Text {
        guard batch >= 0 else { return .empty }
        let joined = context.name(batch)
        guard let separator = joined.bytes.firstIndex(of: 0x1F) else { return joined }
        return Text(base: joined.base, count: separator)
    }

    private func sale(_ holder: LifeTrail.Holder) -> Sale {
        var sale = Sale(line: key(holder.line), at: holder.at, hasLeft: holder.hasLeft)
        sale.reference = UInt(bitPattern: holder.line)
        return sale
    }

    // MARK: Lines

    func key(_ line: UnsafePointer<DocumentLine>) -> LineKey {
        LineKey(channel: context.name(line.pointee.scope), document: line.pointee.document, line: line.pointee.line)
    }

    /// An order line.
    ///
    /// - Parameter buyer: As the line's records tell it, joined.
    func orderLine(_ pointer: UnsafePointer<DocumentLine>, buyer: Text) -> OrderLine {
        let line = pointer.pointee
        var order = OrderLine(
            key: key(pointer), sku: context[line.sku].name, quantity: Int(line.quantity),
            shippedPart: Int(line.shippedPart))
        order.serials = line.serials.count
        order.status = line.status
        order.stock = line.stock
        order.orderedAt = line.at
        order.leftAt = line.leftAt
        order.buyer = Buyer(joined: buyer)
        order.reference = UInt(bitPattern: pointer)
        return order
    }
}

extension SKURest {
    /// What is on hand of a SKU beyond its units; nil for a kit, which is none of its own.
    init?(_ row: StockRow, arena: Arena) {
        guard let figures = row.figures else { return nil }
        self.init(
            sku: arena.store(row.sku), onHand: figures.onHand, unitsInStock: figures.unitsInStock,
            unitsReserved: figures.unitsReserved)
    }
}
