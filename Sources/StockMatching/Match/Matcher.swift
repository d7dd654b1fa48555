package import StockModel

/// Folds all movements of one serial to the lives of the units that carry it (`semantics.md`, section 7).
///
/// One for each worker; what it makes depends on the movements of a serial alone, in whatever order they come.
package final class Matcher: @unchecked Sendable {
    // Sendable: one for each worker, used by it alone.
    let context: FoldContext
    let cutOffs: CutOffs
    package let output: MatchOutput
    private var partition = ScratchList<Movement>()
    private var group = ScratchList<Movement>()
    private let groups = Groups()
    private var assigned = ScratchList<UnitMovement>()
    /// The SKUs under which the serial has a receipt or opening, in byte order.
    private var received = ScratchList<Int32>()
    private let life: UnitLife
    private let trail: LifeTrail?
    private let day = MovementDay()
    private let order: MovementOrder

    /// - Parameter trail: Is told of each step; only where lives of units are to be shown or judged.
    package init(context: FoldContext, cutOffs: CutOffs, output: MatchOutput, trail: LifeTrail? = nil) {
        self.context = context
        self.cutOffs = cutOffs
        self.output = output
        self.trail = trail
        order = MovementOrder(context: context)
        life = UnitLife(context: context, output: output, trail: trail)
    }

    deinit {
        partition.free()
        group.free()
        assigned.free()
        received.free()
    }

    /// Folds all serials of one partition, and gives the memory of the movements back.
    ///
    /// - Parameter lists: The partition's movements as all workers made them; all of a serial, whichever list they lie in.
    package func fold(partition lists: [RowList<Movement>]) {
        partition.removeAll()
        for list in lists {
            list.forEachPointer { partition.append($0.pointee) }
            list.removeAll()
        }
        let movements = partition.buffer
        groups.forEach(
            count: movements.count, prefetch: { Prefetch.forReading(movements[$0].serial.base) },
            hash: { UInt64(movements[$0].hash) },
            same: { movements[$0].hash == movements[$1].hash && movements[$0].serial == movements[$1].serial }
        ) { members in
            group.removeAll()
            for index in members { group.append(movements[Int(index)]) }
            fold(serial: group.buffer)
        }
    }

    /// Folds the movements of one serial.
    package func fold(serial movements: UnsafeBufferPointer<Movement>) {
        output.counts.movements += movements.count
        findReceived(movements)
        let isGlobal = isGlobal(movements)
        assigned.removeAll()
        for movement in movements {
            let sku = movement.sku
            assigned.append(
                UnitMovement(
                    movement: movement, unit: isGlobal ? -1 : unit(of: sku),
                    component: component(of: sku),
                    isHistory: cutOffs.isHistory(movement.at, sku: component(of: sku) ?? sku)))
        }
        sortAssigned()
        var start = 0
        while start < assigned.count {
            var end = start + 1
            while end < assigned.count, assigned[end].unit == assigned[start].unit { end += 1 }
            // Each unit but the first in byte order of those that were received is one of several with this serial.
            let isShared = !isGlobal && received.count > 1 && received.buffer.dropFirst().contains(assigned[start].unit)
            live(start..<end, isShared: isShared)
            start = end
        }
        trail?.complete(serial: movements[0].serial)
    }

    /// Sorts what is assigned. Most serials have two or three movements, for which the library's sort costs more than the
    /// comparisons.
    private func sortAssigned() {
        guard assigned.count > 1 else { return }
        var all = assigned.mutableBuffer
        guard all.count <= 8 else {
            all.sort(by: order.precedes)
            return
        }
        for index in 1..<all.count {
            var place = index
            while place > 0, order.precedes(all[place], all[place - 1]) {
                all.swapAt(place, place - 1)
                place -= 1
            }
        }
    }

    // MARK: Which unit

    private func findReceived(_ movements: UnsafeBufferPointer<Movement>) {
        received.removeAll()
        for movement in movements where movement.kind == .despatch || movement.kind == .opening {
            let sku = movement.sku
            if !received.buffer.contains(sku) { received.append(sku) }
        }
        guard received.count > 1 else { return }
        var all = received.mutableBuffer
        all.sort()
    }

    private func isGlobal(_ movements: UnsafeBufferPointer<Movement>) -> Bool {
        switch context.serialScope {
        case .global: true
        case .sku: false
        case .auto: movements.contains { context[$0.sku].isUniqueInTheWorld }
        }
    }

    /// The unit, named by its SKU, that a movement of `sku` belongs to.
    private func unit(of sku: Int32) -> Int32 {
        if received.buffer.contains(sku) { return sku }
        if let part = component(of: sku) { return part }
        return received.count == 1 ? received[0] : sku
    }

    /// The one component of the kit `sku` under which the serial was received, if there is exactly one.
    private func component(of sku: Int32) -> Int32? {
        let info = context[sku]
        guard info.isKit else { return nil }
        var found: Int32?
        for part in received.buffer where info.count(of: part) > 0 {
            guard found == nil else { return nil }
            found = part
        }
        return found
    }

    /// Lives one unit's life, day by day, history first.
    private func live(_ range: Range<Int>, isShared: Bool) {
        life.begin(serial: assigned[range.lowerBound].movement.serial, isShared: isShared)
        var start = range.lowerBound
        var wasHistory = false
        while start < range.upperBound {
            let first = assigned[start]
            if wasHistory, !first.isHistory { life.passStockTake() }
            wasHistory = first.isHistory
            var end = start + 1
            while end < range.upperBound, assigned[end].isHistory == first.isHistory,
                assigned[end].movement.at.day == first.movement.at.day
            {
                end += 1
            }
            if end == start + 1 {
                life.take(first)
            } else {
                day.order(UnsafeBufferPointer(rebasing: assigned.buffer[start..<end]), life: life)
            }
            start = end
        }
        life.end(passingStockTake: wasHistory)
    }
}
