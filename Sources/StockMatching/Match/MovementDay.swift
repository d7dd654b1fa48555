import StockModel

/// Takes the movements of one day in the order in which they make sense (`semantics.md`, section 7): those with a time
/// of day in that order, those with only a date wherever they are legal.
final class MovementDay {
    private var floating = ScratchList<UnitMovement>()
    private var timed = ScratchList<UnitMovement>()

    deinit {
        floating.free()
        timed.free()
    }

    /// - Parameter movements: Of one day, sorted: those with only a date first.
    func order(_ movements: UnsafeBufferPointer<UnitMovement>, life: UnitLife) {
        floating.removeAll()
        timed.removeAll()
        for movement in movements {
            if movement.movement.at.hasTimeOfDay { timed.append(movement) } else { floating.append(movement) }
        }
        var head = 0
        while head < timed.count || !floating.isEmpty {
            if let index = floating.buffer.firstIndex(where: { Self.isReceiving($0) && life.isLegal($0) }) {
                life.take(floating.remove(at: index))
            } else if head < timed.count, life.isLegal(timed[head]) {
                life.take(timed[head])
                head += 1
            } else if let index = floating.buffer.firstIndex(where: { life.isLegal($0) }) {
                life.take(floating.remove(at: index))
            } else if head < timed.count {
                life.take(timed[head])
                head += 1
            } else {
                life.take(floating.remove(at: 0))
            }
        }
    }

    private static func isReceiving(_ movement: UnitMovement) -> Bool {
        movement.movement.kind == .opening || movement.movement.kind == .despatch
    }
}
