import StockMatching
import StockModel
import StockWriting
import Synchronization

/// Sorts the units that the house has and renders their rows, a block for each SKU, on all workers, while those that are
/// ready are written.
struct UnitRendering {
    let context: FoldContext
    let workers: Workers

    /// Writes `stock_units.csv`.
    func write(_ units: [RowList<UnitResult>], to publication: Publication) throws(WritingFailure) {
        var bySKU = [[UnsafePointer<UnitResult>]](repeating: [], count: context.skus.count)
        for list in units { list.forEachPointer { bySKU[Int($0.pointee.sku)].append(UnsafePointer($0)) } }
        let groups = WorkerState(bySKU)
        let queue = BlockQueue(try UnitsFile(in: publication), blocks: bySKU.count)
        let arenas = (0..<workers.count).map { _ in Arena() }
        workers.forEach(bySKU.count) { worker, sku in
            let units = groups.value[sku]
            queue.put(units.isEmpty ? [] : render(units, sku: Int32(sku), arenas[worker]), at: sku)
        }
        try queue.finish()
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
            var row = UnitRow(place: unit.pointee.place)
            row.sku = info.name
            row.serial = unit.pointee.serial
            row.since = unit.pointee.since
            row.gtin = ownGTIN
            (row.lot, row.expiry) = batch(unit.pointee)
            if let backing = unit.pointee.backing {
                row.gtin = gtin(of: backing.pointee.item, else: ownGTIN, &gtins, arena)
                if backing.pointee.kind == .despatch {
                    row.supplier = context.name(backing.pointee.scope)
                    row.asn = backing.pointee.document
                }
            }
            row.channel = claimants(unit.pointee, arena) { context.name($0.pointee.scope) }
            row.order = claimants(unit.pointee, arena) { $0.pointee.document }
            UnitsFile.append(row, to: &rows)
        }
        return rows.bytes
    }

    /// The lot and expiry of the serial, else of the line, that backs a unit.
    private func batch(_ unit: UnitResult) -> (lot: Text, expiry: Text) {
        let id = unit.backingBatch >= 0 ? unit.backingBatch : unit.backing?.pointee.batch ?? -1
        guard id >= 0 else { return (.empty, .empty) }
        let joined = context.name(id)
        guard let separator = joined.bytes.firstIndex(of: 0x1F) else { return (joined, .empty) }
        return (Text(base: joined.base, count: separator), joined.dropFirst(separator + 1))
    }

    /// The GTIN that the backing line gives: 14 digits if it is one, else as written. Looked up once for each combination
    /// of identifiers.
    private func gtin(of item: Int32, else own: Text, _ known: inout [Int32: Text], _ arena: Arena) -> Text {
        if let found = known[item] { return found }
        let written = ItemIdentifiers(joined: context.name(item))?.gtin ?? ""
        let gtin = written.isEmpty ? own : arena.store(cleaned(written))
        known[item] = gtin
        return gtin
    }

    private func cleaned(_ written: String) -> String { GTIN(written)?.description ?? written }

    /// A column of a unit's claimants: of several (a unit in repair that was sold twice) joined with `;`.
    private func claimants(_ unit: UnitResult, _ arena: Arena, _ column: (UnsafePointer<DocumentLine>) -> Text) -> Text
    {
        switch unit.claimants.count {
        case 0: return .empty
        case 1: return column(unit.claimants[0])
        default:
            let sorted = unit.claimants.sorted { DocumentLine.precedes($0.pointee, $1.pointee, context) }
            return arena.store(sorted.map { column($0).description }.joined(separator: ";"))
        }
    }
}

/// Blocks that workers make in any order and that are written in theirs: whoever brings one writes all that follow on what
/// is written, unless another worker is at it.
private final class BlockQueue: @unchecked Sendable {
    // Sendable: `file` and `failure` are touched under `writing` alone, or when all workers are done.
    private struct Blocks {
        /// Made and not yet written, by place.
        var waiting: [[UInt8]?]
        var next = 0
    }

    private let blocks: Mutex<Blocks>
    private let writing = Mutex(())
    private var file: UnitsFile
    private var failure: WritingFailure?

    init(_ file: consuming UnitsFile, blocks count: Int) {
        blocks = Mutex(Blocks(waiting: Array(repeating: nil, count: count)))
        self.file = file
    }

    func put(_ block: [UInt8], at place: Int) {
        blocks.withLock { $0.waiting[place] = block }
        // A block that is put while another worker is about to leave stays for the next one, or for `finish`.
        _ = writing.withLockIfAvailable { _ in writeReady() }
    }

    /// Writes what is left and puts the file on disk; once, when all workers are done.
    func finish() throws(WritingFailure) {
        writeReady()
        if let failure { throw failure }
        try file.finish()
    }

    private func writeReady() {
        while failure == nil, let block = takeNext() {
            do throws(WritingFailure) {
                try file.append(rendered: block)
            } catch {
                failure = error
            }
        }
    }

    private func takeNext() -> [UInt8]? {
        blocks.withLock { blocks in
            guard blocks.next < blocks.waiting.count, let block = blocks.waiting[blocks.next] else { return nil }
            blocks.waiting[blocks.next] = nil
            blocks.next += 1
            return block
        }
    }
}
