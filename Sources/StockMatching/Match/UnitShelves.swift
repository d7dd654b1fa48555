import StockModel

/// Units by ranges of their SKUs, each with copies of all that is asked of it when it is written: where memory is bounded, a
/// range is written with nothing else in memory.
///
/// The lines that units point at lie anywhere. So units wait until there are many, and their lines are copied in the order in
/// which they lie: each piece of memory comes back once for many units.
final class UnitShelves {
    /// By ranges of SKUs, in order of the SKUs; complete after `flush`.
    let rows: PartitionedRows<UnitResult>
    private let arenas: [Arena]
    private let skus: Int
    private let spill: SpillFile?
    private var waiting = ScratchList<UnitResult>()
    /// The serials of the units that wait.
    private let serials = Arena()
    /// The claimants of the units that wait, each unit's behind those of the one before.
    private var claimants = ScratchList<UnsafePointer<DocumentLine>>()
    private var references = ScratchList<Reference>()

    /// A line that a waiting unit points at.
    private struct Reference: BitwiseCopyable {
        var line: UnsafePointer<DocumentLine>
        /// The unit's place among those that wait.
        var unit: Int32
        /// The place of the claimant among those of the waiting units; −1 for what backs the unit.
        var claimant: Int32
    }

    /// So many that a range of a large run is some megabytes, and so few that each can have a block.
    private static let most = 256
    private static let mostWaiting = 1 << 16

    /// - Parameter skus: How many there are.
    init(skus: Int, pool: BlockPool) {
        self.skus = max(1, skus)
        spill = pool.spill
        let count = min(self.skus, Self.most)
        rows = PartitionedRows(partitions: count, pool: pool)
        arenas = pool.makeArenas(partitions: count)
    }

    deinit {
        waiting.free()
        claimants.free()
        references.free()
    }

    private func shelf(of unit: UnitResult) -> Int { Int(unit.sku) * rows.count / skus }

    func append(_ unit: UnitResult) {
        var kept = unit
        kept.serial = serials.store(unit.serial.bytes)
        let place = Int32(waiting.count)
        if let backing = unit.backing { references.append(Reference(line: backing, unit: place, claimant: -1)) }
        for line in unit.claimants {
            references.append(Reference(line: line, unit: place, claimant: Int32(claimants.count)))
            claimants.append(line)
        }
        waiting.append(kept)
        if waiting.count >= Self.mostWaiting { flush() }
    }

    /// Puts the units that wait on their shelves.
    func flush() {
        var sorted = references.mutableBuffer
        sorted.sort { $0.line < $1.line }
        var last: (line: UnsafePointer<DocumentLine>, shelf: Int, copy: UnsafePointer<DocumentLine>)?
        for (index, reference) in sorted.enumerated() {
            if index & 511 == 0 { spill?.relieve() }
            let unit = Int(reference.unit)
            let shelf = shelf(of: waiting[unit])
            let copy: UnsafePointer<DocumentLine>
            if let last, last.line == reference.line, last.shelf == shelf {
                copy = last.copy
            } else {
                copy = Self.copy(reference.line, in: arenas[shelf])
                last = (reference.line, shelf, copy)
            }
            if reference.claimant < 0 {
                waiting.mutableBuffer[unit].backing = copy
            } else {
                claimants[Int(reference.claimant)] = copy
            }
        }
        var start = 0
        for unit in waiting.buffer {
            var kept = unit
            let shelf = shelf(of: unit)
            let end = start + unit.claimants.count
            kept.serial = arenas[shelf].store(unit.serial.bytes)
            kept.claimants = arenas[shelf].store(list: UnsafeBufferPointer(rebasing: claimants.buffer[start..<end]))
            rows.append(kept, to: shelf)
            start = end
        }
        waiting.removeAll()
        serials.removeAll()
        claimants.removeAll()
        references.removeAll()
    }

    private static func copy(_ line: UnsafePointer<DocumentLine>, in arena: Arena) -> UnsafePointer<DocumentLine> {
        let room = arena.allocate(MemoryLayout<DocumentLine>.stride).bindMemory(to: DocumentLine.self, capacity: 1)
        room.initialize(to: line.pointee.moved(to: arena))
        return UnsafePointer(room)
    }
}
