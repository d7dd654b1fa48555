import StockMatching
import StockModel
import StockWriting
import Synchronization

/// Sorts the units that the house has and renders their rows, a block for each SKU, on all workers, while those that are
/// ready are written.
struct UnitRendering {
    let context: FoldContext
    let workers: Workers
    /// Where the units lie, if memory is bounded.
    var spill: SpillFile?

    /// Writes `stock_units.csv`.
    ///
    /// - Parameter units: In groups that each hold all units of some SKUs, in order of the SKUs.
    func write(_ units: [[RowList<UnitResult>]], to publication: Publication) throws(WritingFailure) {
        let queue = BlockQueue(try UnitsFile(in: publication), blocks: context.skus.count)
        var start = 0
        for (index, group) in units.enumerated() {
            spill?.relieve()
            let isLast = index == units.count - 1
            let end = isLast ? context.skus.count : max(start, Self.greatestSKU(in: group) + 1)
            write(group, skus: start..<end, to: queue)
            start = end
        }
        try queue.finish()
    }

    private static func greatestSKU(in units: [RowList<UnitResult>]) -> Int {
        var greatest: Int32 = -1
        for list in units { list.forEachPointer { greatest = max(greatest, $0.pointee.sku) } }
        return Int(greatest)
    }

    private func write(_ units: [RowList<UnitResult>], skus: Range<Int>, to queue: BlockQueue) {
        var bySKU = [[UnsafePointer<UnitResult>]](repeating: [], count: skus.count)
        for list in units {
            list.forEachPointer { bySKU[Int($0.pointee.sku) - skus.lowerBound].append(UnsafePointer($0)) }
        }
        let groups = WorkerState(bySKU)
        let arenas = (0..<workers.count).map { _ in Arena() }
        workers.forEach(skus.count) { worker, place in
            let (units, sku) = (groups.value[place], skus.lowerBound + place)
            queue.put(units.isEmpty ? [] : render(units, sku: Int32(sku), arenas[worker]), at: sku)
        }
    }

    private func render(_ units: [UnsafePointer<UnitResult>], sku: Int32, _ arena: Arena) -> [UInt8] {
        var sorted = units.map { (key: SortKey($0.pointee.serial), unit: $0) }
        sorted.sort { a, b in
            var order = SortKey.compare(a.key, b.key)
            if order == 0 { order = Text.compare(a.unit.pointee.serial, b.unit.pointee.serial) }
            return order != 0 ? order < 0 : a.unit.pointee.place.word < b.unit.pointee.place.word
        }
        var csv = CSVRows(capacity: units.count * 80)
        var rows = UnitRows(context: context, sku: sku, arena: arena)
        for each in sorted { UnitsFile.append(rows.row(each.unit.pointee), to: &csv) }
        return csv.bytes
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
