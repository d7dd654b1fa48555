import StockMatching
import StockModel
import StockWriting

/// Sorts the units that the house has and renders their rows, a block for each SKU, on all workers.
struct UnitRendering {
    let context: FoldContext
    let workers: Workers

    /// The rows of `stock_units.csv` without header, in order of SKU.
    func blocks(_ units: [RowList<UnitResult>]) -> [[UInt8]] {
        var bySKU = [[UnsafePointer<UnitResult>]](repeating: [], count: context.skus.count)
        for list in units {
            for index in 0..<list.count {
                bySKU[Int(list[index].sku)].append(UnsafePointer(list.pointer(at: index)))
            }
        }
        let groups = WorkerState(bySKU)
        let blocks = bySKU.map { _ in WorkerState([UInt8]()) }
        let arenas = (0..<workers.count).map { _ in Arena() }
        workers.forEach(bySKU.count) { worker, sku in
            guard !groups.value[sku].isEmpty else { return }
            blocks[sku].value = render(groups.value[sku], sku: Int32(sku), arenas[worker])
        }
        return blocks.map(\.value)
    }

    private func render(_ units: [UnsafePointer<UnitResult>], sku: Int32, _ arena: Arena) -> [UInt8] {
        let sorted = units.sorted { a, b in
            let order = Text.compare(a.pointee.serial, b.pointee.serial)
            return order != 0 ? order < 0 : a.pointee.place.word < b.pointee.place.word
        }
        var rows = CSVRows(capacity: units.count * 80)
        let info = context[sku]
        let ownGTIN = arena.store(cleaned(context.entry(of: sku)?.gtin ?? ""))
        var gtins: [Int32: Text] = [:]
        for unit in sorted {
            let backing = unit.pointee.backing?.pointee
            let parts = batch(unit.pointee, backing)
            let isAnnounced = backing?.kind == .despatch
            UnitsFile.append(
                sku: info.name, serial: unit.pointee.serial, place: unit.pointee.place, since: unit.pointee.since,
                gtin: backing.map { gtin(of: $0, else: ownGTIN, &gtins, arena) } ?? ownGTIN, lot: parts.lot,
                expiry: parts.expiry,
                supplier: isAnnounced ? context.name(backing?.scope ?? Names.none) : .empty,
                asn: isAnnounced ? backing?.document ?? .empty : .empty,
                channel: claimants(unit.pointee, arena) { context.name($0.scope) },
                order: claimants(unit.pointee, arena) { $0.document }, to: &rows)
        }
        return rows.bytes
    }

    /// The lot and expiry of the serial, else of the line, that backs a unit.
    private func batch(_ unit: UnitResult, _ backing: DocumentLine?) -> (lot: Text, expiry: Text) {
        let id = unit.backingBatch >= 0 ? unit.backingBatch : backing?.batch ?? -1
        guard id >= 0 else { return (.empty, .empty) }
        let joined = context.name(id)
        guard let separator = joined.bytes.firstIndex(of: 0x1F) else { return (joined, .empty) }
        return (Text(base: joined.base, count: separator), joined.dropFirst(separator + 1))
    }

    /// The GTIN that the backing line gives: 14 digits if it is one, else as written. Looked up once for each combination
    /// of identifiers.
    private func gtin(of line: DocumentLine, else own: Text, _ known: inout [Int32: Text], _ arena: Arena) -> Text {
        if let found = known[line.item] { return found }
        let written = ItemIdentifiers(joined: context.name(line.item))?.gtin ?? ""
        let gtin = written.isEmpty ? own : arena.store(cleaned(written))
        known[line.item] = gtin
        return gtin
    }

    private func cleaned(_ written: String) -> String { GTIN(written)?.description ?? written }

    /// A column of a unit's claimants: of several (a unit in repair that was sold twice) joined with `;`.
    private func claimants(_ unit: UnitResult, _ arena: Arena, _ column: (DocumentLine) -> Text) -> Text {
        switch unit.claimants.count {
        case 0: return .empty
        case 1: return column(unit.claimants[0].pointee)
        default:
            let sorted = unit.claimants.map(\.pointee).sorted { DocumentLine.precedes($0, $1, context) }
            return arena.store(sorted.map { column($0).description }.joined(separator: ";"))
        }
    }
}
