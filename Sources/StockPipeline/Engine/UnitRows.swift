import StockMatching
import StockModel

/// Makes the rows of one SKU's units: what backs a unit gives its lot, supplier and ASN, its claimants its channel and order.
struct UnitRows {
    private let context: FoldContext
    private let arena: Arena
    private let name: Text
    private let ownGTIN: Text
    private var gtins: ItemGTINs

    /// - Parameter arena: Where texts are kept that stand nowhere yet.
    init(context: FoldContext, sku: Int32, arena: Arena) {
        self.context = context
        self.arena = arena
        name = context[sku].name
        ownGTIN = arena.store(ItemGTINs.cleaned(context.entry(of: sku)?.gtin ?? ""))
        gtins = ItemGTINs(context: context, arena: arena)
    }

    /// The row of a unit; valid as long as the run's texts and the arena.
    mutating func row(_ unit: UnitResult) -> UnitRow {
        var row = UnitRow(place: unit.place)
        row.sku = name
        row.serial = unit.serial
        row.since = unit.since
        row.gtin = ownGTIN
        (row.lot, row.expiry) = batch(unit)
        if let backing = unit.backing {
            let written = gtins.gtin(ofItem: backing.pointee.item)
            if !written.isEmpty { row.gtin = written }
            if backing.pointee.kind == .despatch {
                row.supplier = context.name(backing.pointee.scope)
                row.asn = backing.pointee.document
            }
        }
        row.channel = claimants(unit) { context.name($0.pointee.scope) }
        row.order = claimants(unit) { $0.pointee.document }
        return row
    }

    /// The lot and expiry of the serial, else of the line, that backs a unit.
    private func batch(_ unit: UnitResult) -> (lot: Text, expiry: Text) {
        let id = unit.backingBatch >= 0 ? unit.backingBatch : unit.backing?.pointee.batch ?? -1
        guard id >= 0 else { return (.empty, .empty) }
        let joined = context.name(id)
        guard let separator = joined.bytes.firstIndex(of: 0x1F) else { return (joined, .empty) }
        return (Text(base: joined.base, count: separator), joined.dropFirst(separator + 1))
    }

    /// A column of a unit's claimants: of several (a unit in repair that was sold twice) joined with `;`.
    private func claimants(_ unit: UnitResult, _ column: (UnsafePointer<DocumentLine>) -> Text) -> Text {
        switch unit.claimants.count {
        case 0: return .empty
        case 1: return column(unit.claimants[0])
        default:
            let sorted = unit.claimants.sorted { DocumentLine.precedes($0.pointee, $1.pointee, context) }
            return arena.store(sorted.map { column($0).description }.joined(separator: ";"))
        }
    }
}
